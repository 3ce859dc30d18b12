using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;

namespace LossKernels.CodeFixes.Tests.Declarations;

public class LK0010Tests
{
    private static readonly RuleVerifier s_rule = new("LK0010", new KernelDeclarationAnalyzer());

    [Fact]
    public Task One_kernel_with_another_attribute_is_silent()
        => s_rule.Reports("partial class C { [Obsolete, Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }");

    [Fact]
    public Task Kernels_of_one_name_on_overloads_are_silent() => s_rule.Reports("""
        partial class C
        {
            [Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);
            [Softmax(10)] public static partial void F(ReadOnlySpan<double> logits, Span<double> probabilities);
        }
        """);

    [Theory]
    [InlineData("[Softmax(10)] [[|LogSoftmax(10)|]]")]
    [InlineData("[Softmax(10), [|LogSumExp(10)|]]")]
    [InlineData("[Softmax(10), Obsolete]\n[method: [|global::LossKernels.Predict(3)|]]")]
    public Task The_second_kernel_is_reported(string attributes)
        => s_rule.Reports($$"""partial class C { {{attributes}} public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }""");

    [Fact]
    public Task Aliases_and_nested_generic_types_change_nothing() => s_rule.Reports("""
        using Log = LossKernels.LogSoftmaxAttribute;
        partial struct S<T> { partial record R<TKey> {
            [Softmax(10)][[|Log(10)|]] public partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);
        } }
        """);
}
