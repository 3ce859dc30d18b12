using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LossKernels.Analyzers.Tests;

/// <summary>
/// Fixes as an editor applies them to a solution of two projects. One by one, in a document and in a project each test of a fix has them
/// (<see cref="RuleVerifier"/>).
/// </summary>
public class SolutionFixTests
{
    [Fact]
    public async Task Every_fix_of_every_rule_fixes_all_projects_of_a_solution()
    {
        var tests = new[] { typeof(SolutionFixTests).Assembly, typeof(RuleVerifier).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.StartsWith("LK", StringComparison.Ordinal));
        var proved = (await RecordedCases.OfAsync(tests))
            .Select(one => one.Fix)
            .OfType<RecordedFix>()
            .Where(fix => fix.Before.Any(source => source.Contains("|]", StringComparison.Ordinal)))
            .OrderBy(fix => fix.Before.Sum(source => source.Length))
            .DistinctBy(fix => (fix.Rule.Id, fix.Rule.Fix!.GetType()))
            .ToArray();
        var offered = typeof(LossCodeFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds.Select(id => $"{id} {type.Name}"));
        Assert.Equal(offered.Order(StringComparer.Ordinal), proved.Select(fix => $"{fix.Rule.Id} {fix.Rule.Fix!.GetType().Name}").Order(StringComparer.Ordinal));
        foreach (var fix in proved)
        {
            await fix.Rule.FixesSolution(fix);
        }
    }
}
