using LossKernels.Analyzers.Rules;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Analyzers.Tests;

/// <summary>How the analyzer runs in a compilation.</summary>
public class RegistrationTests
{
    [Fact]
    public async Task It_runs_concurrently_and_a_type_at_a_time()
    {
        var analyzer = new LossAnalyzer();
        var compilation = (await ConsumerProject.Create(["class C { double F(double x) => Math.Exp(x); }"], Consumer.Options).GetCompilationAsync())!;
        var analysis = compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false));
        await analysis.GetAnalyzerDiagnosticsAsync();
        var telemetry = await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None);
        Assert.True(telemetry.Concurrent, "the analyzer does not run concurrently");
        Assert.Equal((1, 1), (telemetry.CompilationStartActionsCount, telemetry.SymbolStartActionsCount));
        Assert.Equal(0, telemetry.OperationActionsCount + telemetry.SyntaxNodeActionsCount);
    }

    [Fact]
    public void A_rule_about_a_package_applies_only_where_it_is_referenced()
    {
        var rule = Assert.Single(LossRule.All, rule => rule.Descriptor.Id == "LK1002");
        var without = CSharpCompilation.Create("Consumer", [], ConsumerProject.Framework);
        Assert.False(rule.AppliesTo(without));
        Assert.True(rule.AppliesTo(without.AddReferences(Consumer.Options.References!)));
    }

    [Fact]
    public void Rules_are_in_the_order_of_their_IDs_which_are_their_own()
    {
        var ids = LossRule.All.Select(rule => rule.Descriptor.Id).ToArray();
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
    }
}
