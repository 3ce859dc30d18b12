using LossKernels.CodeFixes.Declarations;
using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;

namespace LossKernels.CodeFixes.Tests.Declarations;

public class LK0005Tests
{
    private static readonly RuleVerifier s_rule = new("LK0005", new KernelDeclarationAnalyzer(), new RenameToRoleCodeFix());

    [Theory]
    [InlineData("[Softmax(10)] public static partial void F(Span<float> probabilities, float temperature, ReadOnlySpan<float> logits);")]
    [InlineData("[Predict(10)] public static partial void F(ReadOnlySpan<float> @logits, Span<int> labels);")]
    public Task Roles_in_any_order_are_silent(string method) => s_rule.Reports($$"""partial class C { {{method}} }""");

    [Fact]
    public async Task The_message_lists_the_roles()
    {
        var diagnostics = await s_rule.DiagnosticsOf(
            "partial class C { [LogSumExp(10)] public static partial void F(ReadOnlySpan<float> logits, Span<float> logSumExp, int axis); }");
        Assert.Equal(
            "'axis' is no role of [LogSumExp]: a parameter's name is its role, one of 'logits' and 'logSumExp'",
            Assert.Single(diagnostics).GetMessage(null));
    }

    [Fact]
    public Task A_slip_is_renamed_to_the_nearest_role() => s_rule.Fixes(
        """
        partial class C
        {
            [Softmax(10)]
            public static partial void {|LK0006:F|}(
                ReadOnlySpan<float> logits,
                Span<float>   [|probabilites|] /* N * K */);
        }
        """,
        """
        partial class C
        {
            [Softmax(10)]
            public static partial void F(
                ReadOnlySpan<float> logits,
                Span<float>   probabilities /* N * K */);
        }
        """,
        "Rename to 'probabilities'");

    [Theory]
    [InlineData("[Softmax(10)] public static partial void {|LK0006:F|}(ReadOnlySpan<float> logits, Span<float> [|probs|]);", "probs", "probabilities")]
    [InlineData("[LogSoftmax(10)] public static partial void {|LK0006:F|}(ReadOnlySpan<float> logits, Span<float> [|logProbs|]);", "logProbs", "logProbabilities")]
    [InlineData("[Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, float [|temp|], Span<float> probabilities);", "temp", "temperature")]
    [InlineData("[CrossEntropy(10)] public static partial float F(ReadOnlySpan<float> logits, int label, Span<float> [|grad|]);", "grad", "gradient")]
    [InlineData("[CrossEntropy(10)] public static partial float F(ReadOnlySpan<float> logits, int label, Span<float> [|Gradients|]);", "Gradients", "gradient")]
    public Task Abbreviations_are_renamed(string method, string name, string role)
    {
        var before = $$"""partial class C { {{method}} }""";
        var after = before.Replace("{|LK0006:F|}", "F", StringComparison.Ordinal).Replace($"[|{name}|]", role, StringComparison.Ordinal);
        return s_rule.Fixes(before, after, $"Rename to '{role}'");
    }

    [Fact]
    public Task Named_arguments_and_comments_follow() => s_rule.Fixes(
        [
            """
            namespace A
            {
                public partial struct Outer<T>
                {
                    internal partial class Inner
                    {
                        /// <param name="logit">The scores.</param>
                        /// <param name="probability">The result.</param>
                        [Softmax(10)] internal static partial void {|LK0006:{|LK0006:F|}|}(ReadOnlySpan<float> [|logit|], Span<float> [|probabilitys|]);
                    }
                }
            }
            """.Replace("name=\"probability\"", "name=\"probabilitys\"", StringComparison.Ordinal),
            "class Caller { static void Call() => A.Outer<int>.Inner.F(probabilitys: new float[10], logit: new float[10]); }",
        ],
        [
            """
            namespace A
            {
                public partial struct Outer<T>
                {
                    internal partial class Inner
                    {
                        /// <param name="logits">The scores.</param>
                        /// <param name="probabilities">The result.</param>
                        [Softmax(10)] internal static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);
                    }
                }
            }
            """,
            "class Caller { static void Call() => A.Outer<int>.Inner.F(probabilities: new float[10], logits: new float[10]); }",
        ]);

    [Fact]
    public Task Two_names_never_become_the_same_role() => s_rule.Fixes(
        "partial class C { [Softmax(10)] public static partial void {|LK0006:{|LK0006:F|}|}(ReadOnlySpan<float> [|logit|], float [|logist|], Span<float> [|probability|]); }",
        "partial class C { [Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, float [|logist|], Span<float> probabilities); }");

    [Fact]
    public Task Another_word_has_no_fix() => s_rule.OffersNoFix(
        "partial class C { [Softmax(10)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities, int [|axis|]); }");

    [Fact]
    public Task Roles_of_other_kernels_are_reported() => s_rule.Reports("""
        using Kernel = LossKernels.SoftmaxAttribute;
        partial class C { [Kernel(10)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities, Span<float> [|losses|]); }
        """);
}
