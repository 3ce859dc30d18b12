using Microsoft.CodeAnalysis.Text;

namespace LossKernels.CodeFixes.Tests.Verification;

/// <summary>A diagnostic as a test expects or sees it.</summary>
internal sealed record Finding(string Id, TextSpan Span);

/// <summary>
/// C# source in which <c>[|...|]</c> marks where the rule under test reports, and <c>{|LK0005:...|}</c> where the rule of that ID
/// (or the compiler) does. Marks nest.
/// </summary>
/// <param name="Source">The source without marks.</param>
/// <param name="Findings">What is marked, in the order of position.</param>
internal sealed record Markup(string Source, IReadOnlyList<Finding> Findings)
{
    /// <param name="text">The marked source.</param>
    /// <param name="id">The ID that <c>[|...|]</c> stands for.</param>
    public static Markup Parse(string text, string id)
    {
        var source = new System.Text.StringBuilder();
        var open = new Stack<(string Id, int Start, char Close)>();
        var findings = new List<Finding>();
        for (var i = 0; i < text.Length; i++)
        {
            if (At(text, i, "[|"))
            {
                open.Push((id, source.Length, ']'));
                i++;
            }
            else if (At(text, i, "{|"))
            {
                var colon = text.IndexOf(':', i);
                open.Push((text[(i + 2)..colon], source.Length, '}'));
                i = colon;
            }
            else if (open.Count > 0 && At(text, i, $"|{open.Peek().Close}"))
            {
                var mark = open.Pop();
                findings.Add(new(mark.Id, TextSpan.FromBounds(mark.Start, source.Length)));
                i++;
            }
            else
            {
                source.Append(text[i]);
            }
        }

        Assert.True(open.Count == 0, $"a mark of {(open.Count > 0 ? open.Peek().Id : "")} is not closed");
        return new(source.ToString(), Ordered(findings));
    }

    /// <summary>The source with marks where the findings are.</summary>
    public static string Mark(string source, IEnumerable<Finding> findings)
    {
        var marks = findings.SelectMany(finding => new[]
        {
            (At: finding.Span.End, IsOpening: false, Text: "|}"),
            (At: finding.Span.Start, IsOpening: true, Text: $"{{|{finding.Id}:"),
        });
        foreach (var mark in marks.OrderByDescending(mark => mark.At).ThenByDescending(mark => mark.IsOpening))
        {
            source = source.Insert(mark.At, mark.Text);
        }

        return source;
    }

    public static IReadOnlyList<Finding> Ordered(IEnumerable<Finding> findings)
        => [.. findings.OrderBy(finding => finding.Span.Start).ThenBy(finding => finding.Span.Length).ThenBy(finding => finding.Id, StringComparer.Ordinal)];

    private static bool At(string text, int index, string mark) => string.CompareOrdinal(text, index, mark, 0, mark.Length) == 0;
}
