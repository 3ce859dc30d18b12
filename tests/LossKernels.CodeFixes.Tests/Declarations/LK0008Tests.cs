using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;

namespace LossKernels.CodeFixes.Tests.Declarations;

public class LK0008Tests
{
    private static readonly RuleVerifier s_rule = new("LK0008", new KernelDeclarationAnalyzer());

    [Theory]
    [InlineData("")]
    [InlineData(", Reduction = Reduction.Mean")]
    [InlineData(", Reduction = Reduction.Sum")]
    [InlineData(", Reduction = (Reduction)1")]
    public Task Options_in_range_are_silent(string options) => s_rule.Reports(Declaration(options));

    [Theory]
    [InlineData(", [|Reduction = (Reduction)3|]")]
    [InlineData(",\n    [|Reduction   =  (Reduction)(-1)|]")]
    [InlineData(", [|Reduction = Reduction.Mean + 17|]")]
    public Task Options_out_of_range_are_reported_at_the_argument(string options) => s_rule.Reports(Declaration(options));

    [Fact]
    public Task Aliases_and_nested_generic_types_change_nothing() => s_rule.Reports("""
        using R = LossKernels.Reduction;
        partial class Outer<T> { partial struct Inner
        {
            [CrossEntropy(10, Reduction = R.Sum)] public static partial float F(ReadOnlySpan<float> logits, int label);
            [CrossEntropy(10, [|Reduction = (R)9|])] public static partial float G(ReadOnlySpan<float> logits, int label);
        } }
        """);

    private static string Declaration(string options) => $$"""
        partial class C
        {
            [CrossEntropy(10{{options}})] public static partial float F(ReadOnlySpan<float> logits, int label);
        }
        """;
}
