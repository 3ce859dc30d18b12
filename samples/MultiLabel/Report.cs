using System.Globalization;
using Spectre.Console;

namespace MultiLabel;

/// <summary>What a reader sees of two trainings: their losses, a line for every tenth of the way, and what became of every output.</summary>
internal static class Report
{
    private const int LossLines = 10;

    public static void WriteLosses(IAnsiConsole console, Training unweighted, Training weighted)
    {
        var table = Table("epoch", "training loss", "test loss", "weighted\ntraining loss", "weighted\ntest loss");
        var epochs = unweighted.TestLosses.Count;
        foreach (var epoch in Enumerable.Range(1, LossLines).Select(line => (int)((long)epochs * line / LossLines)).Where(epoch => epoch > 0).Distinct())
        {
            table.AddRow(
            [
                Invariant($"{epoch}"),
                .. new[] { unweighted, weighted }
                    .SelectMany(training => new[] { training.TrainingLosses[epoch - 1], training.TestLosses[epoch - 1] })
                    .Select(loss => Invariant($"{loss:F4}")),
            ]);
        }

        console.Write(table);
    }

    public static void WriteOutputs(IAnsiConsole console, Training unweighted, Training weighted)
    {
        var table = Table("output", "positives", "weight", "precision", "recall", "F1");
        for (var output = 0; output < Examples.Outputs; output++)
        {
            table.AddRow([Invariant($"{output + 1}"), Percent(unweighted.Outputs[output].Share), .. Cells(unweighted, output)]);
            table.AddRow(["", "", .. Cells(weighted, output)]);
        }

        console.Write(table);
    }

    private static IEnumerable<string> Cells(Training training, int output)
    {
        var quality = training.Outputs[output];
        return [Invariant($"{training.PositiveWeights[output]:F1}"), Percent(quality.Precision), Percent(quality.Recall), Percent(quality.F1)];
    }

    private static Table Table(params IEnumerable<string> columns)
    {
        var table = new Table().Border(TableBorder.Ascii2);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        return table;
    }

    private static string Percent(double ratio) => double.IsNaN(ratio) ? "-" : Invariant($"{ratio:0.0%}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
