using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;

namespace LossKernels.CodeFixes.Tests.Declarations;

public class LK0004Tests
{
    private static readonly RuleVerifier s_rule = new("LK0004", new KernelDeclarationAnalyzer());

    [Theory]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<System.Double> logits, double temperature, Span<double> probabilities);")]
    [InlineData("[CrossEntropy(10)] public static partial double F(ReadOnlySpan<double> logits, ReadOnlySpan<byte> labels, out double totalWeight);")]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<Half> logits, System.Half temperature, Span<Half> probabilities);")]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<Half> logits, float temperature, Span<Half> probabilities);")]
    [InlineData("[CrossEntropy(10)] public static partial float F(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels, Span<Half> gradient, Span<float> losses, out Half totalWeight);")]
    [InlineData("[LogSumExp(10)] public static partial Half F(ReadOnlySpan<Half> logits);")]
    [InlineData("[LogSumExp(10)] public static partial void F(ReadOnlySpan<Half> logits, Span<float> logSumExp);")]
    [InlineData("[Predict(10)] public static partial void F(ReadOnlySpan<Half> logits, float temperature, Span<int> labels, Span<float> probabilities);")]
    [InlineData("[NegativeLogLikelihood(10)] public static partial float F(ReadOnlySpan<float> classWeights, int label, ReadOnlySpan<Half> logProbabilities, Span<Half> gradient);")]
    [InlineData("[CrossEntropy(10)] public static partial float F(Span<float> losses, int label, ReadOnlySpan<float> classWeights, ReadOnlySpan<Half> logits);")]
    public Task One_supported_type_is_silent(string method) => s_rule.Reports($$"""partial class C { {{method}} }""");

    [Theory]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, Span<double> [|probabilities|]);")]
    [InlineData("[Softmax(10)] public static partial void F(Span<double> [|probabilities|], ReadOnlySpan<float> logits);")]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, double [|temperature|], Span<float> probabilities);")]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<decimal> [|logits|], Span<decimal> [|probabilities|]);")]
    [InlineData("[Predict(10)] public static partial int F(ReadOnlySpan<float> logits, out double [|probability|]);")]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<Half> logits, Span<float> [|probabilities|]);")]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<Half> logits, double [|temperature|], Span<Half> probabilities);")]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, Half [|temperature|], Span<float> probabilities);")]
    [InlineData("[CrossEntropy(10)] public static partial float F(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels, Span<float> [|gradient|]);")]
    [InlineData("[CrossEntropy(10)] public static partial float F(ReadOnlySpan<Half> logits, ReadOnlySpan<float> [|targets|]);")]
    public Task Mixed_and_unsupported_types_are_reported(string method) => s_rule.Reports($$"""partial class C { {{method}} }""");

    [Fact]
    public Task Types_are_read_through_aliases() => s_rule.Reports("""
        using Real = double;
        partial struct S<T>
        {
            [Softmax(10)] public partial void F(ReadOnlySpan<float> logits, Span<Real> [|probabilities|]);
            [Softmax(10)] public partial void G(ReadOnlySpan<double> logits, Span<Real> probabilities);
        }
        """);
}
