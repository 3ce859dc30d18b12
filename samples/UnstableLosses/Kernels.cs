using LossKernels;

namespace UnstableLosses;

/// <summary>The kernels that the mistakes call, wrongly and rightly.</summary>
internal static partial class Kernels
{
    [Softmax(3)]
    public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);

    [SoftmaxGradient(3)]
    public static partial void SoftmaxGradient(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> upstream, Span<double> gradient);

    [LogSoftmax(3)]
    public static partial void LogSoftmax(ReadOnlySpan<double> logits, Span<double> logProbabilities);

    [CrossEntropy(3)]
    public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(2)]
    public static partial float PairLoss(ReadOnlySpan<float> logits, int label);

    [NegativeLogLikelihood(3)]
    public static partial double Likelihood(ReadOnlySpan<double> logProbabilities, ReadOnlySpan<int> labels);

    [Predict(3)]
    public static partial int Predict(ReadOnlySpan<double> logits);

    [Predict(3)]
    public static partial void Predict(ReadOnlySpan<double> logits, Span<int> labels);
}
