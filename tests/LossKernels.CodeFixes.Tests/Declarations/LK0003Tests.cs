using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;

namespace LossKernels.CodeFixes.Tests.Declarations;

public class LK0003Tests
{
    private static readonly RuleVerifier s_rule = new("LK0003", new KernelDeclarationAnalyzer());

    [Theory]
    [InlineData("2")]
    [InlineData("10")]
    [InlineData("1 << 20")]
    [InlineData("Classes")]
    [InlineData("classes: 3")]
    public Task Counts_in_range_are_silent(string classes) => s_rule.Reports(Declaration(classes));

    [Theory]
    [InlineData("[|1|]")]
    [InlineData("[|0|]")]
    [InlineData("[|-10|]")]
    [InlineData("[|1_048_577|]")]
    [InlineData("[|classes: 1|]")]
    [InlineData("[|Classes - 9|]")]
    [InlineData("/* none */ [|int.MinValue|]")]
    public Task Counts_out_of_range_are_reported(string classes) => s_rule.Reports(Declaration(classes));

    [Fact]
    public Task The_class_count_is_found_behind_another_argument() => s_rule.Reports("""
        partial class C
        {
            [TopK(count: 1, [|classes: 1|])] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);
        }
        """);

    [Fact]
    public async Task The_message_says_the_range()
    {
        var diagnostic = Assert.Single(await s_rule.DiagnosticsOf(Declaration("1")));
        Assert.Equal("[Softmax(1)]: the class count is 2 to 1,048,576, the number of logits in one row", diagnostic.GetMessage(null));
    }

    [Fact]
    public async Task The_outputs_of_a_binary_loss_have_a_range_of_their_own_and_may_be_left_out()
    {
        var diagnostics = await s_rule.DiagnosticsOf("""
            partial class C
            {
                [BinaryCrossEntropy] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<bool> labels);
                [BinaryCrossEntropy(1)] public static partial float G(ReadOnlySpan<float> logits, ReadOnlySpan<bool> labels);
                [BinaryCrossEntropy(0)] public static partial float H(ReadOnlySpan<float> logits, ReadOnlySpan<bool> labels);
            }
            """);
        Assert.Equal("[BinaryCrossEntropy(0)]: the output count is 1 to 1,048,576, the number of logits in one row", Assert.Single(diagnostics).GetMessage(null));
    }

    private static string Declaration(string classes) => $$"""
        partial class C
        {
            const int Classes = 10;
            [Softmax({{classes}})] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);
        }
        """;
}
