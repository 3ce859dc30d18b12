using FashionMnist.Evaluation;
using FashionMnist.Images;
using FashionMnist.Model;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FashionMnist.Output;

/// <summary>An image, what it is, and what the classifier thinks that it is.</summary>
internal static class ImageCard
{
    private const int NameWidth = 11;
    private const int BarWidth = 9;

    /// <summary>Columns that the lines below an image need.</summary>
    public const int TextWidth = NameWidth + 7 + BarWidth;

    public static IRenderable Of(LabeledImages images, int index, IReadOnlyList<RankedClass> likeliest, Capabilities terminal)
    {
        var label = images.Labels[index];
        var text = new Paragraph($"#{index} is ").Append(Clothing.Names[label], new Style(decoration: Decoration.Bold));
        foreach (var (ranked, probability) in likeliest)
        {
            var bar = new string(terminal.Unicode ? '█' : '#', (int)MathF.Round(probability * BarWidth));
            var colour = ranked == label ? Color.Green : Color.Red;
            text.Append($"\n{Clothing.Names[ranked].PadRight(NameWidth)}{probability * 100,5:F1}% ");
            text.Append(bar, new Style(colour));
        }

        return new Rows(ImageDrawing.Draw(images, index, terminal), text);
    }

    /// <summary>Cards side by side, as many as fit into a line of the terminal.</summary>
    public static IRenderable Grid(IReadOnlyList<IRenderable> cards, int cardWidth, int terminalWidth)
    {
        const int gap = 3;
        var fitting = Math.Clamp((terminalWidth + gap) / (cardWidth + gap), 1, cards.Count);
        var rows = (cards.Count + fitting - 1) / fitting;
        var lines = cards.Chunk((cards.Count + rows - 1) / rows) // as many rows as it takes, evenly filled
            .Select(line =>
        {
            var grid = new Grid();
            foreach (var _ in line)
            {
                grid.AddColumn(new GridColumn().Width(cardWidth).NoWrap().Padding(0, 0, gap, 0));
            }

            return grid.AddRow(line);
        });
        return new Rows(lines.SelectMany(line => new IRenderable[] { line, Text.Empty }));
    }
}
