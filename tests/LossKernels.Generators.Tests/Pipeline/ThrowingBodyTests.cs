using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Tests.Pipeline;

/// <summary>Wrong declarations get a body that throws, so that the compiler gets as far as the analyzers.</summary>
public sealed class ThrowingBodyTests
{
    [Theory]
    [InlineData("LK0003", "[Softmax(1)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0004", "[Softmax(3)] public static partial void F(ReadOnlySpan<Half> logits, Span<float> probabilities);")]
    [InlineData("LK0007", "[Softmax(3)] public static partial (int, string? S)? F(ReadOnlySpan<float> logits, Span<float> probabilities, in string? a, ref readonly int[] b, ref Action<string?>? c, out dynamic d, (int A, string B) e = default);")]
    [InlineData("LK0007", "[Softmax(3)] public static unsafe partial int* F(int* p, delegate*<int, void> f);")]
    [InlineData("LK0005", "[Softmax(3)] public static partial void F(params string[] names);")]
    [InlineData("LK0005", "[Softmax(3)] public static partial void F(this string @class, int @return = 5);")]
    [InlineData("LK0006", "[Softmax(3)] public static partial void F();")]
    [InlineData("LK0007", "[Softmax(3)] public static partial ref readonly int F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0008", "[CrossEntropy(3, Reduction = (Reduction)9)] public static partial float F(ReadOnlySpan<float> logits, int label);")]
    [InlineData("LK0010", "[Softmax(3), LogSoftmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0002", "[Softmax(3)] static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0001", "[Softmax(3)] public static partial T? F<T, @class>(T a, ReadOnlySpan<float> logits) where T : class, IDisposable, new() where @class : struct, Enum;")]
    [InlineData("LK0001", "[Softmax(3)] public static partial T? F<T>(T? a, ReadOnlySpan<float> logits);")]
    public void A_wrong_declaration_that_CSharp_accepts_compiles_and_throws_its_error(string id, string method)
    {
        var (driver, compilation) = GeneratorRuns.Run($$"""
            using System;
            using LossKernels;
            internal static partial class Kernels
            {
                {{method}}
            }
            """);
        var file = Assert.Single(driver.KernelFiles());
        Assert.Contains($"throw new global::System.InvalidOperationException(\"{id}: ", file.SourceText.ToString(), StringComparison.Ordinal);
        Assert.Empty(compilation.Complaints().Select(diagnostic => diagnostic + file.SourceText.ToString()));
    }

    [Theory]
    [InlineData("internal partial class K { [Softmax(3)] public static void F(ReadOnlySpan<float> logits, Span<float> probabilities) { } }")]
    [InlineData("internal partial class K { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities) { } }")]
    [InlineData("internal class K { internal partial class I { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); } }")]
    [InlineData("internal class K { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("file partial class K { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("internal partial class K { [LogSumExp(3)] static partial float F(ReadOnlySpan<float> logits); }")]
    [InlineData("internal partial class K { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Missing<float> probabilities); }")]
    [InlineData("internal partial class K { [Softmax(3)] public static partial Missing F(ReadOnlySpan<float> logits, Span<float> x); }")]
    [InlineData("internal partial class K { [Softmax(3)] public abstract partial void F(ReadOnlySpan<float> logits, Span<float> x); }")]
    public void Where_CSharp_accepts_no_implementing_part_there_is_none(string type)
    {
        var (driver, _) = GeneratorRuns.Run($"using System;\nusing LossKernels;\n{type}");
        Assert.Empty(driver.KernelFiles().Select(file => file.SourceText.ToString()));
    }

    [Fact]
    public void A_method_of_an_interface_is_refused_by_a_body_that_throws()
    {
        var (driver, compilation) = GeneratorRuns.Run("using System;\nusing LossKernels;\ninternal partial interface I<in T, out U> { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }");
        Assert.Single(driver.KernelFiles());
        Assert.Empty(compilation.Complaints());
    }

    [Fact]
    public void The_analyzer_takes_the_generated_body_for_no_body_of_the_users()
    {
        var (_, compilation) = GeneratorRuns.Run("using System;\nusing LossKernels;\ninternal static partial class K { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }");
        var method = Assert.Single(Sources.Methods(compilation));
        Assert.NotNull(method.PartialImplementationPart);
        Assert.Empty(DeclarationParser.Parse(method, compilation, CancellationToken.None).Errors);
        Assert.Empty(DeclarationParser.Parse(method.PartialImplementationPart, compilation, CancellationToken.None).Errors);
    }
}
