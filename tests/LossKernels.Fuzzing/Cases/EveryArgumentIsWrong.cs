static partial class K
{
    [CrossEntropy(3, LabelSmoothing = double.NaN, FocalGamma = double.PositiveInfinity, ZLoss = -1e400, IgnoreLabel = 99999999999999999999)] public static partial float A(ReadOnlySpan<float> logits, int label);
    [CrossEntropy(int.MinValue, Reduction = (Reduction)int.MaxValue, LabelSmoothing = "0.1", Unknown = null)] public static partial float B(ReadOnlySpan<Half> logits, ReadOnlySpan<byte> labels);
    [TopK(1048577, -1)] public static partial void C(ReadOnlySpan<double> logits, Span<int> labels, Span<double> probabilities);
    [TopK(3)] public static partial void D(ReadOnlySpan<double> logits, Span<int> labels, Span<double> probabilities);
    [BinaryCrossEntropy(0, Labels = (BinaryLabels)9)] public static partial float E(ReadOnlySpan<float> logits, ReadOnlySpan<decimal> targets);
    [Softmax(checked(int.MaxValue + 1))] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);
    [Softmax(3, 4)] public static partial void G(ReadOnlySpan<float> logits, Span<float> probabilities);
    [Softmax(classes: null!)] public static partial void H(__arglist);
}
