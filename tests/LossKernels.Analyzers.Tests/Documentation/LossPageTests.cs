using System.Text.RegularExpressions;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Documentation;
using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Documentation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Analyzers.Tests.Documentation;

/// <summary>The pages of LK1xxx and later say what is so.</summary>
public class LossPageTests
{
    private static readonly DiagnosticAnalyzer[] s_analyzers = [new LossAnalyzer(), new KernelCallAnalyzer()];

    private static readonly DiagnosticDescriptor[] s_rules = [.. s_analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static TheoryData<string> Ids => [.. s_rules.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_help_link_leads_to_the_page(string id)
    {
        var rule = s_rules.Single(rule => rule.Id == id);
        Assert.Matches($"^https://.*/blob/main/docs/rules/{id}\\.md$", rule.HelpLinkUri);
        var page = new RulePage(id);
        Assert.True(File.Exists(page.Location), $"{id} has no page docs/rules/{id}.md");
        Assert.Equal($"# {id}: {rule.Title}", page.Title);
        var severity = rule.DefaultSeverity == DiagnosticSeverity.Info ? "suggestion" : rule.DefaultSeverity.ToString().ToLowerInvariant();
        Assert.Matches(new Regex($"^Severity: {severity}\\b", RegexOptions.Multiline), page.Text);
    }

    [Fact]
    public void Every_page_is_of_a_rule()
    {
        var pages = Directory.GetFiles(RulePage.Folder, "LK*.md").Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Where(id => !id.StartsWith("LK0", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(s_rules.Select(rule => rule.Id), pages);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_says_whether_there_is_a_fix(string id)
    {
        var hasFix = typeof(LossCodeFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .Any(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds.Contains(id));
        var saysNone = Regex.IsMatch(new RulePage(id).Text, "^Severity: .* Fix: none[:.]", RegexOptions.Multiline);
        Assert.True(hasFix != saysNone, $"{id} has {(hasFix ? "a" : "no")} fix, its page says otherwise");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_samples_are_reported_before_and_not_after(string id)
    {
        var samples = new RulePage(id).Samples;
        Assert.Contains(samples, sample => sample.IsBefore);
        Assert.Contains(samples, sample => !sample.IsBefore);
        var analyzer = s_analyzers.Single(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.Id == id));
        foreach (var sample in samples)
        {
            var reported = await new RuleVerifier(id, analyzer).DiagnosticsOf(sample.Text, Consumer.Options);
            string[] expected = sample.IsBefore ? [id] : [];
            Assert.True(
                reported.Select(diagnostic => diagnostic.Id).Distinct().SequenceEqual(expected),
                $"{id}.md: a sample {(sample.IsBefore ? "before" : "after")} is reported as:\n{string.Join("\n", reported)}\n{sample.Text}");
        }
    }
}
