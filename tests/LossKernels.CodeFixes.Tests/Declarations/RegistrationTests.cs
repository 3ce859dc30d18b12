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

    [Theory]
    [InlineData("[Softmax(10)]", "")]
    [InlineData("[SoftmaxAttribute(10)]", "")]
    [InlineData("[Row(10)]", "global using Row = LossKernels.SoftmaxAttribute;")]
    [InlineData("[Row(10)]", "global using Row = global::LossKernels.SoftmaxAttribute;")]
    public Task A_declaration_is_found_by_whatever_name_its_attribute_is_called(string attribute, string usings) => new RuleVerifier("LK0001", new KernelDeclarationAnalyzer()).Reports(
        $$"""partial class C { {{attribute}} public static void {|LK0001:F|}(ReadOnlySpan<float> logits, Span<float> probabilities) { } }""",
        new(MoreUsings: usings));

    private static async Task<int> RegisteredActions(Compilation compilation)
    {
        var analyzer = new KernelDeclarationAnalyzer();
        var analysis = compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false));
        await analysis.GetAnalyzerDiagnosticsAsync();
        var telemetry = await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None);
        Assert.True(telemetry.Concurrent, "the analyzer does not run concurrently");
        Assert.True(telemetry.OperationActionsCount + telemetry.SyntaxNodeActionsCount == 0, "the analyzer asks for operations or nodes: every method is bound or walked for it");
        return telemetry.SymbolActionsCount + telemetry.SemanticModelActionsCount;
    }
}
