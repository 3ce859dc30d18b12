using FashionMnist.Evaluation;
using FashionMnist.Model;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FashionMnist.Output;

/// <summary>A confusion matrix within 80 columns: a row for each true class, a column for each class that was given.</summary>
internal static class ConfusionTable
{
    // The names of the classes in the width of a column.
    private static readonly string[] s_columns = ["Tee", "Trous", "Pull", "Dress", "Coat", "Sandl", "Shirt", "Sneak", "Bag", "Boot"];

    public static IRenderable Of(ConfusionMatrix confusion)
    {
        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn("true \\ predicted").NoWrap().Padding(0, 0, 1, 0));
        foreach (var name in s_columns.Append("recall"))
        {
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap().Padding(0, 0, 1, 0));
        }

        for (var label = 0; label < Clothing.Classes; label++)
        {
            table.AddRow([Cell(Clothing.Names[label]), .. Counts(confusion, label), Percent(confusion.Recall(label))]);
        }

        table.AddRow([Cell("precision"), .. Enumerable.Range(0, Clothing.Classes).Select(k => Percent(confusion.Precision(k)))]);
        return table;
    }

    private static IEnumerable<IRenderable> Counts(ConfusionMatrix confusion, int label)
    {
        for (var prediction = 0; prediction < Clothing.Classes; prediction++)
        {
            var count = confusion[label, prediction];
            var style = prediction == label ? new Style(Color.Green)
                : count == 0 ? new Style(Color.Grey)
                : count * 10 >= confusion[label, label] ? new Style(Color.Red)
                : Style.Plain;
            yield return Cell(count == 0 ? "·" : count.ToString(), style);
        }
    }

    private static Text Percent(double? part) => Cell(part is { } value ? $"{value * 100:F0}%" : "-");

    private static Text Cell(string text, Style? style = null) => new(text, style);
}
