using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Analyzers.Tests.Calls;

/// <summary>While a person types a call, the analyzer never throws.</summary>
public class HalfWrittenCallTests
{
    private const string Attributes = """
        namespace LossKernels
        {
            [System.AttributeUsage(System.AttributeTargets.Method)] class CrossEntropyAttribute(int classes) : System.Attribute { public long IgnoreLabel { get; set; } }
            class PredictAttribute(int classes) : System.Attribute;
        }
        """;

    private const string Whole = """
        using System; using LossKernels;
        static partial class K
        {
            [CrossEntropy(10, IgnoreLabel = -1)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
            [CrossEntropy(10)] public static partial float Of(ReadOnlySpan<float> logits, int label = 10);
            [Predict(3)] public static partial int Predict(this ReadOnlySpan<float> logits, out float probability);
        }
        class C
        {
            readonly float[] _z = new float[30]; static ReadOnlySpan<int> Labels => [1, .. Labels, 12]; static readonly int s_n = s_n + 1;
            float F(Span<float> z, int[] y, ref int n)
            {
                float[] a; a = new float[n * 10]; var b = stackalloc float[s_n * 10]; int[] two = [1, 2], one = { 1 };
                for (int i = 0, start = 0; i < n; i++, start += 10)
                {
                    var row = z[start..(start + 10)]; var label = y[^i]; label = two[i];
                    a[i] += K.Loss(row, Labels.Slice(1)[..1], a.AsSpan(i * 10, 10)) + K.Of(z.Slice(start, 10)[^10..], y[i]);
                }
                foreach (ref var v in two.AsSpan()) { v = K.Predict(new Span<float>(a, 0, 3), out var p); (two[0], n) = (n, -n); }
                try { return K.Of(label: s_n - 1, logits: n > 0 ? _z : default); } catch { return K.Loss([], [1, 2], stackalloc[] { 1f, 2 }); }
            }
        }
        """;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview);

    private static readonly Compilation s_empty = CSharpCompilation.Create(
        "Consumer", [CSharpSyntaxTree.ParseText(Attributes, s_parse)], ConsumerProject.Framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    [Fact]
    public async Task The_source_cut_at_any_token_throws_nothing()
    {
        foreach (var token in await TokensAsync(0))
        {
            await AssertQuietAsync(Whole[..token.Span.End]);
        }
    }

    [Fact]
    public async Task The_source_without_any_one_token_throws_nothing()
    {
        foreach (var token in await TokensAsync(1))
        {
            await AssertQuietAsync(Whole.Remove(token.SpanStart, token.Span.Length));
        }
    }

    [Fact]
    public async Task The_source_with_any_one_token_twice_throws_nothing()
    {
        foreach (var token in await TokensAsync(2))
        {
            await AssertQuietAsync(Whole.Insert(token.Span.End, " " + token.Text));
        }
    }

    [Fact]
    public async Task Values_that_are_made_of_themselves_end() => await AssertQuietAsync(
        Whole + "class D { int F(int n) { var a = b + b; var b = c * c; var c = a - b; float[] z = y, y = z; var w = w[1..]; for (;;) { var s = t; var t = s; K.Of(y.AsSpan(s, 10), a); K.Of(w, t); } } }");

    /// <summary>Every thirtieth token, not the same in each test.</summary>
    private static async Task<IEnumerable<SyntaxToken>> TokensAsync(int first)
        => (await CSharpSyntaxTree.ParseText(Whole, s_parse).GetRootAsync()).DescendantTokens().Where((_, index) => index % 30 == 10 * first);

    private static async Task AssertQuietAsync(string source)
    {
        Exception? thrown = null;
        await s_empty
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, s_parse))
            .WithAnalyzers(
                [new KernelCallAnalyzer()],
                new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions([]), (exception, _, _) => thrown ??= exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync();
        Assert.True(thrown is null, $"the analyzer throws {thrown} on this source:\n{source}");
    }
}
