using System.Text.RegularExpressions;

namespace LossKernels.Documentation;

/// <summary>A fenced block of a page of the documentation. Test projects link this file.</summary>
/// <param name="Lead">The line that stands over the block, a blank line between.</param>
/// <param name="Language">The block's language: <c>csharp</c>, <c>xml</c>, <c>text</c>.</param>
/// <param name="Text">What is in the block, with <c>\n</c> line ends.</param>
/// <param name="Line">The block's first line in the page, counted from 1.</param>
internal sealed partial record FencedBlock(string Lead, string Language, string Text, int Line)
{
    /// <summary>The blocks of a page, in their order.</summary>
    public static IReadOnlyList<FencedBlock> ReadAll(string page)
    {
        page = page.ReplaceLineEndings("\n");
        return
        [
            .. Fences().Matches(page).Select(block => new FencedBlock(
                block.Groups["lead"].Value,
                block.Groups["language"].Value,
                block.Groups["text"].Value,
                1 + page.AsSpan(0, block.Groups["text"].Index).Count('\n'))),
        ];
    }

    [GeneratedRegex(@"^(?<lead>[^\n]+)\n\n```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}
