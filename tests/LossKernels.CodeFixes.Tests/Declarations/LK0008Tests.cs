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
    [InlineData(", LabelSmoothing = 0, FocalGamma = 0, ZLoss = 0")]
    [InlineData(", LabelSmoothing = 0.99, IgnoreLabel = -100, ZLoss = 1e30")]
    [InlineData(", FocalGamma = 1000.5, ZLoss = 1e-300, IgnoreLabel = int.MinValue")]
    [InlineData(", LabelSmoothing = 0, FocalGamma = 2, IgnoreLabel = 3")]
    public Task Options_in_range_are_silent(string options) => s_rule.Reports(Declaration(options));

    [Theory]
    [InlineData(", [|Reduction = (Reduction)3|]")]
    [InlineData(",\n    [|Reduction   =  (Reduction)(-1)|]")]
    [InlineData(", [|Reduction = Reduction.Mean + 17|]")]
    [InlineData(", [|LabelSmoothing = 1|]")]
    [InlineData(", [|LabelSmoothing = -0.1|]")]
    [InlineData(", [|LabelSmoothing = double.NaN|]")]
    [InlineData(", [|LabelSmoothing = 0.99999999999|]")]
    [InlineData(", [|FocalGamma = -1|], [|ZLoss = -1e-9|]")]
    [InlineData(", [|FocalGamma = double.PositiveInfinity|]")]
    [InlineData(", [|ZLoss = 1e39|]")]
    [InlineData(", [|IgnoreLabel = 1L << 32|]")]
    [InlineData(", LabelSmoothing = 0.1, [|FocalGamma = 2|]")]
    public Task Options_out_of_range_are_reported_at_the_argument(string options) => s_rule.Reports(Declaration(options));

    [Theory]
    [InlineData("10, 1")]
    [InlineData("10, 10")]
    [InlineData("count: 3, classes: 10")]
    [InlineData("1025, 1024")]
    [InlineData("10, [|0|]")]
    [InlineData("10, [|-2|]")]
    [InlineData("10, [|11|]")]
    [InlineData("5000, [|1_025|]")]
    [InlineData("10, [|count: 10 + 1|]")]
    [InlineData("[|count: 11|], classes: 10")]
    public Task A_count_is_reported_at_its_argument_unless_it_is_between_1_and_the_class_count(string arguments)
        => s_rule.Reports(Ranking(arguments));

    [Theory]
    [InlineData("10, 11", "[TopK] ranks 1 to 10 classes (the class count); 'count' is 11")]
    [InlineData("5000, 1025", "[TopK] ranks 1 to 1,024 classes (the most that are ranked); 'count' is 1,025")]
    public async Task The_message_says_which_counts_there_are(string arguments, string message)
    {
        var diagnostic = Assert.Single(await s_rule.DiagnosticsOf(Ranking(arguments)));
        Assert.Equal(message, diagnostic.GetMessage(null));
    }

    private static string Ranking(string arguments) => $$"""
        partial class C
        {
            [TopK({{arguments}})] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);
        }
        """;

    [Fact]
    public Task Options_of_one_label_are_reported_with_targets() => s_rule.Reports("""
        partial class C
        {
            [CrossEntropy(10, LabelSmoothing = 0.1, ZLoss = 1e-4)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
            [CrossEntropy(10, [|FocalGamma = 2|])] public static partial float G(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
            [CrossEntropy(10, [|IgnoreLabel = 2|])] public static partial float H(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
            [CrossEntropy(10, IgnoreLabel = 255)] public static partial float I(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);
            [CrossEntropy(10, [|IgnoreLabel = -1|])] public static partial float J(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);
            [CrossEntropy(10, [|IgnoreLabel = 65536|])] public static partial float K(ReadOnlySpan<float> logits, ReadOnlySpan<ushort> labels);
            [CrossEntropy(10, [|IgnoreLabel = -32769|])] public static partial float L(ReadOnlySpan<float> logits, ReadOnlySpan<short> labels);
            [CrossEntropy(10, IgnoreLabel = long.MinValue)] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<long> labels);
        }
        """);

    [Fact]
    public Task Aliases_and_nested_generic_types_change_nothing() => s_rule.Reports("""
        using R = LossKernels.Reduction;
        partial class Outer<T> { partial struct Inner
        {
            [CrossEntropy(10, Reduction = R.Sum)] public static partial float F(ReadOnlySpan<float> logits, int label);
            [CrossEntropy(10, [|Reduction = (R)9|])] public static partial float G(ReadOnlySpan<float> logits, int label);
        } }
        """);

    [Fact]
    public Task Options_of_binary_labels_are_reported_where_they_have_no_meaning() => s_rule.Reports("""
        partial class C
        {
            [BinaryCrossEntropy(Labels = BinaryLabels.PlusMinusOne)] public static partial float A(ReadOnlySpan<float> logits, ReadOnlySpan<sbyte> labels);
            [BinaryCrossEntropy(LabelSmoothing = 0.99)] public static partial float B(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
            [BinaryCrossEntropy([|Labels = BinaryLabels.PlusMinusOne|])] public static partial float D(ReadOnlySpan<float> logits, ReadOnlySpan<bool> labels);
            [BinaryCrossEntropy(3, [|Labels = BinaryLabels.PlusMinusOne|])] public static partial float E(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);
            [BinaryCrossEntropy([|Labels = BinaryLabels.ZeroOne|])] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
            [BinaryCrossEntropy([|LabelSmoothing = 1.0|])] public static partial float G(ReadOnlySpan<float> logits, ReadOnlySpan<bool> labels);
        }
        """);

    [Fact]
    public async Task The_message_says_which_labels_can_be_negative()
    {
        var diagnostic = Assert.Single(await s_rule.DiagnosticsOf(
            "partial class C { [BinaryCrossEntropy(Labels = BinaryLabels.PlusMinusOne)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<bool> labels); }"));
        Assert.Equal("[BinaryCrossEntropy] 'Labels' needs labels that can be -1, and 'bool' cannot; 'sbyte', 'short' and 'int' can", diagnostic.GetMessage(null));
    }

    private static string Declaration(string options) => $$"""
        partial class C
        {
            [CrossEntropy(10{{options}})] public static partial float F(ReadOnlySpan<float> logits, int label);
        }
        """;
}
