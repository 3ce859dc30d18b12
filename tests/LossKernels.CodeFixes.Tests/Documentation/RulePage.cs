using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LossKernels.Documentation;

namespace LossKernels.CodeFixes.Tests.Documentation;

/// <summary>A sample of a rule's page: a fenced block below a line that says what to expect of it.</summary>
/// <param name="IsBefore">Whether the rule reports it (<c>Before:</c>), or not (<c>After:</c>).</param>
/// <param name="CompilerErrors">The compiler's errors that the line names (<c>Before, with CS0751:</c>).</param>
/// <param name="Language">The block's language: <c>csharp</c>, or <c>xml</c> for a project file.</param>
/// <param name="Text">The block.</param>
public sealed record RuleSample(bool IsBefore, IReadOnlyList<string> CompilerErrors, string Language, string Text);

/// <summary>A page <c>docs/rules/LKnnnn.md</c>.</summary>
internal sealed partial class RulePage(string id)
{
    public static string Folder => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/rules"));

    public string Location => Path.Combine(Folder, $"{id}.md");

    public string Text => File.ReadAllText(Location).ReplaceLineEndings("\n");

    public string Title => Text.Split('\n')[0];

    public IReadOnlyList<RuleSample> Samples =>
    [
        .. FencedBlock.ReadAll(Text).Select(block => (block, expected: Expected().Match(block.Lead))).Where(sample => sample.expected.Success).Select(sample => new RuleSample(
            sample.expected.Groups["when"].Value == "Before",
            [.. CompilerError().Matches(sample.expected.Groups["with"].Value).Select(error => error.Value)],
            sample.block.Language,
            sample.block.Text)),
    ];

    [GeneratedRegex("^(?<when>Before|After)(?<with>.*):$")]
    private static partial Regex Expected();

    [GeneratedRegex(@"CS\d{4}")]
    private static partial Regex CompilerError();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
