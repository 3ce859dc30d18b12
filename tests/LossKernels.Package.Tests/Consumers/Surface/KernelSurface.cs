// The part of the public contract that is built so far: these declarations must compile, without a warning, and run.
using System;
using LossKernels;

namespace Acceptance;

public static partial class ThreeClasses
{
    [Softmax(3)] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
    [Softmax(3)] public static partial void SoftmaxAt(ReadOnlySpan<float> logits, float temperature, Span<float> probabilities);
    [LogSoftmax(3)] public static partial void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities);
    [LogSumExp(3)] public static partial float LogSumExp(ReadOnlySpan<float> logits);
    [LogSumExp(3)] public static partial void LogSumExps(ReadOnlySpan<float> logits, Span<float> logSumExp);
}

public static partial class TenClasses
{
    [Softmax(10)] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
    [Softmax(10)] public static partial void SoftmaxDouble(ReadOnlySpan<double> logits, Span<double> probabilities);

    [CrossEntropy(10)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);
    [CrossEntropy(10)] public static partial float LossOfOne(ReadOnlySpan<float> logits, int label);
    [CrossEntropy(10)] public static partial float LossOfBytes(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);
    [CrossEntropy(10)] public static partial float LossOfLongs(ReadOnlySpan<float> logits, ReadOnlySpan<long> labels);
    [CrossEntropy(10)] public static partial float SoftLoss(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
    [CrossEntropy(10)] public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
    [CrossEntropy(10)] public static partial double LossAndGradientDouble(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient);
    [CrossEntropy(10)] public static partial float SoftLossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> gradient);
    [CrossEntropy(10)] public static partial float TrainingStep(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient, Span<float> losses, Span<float> probabilities, out int correct);

    [CrossEntropy(10, Reduction = Reduction.Sum)] public static partial float TotalLoss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);
    [CrossEntropy(10, Reduction = Reduction.None)] public static partial void Losses(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> losses);

    [Predict(10)] public static partial int Predict(ReadOnlySpan<float> logits);
    [Predict(10)] public static partial int PredictWithConfidence(ReadOnlySpan<float> logits, out float probability);
    [Predict(10)] public static partial int PredictCalibrated(ReadOnlySpan<float> logits, float temperature, out float probability);
    [Predict(10)] public static partial void PredictAll(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);
}

public static partial class Vocabulary
{
    [Softmax(32000)] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
    [CrossEntropy(32000)] public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public partial struct Outer<TKey>
{
    internal sealed partial class Inner
    {
        [Softmax(7)] internal partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
    }
}
