using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.Text;

namespace LossKernels.Analyzers.Tests.Documentation;

/// <summary>A line of code to draw.</summary>
/// <param name="Number">Its number in the file, from 0.</param>
/// <param name="Cut">The columns of the file left of it.</param>
/// <param name="Text">The line without these.</param>
/// <param name="Parts">The line from its first character that is no blank, in one colour each.</param>
internal sealed record CodeLine(int Number, int Cut, string Text, IReadOnlyList<(string Text, string Colour)> Parts)
{
    public int Indentation => Text.Length - Text.TrimStart().Length;

    /// <summary>The lines of a declaration, moved to the left edge and coloured.</summary>
    public static async Task<IReadOnlyList<CodeLine>> Of(Document document, TextSpan declaration)
    {
        var text = await document.GetTextAsync();
        var lines = text.Lines.Where(line => line.Span.IntersectsWith(declaration)).ToArray();
        var cut = declaration.Start - lines[0].Start;
        var classified = await Classifier.GetClassifiedSpansAsync(document, TextSpan.FromBounds(lines[0].Start, lines[^1].End));
        return
        [
            .. lines.Select(line => new CodeLine(
                line.LineNumber,
                cut,
                line.ToString() is var whole && whole.Length > cut ? whole[cut..] : "",
                [.. Coloured(text, line, classified.Where(part => line.Span.Contains(part.TextSpan)))])),
        ];
    }

    private static IEnumerable<(string Text, string Colour)> Coloured(SourceText text, TextLine line, IEnumerable<ClassifiedSpan> classified)
    {
        var position = line.Start + line.ToString().TakeWhile(char.IsWhiteSpace).Count();
        foreach (var part in classified.Where(part => !ClassificationTypeNames.AdditiveTypeNames.Contains(part.ClassificationType)))
        {
            if (part.TextSpan.Start > position)
            {
                yield return (text.ToString(TextSpan.FromBounds(position, part.TextSpan.Start)), CodeColour.Of(""));
            }

            yield return (text.ToString(part.TextSpan), CodeColour.Of(part.ClassificationType));
            position = part.TextSpan.End;
        }

        if (position < line.End)
        {
            yield return (text.ToString(TextSpan.FromBounds(position, line.End)), CodeColour.Of(""));
        }
    }
}
