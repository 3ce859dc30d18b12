using System.Reflection;
using System.Text.RegularExpressions;
using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.CodeFixes.Tests.Documentation;

/// <summary>The pages of LK0xxx say what is so.</summary>
public class DeclarationPageTests
{
    private const string Kernel = "partial class C { [LogSumExp(10)] public static partial float F(ReadOnlySpan<float> logits); }";

    public static TheoryData<string> Ids => [.. DeclarationRule.All.Select(rule => rule.Id)];

    [Fact]
    public void The_rules_are_LK0001_to_LK0010()
        => Assert.Equal(Enumerable.Range(1, 10).Select(number => $"LK{number:0000}"), DeclarationRule.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_help_link_leads_to_the_page(string id)
    {
        var rule = DeclarationRule.All.Single(rule => rule.Id == id);
        var repository = typeof(KernelGenerator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryUrl").Value;
        Assert.StartsWith("https://", repository);
        Assert.Equal($"{repository}/blob/main/docs/rules/{id}.md", rule.HelpLinkUri);
        var page = new RulePage(id);
        Assert.True(File.Exists(page.Location), $"{id} has no page docs/rules/{id}.md");
        Assert.Equal($"# {id}: {rule.Title}", page.Title);
    }

    [Fact]
    public void Every_page_is_of_a_rule()
    {
        var pages = Directory.GetFiles(RulePage.Folder, "LK0*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);
        Assert.Equal(DeclarationRule.All.Select(rule => rule.Id), pages);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_says_whether_there_is_a_fix(string id)
    {
        var hasFix = typeof(Modifiers).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .Any(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds.Contains(id));
        var saysNone = Regex.IsMatch(new RulePage(id).Text, "^Severity: error. Fix: none[:.]", RegexOptions.Multiline);
        Assert.True(hasFix != saysNone, $"{id} has {(hasFix ? "a" : "no")} fix, its page says otherwise");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_samples_are_reported_before_and_not_after(string id)
    {
        var samples = new RulePage(id).Samples;
        Assert.Contains(samples, sample => sample.IsBefore);
        Assert.Contains(samples, sample => !sample.IsBefore);
        foreach (var sample in samples)
        {
            var (source, options) = sample.Language == "xml" ? (Kernel, new ConsumerOptions(LanguageOf(sample.Text))) : (sample.Text, new());
            var diagnostics = await new RuleVerifier(id, new KernelDeclarationAnalyzer()).DiagnosticsOf(source, options);
            var expected = sample.IsBefore ? sample.CompilerErrors.Append(id) : [];
            Assert.True(
                diagnostics.Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)),
                $"{id}.md: a sample {(sample.IsBefore ? "before" : "after")} is reported as:\n{string.Join("\n", diagnostics)}\n{sample.Text}");
        }
    }

    private static LanguageVersion LanguageOf(string project)
        => Regex.Match(project, "<LangVersion>(.*)</LangVersion>") is { Success: true } version
            && LanguageVersionFacts.TryParse(version.Groups[1].Value, out var language)
                ? language
                : LanguageVersion.Preview;
}
