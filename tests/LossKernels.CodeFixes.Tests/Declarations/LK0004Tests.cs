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
    public Task One_supported_type_is_silent(string method) => s_rule.Reports($$"""partial class C { {{method}} }""");

    [Theory]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, Span<double> [|probabilities|]);")]
    [InlineData("[Softmax(10)] public static partial void F(Span<double> [|probabilities|], ReadOnlySpan<float> logits);")]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, double [|temperature|], Span<float> probabilities);")]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<decimal> [|logits|], Span<decimal> [|probabilities|]);")]
    [InlineData("[Predict(10)] public static partial int F(ReadOnlySpan<float> logits, out double [|probability|]);")]
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
