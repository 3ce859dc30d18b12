using System;
using LossKernels;

namespace Strict;

/// <summary>Kernels of each layout: few classes, a hundred, and thousands.</summary>
internal static partial class Kernels
{
    [Softmax(3)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [Softmax(3)]
    public static partial void SoftmaxAt(ReadOnlySpan<float> logits, float temperature, Span<float> probabilities);

    [LogSoftmax(2)]
    public static partial void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities);

    [LogSumExp(3)]
    public static partial float LogSumExp(ReadOnlySpan<float> logits);

    [CrossEntropy(3)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);

    [CrossEntropy(3)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, int label, Span<float> gradient);

    [CrossEntropy(2)]
    public static partial double ConfidentLoss(ReadOnlySpan<double> logits, int label);

    [Predict(3)]
    public static partial int Predict(ReadOnlySpan<float> logits, out float probability);

    [Softmax(100)]
    public static partial void SoftmaxOf100(ReadOnlySpan<float> logits, Span<float> probabilities);

    [Softmax(5000)]
    public static partial void SoftmaxOf5000(ReadOnlySpan<float> logits, Span<float> probabilities);
}
