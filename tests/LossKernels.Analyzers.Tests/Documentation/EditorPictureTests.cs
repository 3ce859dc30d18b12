using System.Globalization;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Documentation;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Analyzers.Tests.Documentation;

/// <summary>The README's picture of the analyzer is of what it says today of the sample of wrong losses, and of what its fix does.</summary>
public class EditorPictureTests
{
    private const string Mistake = "LogarithmOfSoftmax";

    private const string Rule = "LK1004";

    private static readonly string s_docs = Path.Combine(RulePage.Folder, "..");

    private static readonly string s_sample = Path.Combine(s_docs, "../samples/UnstableLosses");

    /// <summary>Where the picture differs, the new one is left beside it: accept it by renaming it.</summary>
    [Fact]
    public async Task The_picture_is_of_the_sample()
    {
        string[] sources = [File.ReadAllText(Path.Combine(s_sample, "Mistakes", $"{Mistake}.cs")), File.ReadAllText(Path.Combine(s_sample, "IMistake.cs"))];
        var (finding, title, before, after) = await new RuleVerifier(Rule, new LossAnalyzer(), new LogSoftmaxCodeFix()).FirstFix(sources, Consumer.Options);
        var place = finding.Location.GetLineSpan().Span;
        var severity = finding.Severity.ToString().ToLowerInvariant();
        Assert.Contains($"{Rule} {severity} {Mistake}.cs({place.Start.Line + 1})", File.ReadAllLines(Path.Combine(s_sample, "diagnostics.txt")));

        var method = (await before.GetSyntaxRootAsync())!.FindNode(finding.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>()!;
        var mended = (await after.GetSyntaxRootAsync())!.DescendantNodes().OfType<MethodDeclarationSyntax>().Single(other => other.Identifier.Text == method.Identifier.Text);
        var picture = EditorPicture.Draw(
            $"{Mistake}.cs in an editor: {Rule} underlines the logarithm of a softmax, and its fix takes a log-softmax.",
            $"{Mistake}.cs",
            await CodeLine.Of(before, method.Span),
            place,
            $"{severity} {Rule}: {finding.GetMessage(CultureInfo.InvariantCulture)}",
            $"{Mistake}.cs, after the fix “{title}”",
            await CodeLine.Of(after, mended.Span));

        var (shown, drawn) = (Path.Combine(s_docs, "analyzer.svg"), Path.Combine(s_docs, "analyzer.received.svg"));
        File.Delete(drawn);
        if (!File.Exists(shown) || File.ReadAllText(shown).ReplaceLineEndings("\n") != picture)
        {
            File.WriteAllText(drawn, picture);
            Assert.Fail("docs/analyzer.svg is not what the analyzer and its fix do: look at docs/analyzer.received.svg, and rename it where it is right.");
        }
    }

    [Fact]
    public void The_README_shows_it()
        => Assert.Contains("](docs/analyzer.svg)", File.ReadAllText(Path.Combine(s_docs, "../README.md")), StringComparison.Ordinal);
}
