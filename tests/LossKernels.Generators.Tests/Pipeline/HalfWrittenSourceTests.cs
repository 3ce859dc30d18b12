using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Generators.Tests.Pipeline;

/// <summary>Whatever is on the screen while a person types, neither the generator nor the parser throws.</summary>
public sealed class HalfWrittenSourceTests
{
    private const string Source = """
        using System;
        using LossKernels;
        namespace Consumer.@event;
        public abstract partial record struct Outer<TKey, @class>(int X) where TKey : class, new()
        {
            internal sealed partial class Inner : IDisposable
            {
                [Softmax(10)] protected internal static unsafe partial void Softmax(this ReadOnlySpan<float> logits, scoped Span<float> probabilities, in float temperature = 1.5f);
                [CrossEntropy(classes: 1 << 3, Reduction = (Reduction)2), Obsolete("x")] public partial (float A, T? B) Loss<T>(ReadOnlySpan<float> logits, params ReadOnlySpan<byte> labels, out int correct) where T : unmanaged;
                [Predict(3), LogSumExp(2)] partial int Predict(Span<float[]> logits, out double probability) => 1;
                [return: Obsolete] [LogSoftmax] public extern ref readonly int* F(delegate*<int> logits, dynamic targets);
            }
        }
        """;

    private static readonly string[] Odd =
    [
        "using LossKernels; [Softmax(3)] public partial void F(System.ReadOnlySpan<float> logits, System.Span<float> probabilities);",
        "using LossKernels; [Softmax(3)] void F() { } F();",
        "using LossKernels; class C { void M() { [Softmax(3)] static partial void F() { } } }",
        "using LossKernels; partial class C { [Softmax(3)] public C() { } [Softmax(3)] ~C() { } [Softmax(3)] public static C operator +(C a, C b) => a; int P { [Softmax(3)] get; } }",
        "using LossKernels; partial class C { [Softmax(K)] public static partial void F(); const int K = K; }",
        "using LossKernels; partial class C { [Softmax(\"3\")] public static partial void F(); }",
        "using LossKernels; partial class C { [Softmax(3, 4, Classes = 5)] public static partial void F(); }",
        "using LossKernels; partial class C { [Softmax(null)] public static partial void F(int logits, int logits); }",
        "using LossKernels; partial class C { [CrossEntropy(3, Reduction = null)] public static partial void F(__arglist); }",
        "using LossKernels; partial class C { [CrossEntropy(3, Reduction = 1, Reduction = Reduction.Sum)] public static partial float F(ref scoped System.Span<float> logits, int label); }",
        "using LossKernels; partial class C : I { [Softmax(3)] partial void I.F(System.ReadOnlySpan<float> logits, System.Span<float> probabilities); } partial interface I { void F(System.ReadOnlySpan<float> logits, System.Span<float> probabilities); }",
        "using LossKernels; partial class C { [Softmax(3)] public static partial void F<T, T>(System.ReadOnlySpan<T> logits, System.Span<T> probabilities) where T : T; }",
        "using LossKernels; partial enum E { [Softmax(3)] F } partial delegate void D(); partial class { [Softmax(3)] public partial void (System.ReadOnlySpan<float> logits); }",
        "namespace LossKernels { class SoftmaxAttribute : System.Attribute { } } partial class C { [LossKernels.Softmax(3)] public static partial void F(); }",
        "namespace System { struct Span<T> { } struct ReadOnlySpan<T> { } } partial class C { [LossKernels.Softmax(3)] public static partial void F(System.ReadOnlySpan<float> logits, System.Span<float> probabilities); }",
        "static class E { extension(System.ReadOnlySpan<float> logits) { [LossKernels.Softmax(3)] public partial void F(System.Span<float> probabilities); } }",
        "using LossKernels; partial class C { [Softmax(3)] [Softmax(3)] [Predict(3)] public partial void F(); [Predict(3)] public partial void F() { } }",
        "partial class C { [LossKernels.Softmax(3)] public partial void F\uD800(System.ReadOnlySpan<float> logits); }",
        "\0\uFFFF[[[((((<<<<LossKernels.Softmax(3)",
    ];

    /// <summary>How many characters further the next cut is: an odd number, so that tokens of every length are cut within and behind.</summary>
    private static int Stride => Environment.GetEnvironmentVariable("LOSSKERNELS_EXECUTION") == "all" ? 1 : 5;

    [Fact]
    public void Source_cut_off_at_any_character_stops_nothing()
        => AssertNothingThrows(Enumerable.Range(0, Source.Length).Where(length => length % Stride == 0).Select(length => Source[..length]));

    [Fact]
    public void Source_without_any_one_of_its_tokens_stops_nothing()
    {
        var tokens = CSharpSyntaxTree.ParseText(Source, Sources.CSharp14).GetRoot().DescendantTokens();
        AssertNothingThrows(tokens.Select(token => Source.Remove(token.Span.Start, token.Span.Length)));
    }

    [Fact]
    public void Source_with_any_one_of_its_tokens_twice_stops_nothing()
    {
        var tokens = CSharpSyntaxTree.ParseText(Source, Sources.CSharp14).GetRoot().DescendantTokens();
        AssertNothingThrows(tokens.Select(token => Source.Insert(token.Span.End, " " + token.Text)));
    }

    [Fact]
    public void Adversarial_source_stops_nothing() => AssertNothingThrows(Odd);

    private static void AssertNothingThrows(IEnumerable<string> sources)
    {
        var driver = GeneratorRuns.Driver();
        var bare = Sources.Compile("");
        var attributes = Sources.CompileWithAttributes("").SyntaxTrees.Skip(1).ToArray();
        foreach (var source in sources)
        {
            var compilation = bare.RemoveAllSyntaxTrees().AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, Sources.CSharp14, "Consumer.cs"));
            driver = driver.RunGenerators(compilation);
            var exception = driver.GetRunResult().Results[0].Exception;
            Assert.True(exception is null, $"the generator threw {exception}\nat\n{source}");
            exception = Record.Exception(() => ParseAll(compilation.AddSyntaxTrees(attributes)));
            Assert.True(exception is null, $"the parser threw {exception}\nat\n{source}");
        }
    }

    private static void ParseAll(CSharpCompilation compilation)
    {
        var tree = compilation.SyntaxTrees[0];
        var model = compilation.GetSemanticModel(tree);
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (model.GetDeclaredSymbol(node) is IMethodSymbol method)
            {
                foreach (var error in DeclarationParser.Parse(method, compilation, CancellationToken.None).Errors)
                {
                    Assert.NotNull(DeclarationLocation.Of(error, method.PartialDefinitionPart ?? method, CancellationToken.None));
                }
            }
        }
    }
}
