using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.CodeFixes.Tests.Declarations;

/// <summary>A project pays for the analyzer only where it could find something.</summary>
public class RegistrationTests
{
    private const string Kernel = "partial class C { [Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }";

    [Fact]
    public async Task Nothing_is_registered_where_no_kernel_attribute_exists()
    {
        var compilation = CSharpCompilation.Create("Consumer", [CSharpSyntaxTree.ParseText("class C { void F() { } }")], ConsumerProject.Framework);
        Assert.Equal(0, await RegisteredActions(compilation));
    }

    [Fact]
    public async Task Types_and_functions_are_analyzed_where_one_exists()
    {
        var compilation = await ConsumerProject.Create([Kernel], new()).GetCompilationAsync();
        Assert.Equal(2, await RegisteredActions(compilation!));
    }

    private static async Task<int> RegisteredActions(Compilation compilation)
    {
        var analyzer = new KernelDeclarationAnalyzer();
        var analysis = compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false));
        await analysis.GetAnalyzerDiagnosticsAsync();
        var telemetry = await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None);
        Assert.True(telemetry.Concurrent, "the analyzer does not run concurrently");
        Assert.True(telemetry.OperationActionsCount == 0, "the analyzer asks for operations: every method is bound for it");
        return telemetry.SymbolActionsCount + telemetry.SyntaxNodeActionsCount;
    }
}
