using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Analyzers.Tests;

/// <summary>While a person types calls of frameworks and kernels, the analyzer never throws.</summary>
public class HalfWrittenLossTests
{
    private const string Whole = """
        using System; using TorchSharp; using static TorchSharp.torch; using static TorchSharp.torch.nn; using static TorchSharp.torch.nn.functional;
        namespace LossKernels { class SoftmaxAttribute(int k) : Attribute; class CrossEntropyAttribute(int k) : Attribute; }
        partial class A() : Module<Tensor, Tensor>("a")
        {
            [LossKernels.Softmax(3)] public static void P(ReadOnlySpan<float> logits, Span<float> probabilities) { }
            [LossKernels.CrossEntropy(3)] public float L(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels) => 0;
            readonly Module<Tensor, Tensor> _all = Sequential(("a", Linear(1, 2)), ("b", Softmax(1))), _last = nn.Sigmoid();
            public override Tensor forward(Tensor x) => softmax(_last.call(x), 1).softmax(1);
            Tensor F(A a, Tensor x, Tensor y) { var p = a.call(x); return cross_entropy(_all.forward(p), y) + kl_div(target: call(y), input: p) + KLDivLoss().call(p, y); }
            float G(float[] z, int[] y) { P(z, z); P(z.AsSpan(0, 3), z); return L(z.AsSpan(0, y.Length * 3), y) / y.Length; }
        }
        """;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview);

    private static readonly Compilation s_empty = CSharpCompilation.Create(
        "Consumer", [], [.. ConsumerProject.Framework, Framework.Reference], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    [Fact]
    public async Task The_source_without_any_one_token_throws_nothing()
    {
        var root = await CSharpSyntaxTree.ParseText(Whole, s_parse).GetRootAsync();
        foreach (var token in root.DescendantTokens().Where((_, index) => index % 6 == 0))
        {
            await AssertQuietAsync(Whole.Remove(token.SpanStart, token.Span.Length));
        }
    }

    [Fact]
    public async Task The_source_cut_at_any_token_throws_nothing()
    {
        var root = await CSharpSyntaxTree.ParseText(Whole, s_parse).GetRootAsync();
        foreach (var token in root.DescendantTokens().Where((_, index) => index % 6 == 3))
        {
            await AssertQuietAsync(Whole[..token.Span.End]);
        }
    }

    private static async Task AssertQuietAsync(string source)
    {
        Exception? thrown = null;
        await s_empty
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, s_parse))
            .WithAnalyzers(
                [new LossAnalyzer()],
                new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions([]), (exception, _, _) => thrown ??= exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync();
        Assert.True(thrown is null, $"the analyzer throws {thrown} on this source:\n{source}");
    }
}
