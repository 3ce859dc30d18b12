using LossKernels.CodeFixes.Declarations;
using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;

namespace LossKernels.CodeFixes.Tests.Declarations;

public class LK0007Tests
{
    private static readonly RuleVerifier s_rule = new("LK0007", new KernelDeclarationAnalyzer(), new ChangeReturnTypeCodeFix());

    [Theory]
    [InlineData("[CrossEntropy(10)] public static partial float F(ReadOnlySpan<float> logits, int label);")]
    [InlineData("[CrossEntropy(10, Reduction = Reduction.None)] public static partial void F(ReadOnlySpan<float> logits, int label, Span<float> losses);")]
    [InlineData("[Predict(10)] public static partial int F(ReadOnlySpan<double> logits);")]
    public Task The_right_type_is_silent(string method) => s_rule.Reports($$"""partial class C { {{method}} }""");

    [Theory]
    [InlineData("[Softmax(10)] public static partial [|float|] F();")]
    [InlineData("[Sigmoid] public static partial [|double|] F();")]
    [InlineData("[CrossEntropy(10, Reduction = Reduction.None)] public static partial [|Half|] {|LK0006:{|LK0006:F|}|}();")]
    public Task A_number_that_is_not_returned_is_reported_of_a_method_without_parameters(string method) => s_rule.Reports($$"""partial class C { {{method}} }""");

    [Theory]
    [InlineData("[Softmax(10)] public static partial [|int|] F(ReadOnlySpan<float> logits, Span<float> probabilities);", "void")]
    [InlineData("[CrossEntropy(10)] public static partial [|double|] F(ReadOnlySpan<float> logits, int label);", "float")]
    [InlineData("[CrossEntropy(10)] public static partial [|double|] F(ReadOnlySpan<Half> logits, int label);", "Half")]
    [InlineData("[CrossEntropy(10)] public static partial [|void|] F(ReadOnlySpan<double> logits, int label);", "double")]
    [InlineData("[CrossEntropy(10)] public static partial [|string?|]/* mean */ F(ReadOnlySpan<float> logits, int label);", "float")]
    [InlineData("[CrossEntropy(10)] public static partial [|ref float|] F(ReadOnlySpan<float> logits, int label);", "float")]
    [InlineData("[CrossEntropy(10, Reduction = Reduction.None)] public static partial [|float|] F(ReadOnlySpan<float> logits, int label, Span<float> losses);", "void")]
    [InlineData("[Predict(10)] public static partial [|System.Int64|] F(ReadOnlySpan<float> logits);", "int")]
    [InlineData("[LogSumExp(10)] public static partial [|(float, float)|] F(ReadOnlySpan<float> logits);", "float")]
    public Task The_type_is_changed(string method, string type)
    {
        var before = $$"""partial class C { {{method}} }""";
        var after = before[..before.IndexOf("[|", StringComparison.Ordinal)] + type + before[(before.IndexOf("|]", StringComparison.Ordinal) + 2)..];
        return s_rule.Fixes(before, after, $"Return '{type}'");
    }

    [Fact]
    public Task All_are_changed_together() => s_rule.Fixes(
        """
        using Number = System.Double;
        namespace A.B { partial struct S<T> { partial record R
        {
            [CrossEntropy(10)]
            public static partial
                [|Number|]
                F(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);
            [Softmax(10)] internal partial [|bool|] G(ReadOnlySpan<float> logits, Span<float> probabilities);
        } } }
        """,
        """
        using Number = System.Double;
        namespace A.B { partial struct S<T> { partial record R
        {
            [CrossEntropy(10)]
            public static partial
                float
                F(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);
            [Softmax(10)] internal partial void G(ReadOnlySpan<float> logits, Span<float> probabilities);
        } } }
        """);
}
