using LossKernels.CodeFixes.Declarations;
using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;

namespace LossKernels.CodeFixes.Tests.Declarations;

public class LK0002Tests
{
    private static readonly RuleVerifier s_rule = new("LK0002", new KernelDeclarationAnalyzer(), new AddAccessibilityCodeFix());

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    [InlineData("private")]
    [InlineData("protected internal")]
    [InlineData("private protected")]
    public Task Any_accessibility_is_silent(string accessibility)
        => s_rule.Reports($$"""partial class C { [Softmax(10)] {{accessibility}} partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }""");

    [Fact]
    public Task A_partial_method_without_a_kernel_is_silent() => s_rule.Reports("partial class C { partial void OnLoaded(); }");

    [Fact]
    public Task It_becomes_public() => s_rule.Fixes(
        """
        static partial class C
        {
            // Softmax.
            [Softmax(10)]
            static partial void [|F|](ReadOnlySpan<float> logits, Span<float> probabilities);

            [Softmax(10)] static
                partial void [|G|](ReadOnlySpan<float> logits, Span<float> probabilities);
        }
        """,
        """
        static partial class C
        {
            // Softmax.
            [Softmax(10)]
            public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);

            [Softmax(10)] public static
                partial void G(ReadOnlySpan<float> logits, Span<float> probabilities);
        }
        """,
        "Add 'public'");

    [Fact]
    public Task A_method_that_returns_a_value_is_fixed_too_where_CS8796_speaks_first() => s_rule.Fixes(
        "partial record R<T> { [LogSumExp(3)]partial float {|CS8796:[|F|]|}(ReadOnlySpan<float> logits); }",
        "partial record R<T> { [LogSumExp(3)]public partial float F(ReadOnlySpan<float> logits); }");

    [Fact]
    public Task The_arguments_are_read_through_aliases() => s_rule.Reports("""
        using Kernel = LossKernels.LogSoftmaxAttribute;
        using Logits = System.ReadOnlySpan<double>;
        partial class C { [Kernel(3)] partial void [|F|](Logits logits, Span<double> logProbabilities); }
        """);
}
