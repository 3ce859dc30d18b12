using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;

namespace LossKernels.CodeFixes.Tests.Declarations;

public class LK0006Tests
{
    private static readonly RuleVerifier s_rule = new("LK0006", new KernelDeclarationAnalyzer());

    [Theory]
    [InlineData("[CrossEntropy(10)] public static partial float F(ReadOnlySpan<float> logits, int label);")]
    [InlineData("[CrossEntropy(10)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<long> labels, out int correct);")]
    [InlineData("[CrossEntropy(10)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> losses);")]
    public Task A_complete_signature_is_silent(string method) => s_rule.Reports($$"""partial class C { {{method}} }""");

    [Theory]
    [InlineData("[Softmax(10)] public static partial void [|F|](ReadOnlySpan<float> logits);")]
    [InlineData("[Softmax(10)] public static partial void [|[|F|]|]();")]
    [InlineData("[CrossEntropy(10)] public static partial float [|F|](ReadOnlySpan<float> logits);")]
    [InlineData("[CrossEntropy(10, Reduction = Reduction.None)] public static partial void [|F|](ReadOnlySpan<float> logits, int label);")]
    [InlineData("[Entropy(10)] public static partial float [|F|]();")]
    [InlineData("[CrossEntropy(10)] public static partial Half [|F|](int label);")]
    [InlineData("[LogSumExp(10)] public static partial double [|F|]();")]
    public Task Missing_roles_are_reported_at_the_method(string method) => s_rule.Reports($$"""partial class C { {{method}} }""");

    [Theory]
    [InlineData("[CrossEntropy(10)] public static partial float F(ReadOnlySpan<float> logits, int label, ReadOnlySpan<int> [|labels|]);")]
    [InlineData("[CrossEntropy(10)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, out int [|correct|]);")]
    [InlineData("[Softmax(10)] public static partial void F(float[] [|logits|], Span<float> probabilities);")]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, ReadOnlySpan<float> [|probabilities|]);")]
    [InlineData("[CrossEntropy(10)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<uint> [|labels|]);")]
    [InlineData("[Predict(10)] public static partial int F(ReadOnlySpan<float> logits, Span<int> [|labels|]);")]
    public Task Contradictory_roles_and_wrong_types_are_reported_at_the_parameter(string method) => s_rule.Reports($$"""partial class C { {{method}} }""");

    [Fact]
    public Task Generic_nested_types_and_odd_formatting_change_nothing() => s_rule.Reports("""
        using Scores = System.Collections.Generic.List<float>;
        partial record struct Outer<T> { partial class Inner<TKey> {
            [Softmax
                (10)] public static
            partial void F(Scores
                [|logits|]  , Span<float>probabilities);
        } }
        """);
}
