namespace LossKernels.Generators.Tests.Emission;

/// <summary>Right and wrong calls of kernels of every kind, and what comes of each.</summary>
internal static class ArgumentGuardCases
{
    /// <summary>The kernels that are called.</summary>
    public const string Declarations = """
        using System;
        using System.Runtime.InteropServices;
        using LossKernels;
        internal static partial class Kernels
        {
            [Softmax(3)] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities, float temperature = 1);
            [Softmax(3)] public static partial void SoftmaxOfDoubles(ReadOnlySpan<double> logits, Span<double> probabilities, double temperature = 1);
            [Softmax(3)] public static partial void SoftmaxOfHalves(ReadOnlySpan<Half> logits, Half temperature, Span<Half> probabilities);
            [Softmax(3)] public static partial void SoftmaxOfHalvesAt(ReadOnlySpan<Half> logits, float temperature, Span<Half> probabilities);
            [CrossEntropy(3)] public static partial float OfHalves(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels, Span<Half> gradient, Span<float> losses, out float totalWeight);
            [CrossEntropy(3, Reduction = Reduction.Sum)] public static partial Half HalfOfHalves(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels, Span<Half> losses, out Half totalWeight);
            [LogSumExp(3)] public static partial float LogSumExp(ReadOnlySpan<float> logits);
            [LogSumExp(3)] public static partial void LogSumExps(ReadOnlySpan<float> logits, Span<float> logSumExp);
            [CrossEntropy(3)] public static partial float OneLoss(ReadOnlySpan<float> logits, int label, Span<float> gradient);
            [CrossEntropy(3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient, Span<float> losses, Span<float> probabilities, out int correct);
            [CrossEntropy(3)] public static partial float SoftLoss(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> gradient);
            [CrossEntropy(3, Reduction = Reduction.Sum)] public static partial float Total(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, out int correct, out float totalWeight);
            [CrossEntropy(3, Reduction = Reduction.None)] public static partial void Losses(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> losses, out float totalWeight);
            [CrossEntropy(3)] public static partial float OfBytes(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);
            [CrossEntropy(3)] public static partial float OfShorts(ReadOnlySpan<float> logits, ReadOnlySpan<short> labels);
            [CrossEntropy(3)] public static partial float OfUnsignedShorts(ReadOnlySpan<float> logits, ReadOnlySpan<ushort> labels);
            [CrossEntropy(3)] public static partial float OfLongs(ReadOnlySpan<float> logits, ReadOnlySpan<long> labels);
            [CrossEntropy(40000)] public static partial float OfManyClasses(ReadOnlySpan<float> logits, ReadOnlySpan<short> labels);
            [CrossEntropy(300)] public static partial float OfAllBytes(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);
            [SoftmaxGradient(3)] public static partial void Backward(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> upstream, Span<float> gradient);
            [LogSoftmaxGradient(3)] public static partial void LogBackward(ReadOnlySpan<float> upstream, ReadOnlySpan<float> logProbabilities, Span<float> gradient);
            [NegativeLogLikelihood(3)] public static partial float Likelihood(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> labels, Span<float> gradient, Span<float> losses);
            [Entropy(3)] public static partial float Entropy(ReadOnlySpan<float> logits, Span<float> entropies);
            [KullbackLeibler(3)] public static partial float Distill(ReadOnlySpan<float> logits, ReadOnlySpan<float> teacherLogits, float temperature, Span<float> gradient);
            [Sigmoid] public static partial void Sigmoid(ReadOnlySpan<float> logits, Span<float> probabilities);
            [BinaryCrossEntropy] public static partial float Binary(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, Span<float> gradient, Span<float> losses);
            [BinaryCrossEntropy(2, Reduction = Reduction.Sum)] public static partial float BinaryOfBools(ReadOnlySpan<float> logits, ReadOnlySpan<bool> labels);
            [BinaryCrossEntropy(2)] public static partial float WeightedBinary(ReadOnlySpan<float> logits, ReadOnlySpan<bool> labels, ReadOnlySpan<float> positiveWeights, Span<float> gradient);
            [BinaryCrossEntropy] public static partial float SoftBinary(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, float positiveWeight, Span<float> probabilities);
            [BinaryCrossEntropy] public static partial float Binary_sbyte(ReadOnlySpan<float> logits, ReadOnlySpan<sbyte> labels);
            [BinaryCrossEntropy] public static partial float Binary_short(ReadOnlySpan<float> logits, ReadOnlySpan<short> labels);
            [BinaryCrossEntropy] public static partial float Binary_int(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);
            [BinaryCrossEntropy(Labels = BinaryLabels.PlusMinusOne)] public static partial float Signed_sbyte(ReadOnlySpan<float> logits, ReadOnlySpan<sbyte> labels);
            [BinaryCrossEntropy(Labels = BinaryLabels.PlusMinusOne)] public static partial float Signed_short(ReadOnlySpan<float> logits, ReadOnlySpan<short> labels);
            [BinaryCrossEntropy(Labels = BinaryLabels.PlusMinusOne)] public static partial float Signed_int(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);
            [CrossEntropy(3, IgnoreLabel = -100)] public static partial float Weighted(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, ReadOnlySpan<float> classWeights, Span<float> gradient);
            [CrossEntropy(3, IgnoreLabel = 255)] public static partial float CountedBytes(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);
            [CrossEntropy(3, IgnoreLabel = long.MinValue)] public static partial float CountedLongs(ReadOnlySpan<float> logits, ReadOnlySpan<long> labels);
            [CrossEntropy(3, IgnoreLabel = -7)] public static partial float CountedOne(ReadOnlySpan<float> logits, int label);
            [NegativeLogLikelihood(3)] public static partial float WeightedLikelihood(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> labels, ReadOnlySpan<float> classWeights, Span<float> gradient);
            [Predict(3)] public static partial int Predict(ReadOnlySpan<float> logits, out float probability);
            [Predict(3)] public static partial void PredictAll(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);
            [TopK(3, 2)] public static partial void Top2(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities, float temperature = 1);
            [TopK(3, 3)] public static partial void Top3(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);
        }
        """;

    /// <summary>A call, and what comes of it: "fine", or the exception, its parameter, and what its message says.</summary>
    public static readonly (string Call, string Expected)[] All =
    [
        ("Softmax(F(6), F(6))", "fine"),
        ("Softmax(F(0), F(0))", "fine"),
        ("Softmax(default, default)", "fine"),
        ("Softmax(F(7), F(7))", "ArgumentException logits 7 3"),
        ("Softmax(F(2), F(2))", "ArgumentException logits 2 3"),
        ("Softmax(F(6), F(3))", "ArgumentException probabilities 3 6"),
        ("Softmax(F(0), F(3))", "ArgumentException probabilities 3 0"),
        ("Softmax(F(3), F(3), 0)", "ArgumentOutOfRangeException temperature 0"),
        ("Softmax(F(3), F(3), -0f)", "ArgumentOutOfRangeException temperature"),
        ("Softmax(F(3), F(3), -2)", "ArgumentOutOfRangeException temperature -2"),
        ("Softmax(F(3), F(3), float.NaN)", "ArgumentOutOfRangeException temperature NaN"),
        ("Softmax(F(3), F(3), float.PositiveInfinity)", "ArgumentOutOfRangeException temperature"),
        ("Softmax(F(0), F(0), float.NaN)", "ArgumentOutOfRangeException temperature NaN"),
        ("Softmax(F(3), F(3), float.Epsilon)", "fine"),
        ("Softmax(F(3), F(3), float.MaxValue)", "fine"),
        ("SoftmaxOfDoubles(D(3), D(3), double.MaxValue)", "fine"),
        ("SoftmaxOfDoubles(D(3), D(3), double.NegativeInfinity)", "ArgumentOutOfRangeException temperature"),
        ("SoftmaxOfHalves(H[..6], Half.One, H[..6])", "fine"),
        ("SoftmaxOfHalves(H[..6], Half.One, H[1..7])", "ArgumentException probabilities logits"),
        ("SoftmaxOfHalves(H[..6], Half.One, H[6..9])", "ArgumentException probabilities 3 6"),
        ("SoftmaxOfHalves(H[..6], Half.Epsilon, H[6..12])", "fine"),
        ("SoftmaxOfHalves(H[..6], Half.MaxValue, H[6..12])", "fine"),
        ("SoftmaxOfHalves(H[..6], Half.Zero, H[6..12])", "ArgumentOutOfRangeException temperature 0"),
        ("SoftmaxOfHalves(H[..6], Half.NaN, H[6..12])", "ArgumentOutOfRangeException temperature NaN"),
        ("SoftmaxOfHalves(H[..6], -Half.One, H[6..12])", "ArgumentOutOfRangeException temperature -1"),
        ("SoftmaxOfHalves(H[..6], Half.PositiveInfinity, H[6..12])", "ArgumentOutOfRangeException temperature"),
        ("SoftmaxOfHalvesAt(H[..6], 1e-6f, H[..6])", "fine"),
        ("SoftmaxOfHalvesAt(H[..6], 0, H[..6])", "ArgumentOutOfRangeException temperature 0"),
        ("OfHalves(H[..6], [0, 2], H[..6], F(2), out _)", "fine"),
        ("OfHalves(H[..6], [0, 2], H[6..12], MemoryMarshal.Cast<Half, float>(H[2..6]), out _)", "ArgumentException losses logits"),
        ("OfHalves(H[..6], [0, 2], H[6..12], MemoryMarshal.Cast<Half, float>(H[8..12]), out _)", "ArgumentException gradient losses"),
        ("OfHalves(H[..0], [], H[..0], F(0), out _)", "ArgumentException logits mean"),
        ("HalfOfHalves(H[..0], [], H[..0], out _)", "fine"),
        ("HalfOfHalves(H[..6], [0, 1], H[5..7], out _)", "ArgumentException losses logits"),
        // In place: exactly the memory of the logits, or none of it.
        ("Softmax(S[..6], S[..6])", "fine"),
        ("Softmax(S[..6], S[6..12])", "fine"),
        ("Softmax(S[6..12], S[..6])", "fine"),
        ("Softmax(S[..6], S[1..7])", "ArgumentException probabilities logits"),
        ("Softmax(S[1..7], S[..6])", "ArgumentException probabilities logits"),
        ("Softmax(S[..6], S[5..11])", "ArgumentException probabilities logits"),
        ("Softmax(S[5..11], S[..6])", "ArgumentException probabilities logits"),
        ("SoftmaxOfDoubles(D(3), D(3))", "fine"),
        // Class weights are K values, and an input; the label to ignore is no wrong label, any other still is.
        ("Weighted(F(6), [0, -100], F(3), F(6))", "fine"),
        ("Weighted(F(6), [0, 1], F(2), F(6))", "ArgumentException classWeights 2 3"),
        ("Weighted(F(6), [0, 1], F(6), F(6))", "ArgumentException classWeights 6 3"),
        ("Weighted(F(6), [0, 1], S[..3], S[2..8])", "ArgumentException gradient classWeights"),
        ("Weighted(F(3), [0], S[..3], S[..3])", "ArgumentException gradient classWeights"),
        ("Weighted(F(6), [0, -99], F(3), F(6))", "ArgumentOutOfRangeException labels 1 -99 -100"),
        ("Weighted(F(27), [0, -100, 2, -100, 1, -100, 0, 3, 1], F(3), F(27))", "ArgumentOutOfRangeException labels 7 3"),
        ("CountedBytes(F(9), [255, 0, 2])", "fine"),
        ("CountedBytes(F(9), [255, 254, 2])", "ArgumentOutOfRangeException labels 1 254"),
        ("CountedLongs(F(9), [long.MinValue, 0, 2])", "fine"),
        ("CountedLongs(F(9), [long.MinValue, 0, long.MaxValue])", "ArgumentOutOfRangeException labels 2"),
        ("CountedOne(F(3), -7)", "fine"),
        ("CountedOne(F(3), -6)", "ArgumentOutOfRangeException label -6"),
        ("WeightedLikelihood(F(6), [0, 1], F(4), F(6))", "ArgumentException classWeights 4 3"),
        ("WeightedLikelihood(F(6), [0, 1], S[..3], S[2..8])", "ArgumentException gradient classWeights"),
        ("LogSumExp(F(3))", "fine"),
        ("LogSumExp(F(6))", "ArgumentException logits 6 3"),
        ("LogSumExp(F(0))", "ArgumentException logits 0 3"),
        ("LogSumExps(F(6), F(2))", "fine"),
        ("LogSumExps(F(0), F(0))", "fine"),
        ("LogSumExps(F(6), F(6))", "ArgumentException logSumExp 6 2"),
        ("LogSumExps(S[..6], S[..2])", "ArgumentException logSumExp logits"),
        ("LogSumExps(S[..6], S[5..7])", "ArgumentException logSumExp logits"),
        ("LogSumExps(S[..6], S[6..8])", "fine"),
        ("Backward(F(6), F(6), F(6))", "fine"),
        ("Backward(F(0), F(0), F(0))", "fine"),
        ("Backward(F(5), F(6), F(6))", "ArgumentException probabilities 5 3"),
        ("Backward(F(6), F(3), F(6))", "ArgumentException upstream 3 6"),
        ("Backward(F(6), F(6), F(5))", "ArgumentException gradient 5 6"),
        ("Backward(S[..6], F(6), S[..6])", "fine"),
        ("Backward(F(6), S[..6], S[..6])", "fine"),
        ("Backward(S[..6], S[..6], F(6))", "fine"),
        ("Backward(S[..6], S[..6], S[..6])", "ArgumentException gradient upstream"),
        ("Backward(S[..6], S[3..9], S[..6])", "ArgumentException gradient upstream"),
        ("Backward(S[1..7], F(6), S[..6])", "ArgumentException gradient probabilities"),
        ("LogBackward(S[..6], F(6), S[..6])", "fine"),
        ("LogBackward(F(6), S[..6], S[..6])", "fine"),
        ("LogBackward(S[..6], S[..6], S[..6])", "ArgumentException gradient logProbabilities"),
        ("LogBackward(F(6), S[2..8], S[..6])", "ArgumentException gradient logProbabilities"),
        ("Likelihood(F(6), [0, 2], F(6), F(2))", "fine"),
        ("Likelihood(S[..6], [0, 2], S[..6], F(2))", "fine"),
        ("Likelihood(S[..6], [0, 2], S[1..7], F(2))", "ArgumentException gradient logProbabilities"),
        ("Likelihood(S[..6], [0, 2], F(6), S[..2])", "ArgumentException losses logProbabilities"),
        ("Likelihood(F(6), [0, 3], F(6), F(2))", "ArgumentOutOfRangeException labels 1 3"),
        ("Likelihood(F(6), [0], F(6), F(2))", "ArgumentException labels 1 2"),
        ("Likelihood(F(0), [], F(0), F(0))", "ArgumentException logProbabilities mean"),
        ("Likelihood(F(4), [0], F(4), F(1))", "ArgumentException logProbabilities 4 3"),
        ("Entropy(F(6), F(2))", "fine"),
        ("Entropy(F(6), F(6))", "ArgumentException entropies 6 2"),
        ("Entropy(F(0), F(0))", "ArgumentException logits mean"),
        ("Entropy(S[..6], S[..2])", "ArgumentException entropies logits"),
        ("Distill(F(6), F(6), 2, F(6))", "fine"),
        ("Distill(S[..6], F(6), 2, S[..6])", "fine"),
        ("Distill(F(6), S[..6], 2, S[..6])", "ArgumentException gradient teacherLogits"),
        ("Distill(F(6), F(3), 2, F(6))", "ArgumentException teacherLogits 3 6"),
        ("Distill(F(6), F(6), 0, F(6))", "ArgumentOutOfRangeException temperature 0"),
        ("Distill(F(0), F(0), 1, F(0))", "ArgumentException logits mean"),
        ("Sigmoid(F(5), F(5))", "fine"),
        ("Sigmoid(F(0), F(0))", "fine"),
        ("Sigmoid(S[..6], S[..6])", "fine"),
        ("Sigmoid(F(5), F(4))", "ArgumentException probabilities 4 5"),
        ("Sigmoid(S[..6], S[1..7])", "ArgumentException probabilities logits"),
        ("Binary(F(3), [0, 1, 1], F(3), F(3))", "fine"),
        ("Binary(S[..3], [0, 1, 1], S[..3], F(3))", "fine"),
        ("Binary(S[..3], [0, 1, 1], F(3), S[..3])", "fine"),
        ("Binary(S[..3], [0, 1, 1], S[..3], S[..3])", "ArgumentException gradient losses"),
        ("Binary(S[..3], [0, 1, 1], S[1..4], F(3))", "ArgumentException gradient logits"),
        ("Binary(F(3), MemoryMarshal.AsBytes(S[..1])[..3], S[..3], F(3))", "ArgumentException gradient labels"),
        ("Binary(F(0), [], F(0), F(0))", "ArgumentException logits mean"),
        ("Binary(F(3), [0, 1], F(3), F(3))", "ArgumentException labels 2 3"),
        ("Binary(F(3), [0, 1, 1], F(2), F(3))", "ArgumentException gradient 2 3"),
        ("Binary(F(3), [0, 1, 1], F(3), F(4))", "ArgumentException losses 4 3"),
        ("Binary(F(3), [0, 1, 2], F(3), F(3))", "ArgumentOutOfRangeException labels 2 0 and 1"),
        ("Binary(F(3), [0, 255, 1], F(3), F(3))", "ArgumentOutOfRangeException labels 1 255"),
        ("BinaryOfBools(F(4), [true, false, true, true])", "fine"),
        ("BinaryOfBools(F(4), MemoryMarshal.Cast<byte, bool>(new byte[] { 2, 0, 255, 1 }))", "fine"),
        ("BinaryOfBools(F(0), [])", "fine"),
        ("BinaryOfBools(F(3), [true, false, true])", "ArgumentException logits 3 2 outputs"),
        ("SoftBinary(F(2), F(2), float.NaN, F(2))", "fine"),
        ("SoftBinary(F(2), S[..2], 1, S[..2])", "ArgumentException probabilities targets"),
        ("WeightedBinary(F(4), [true, false, true, true], F(2), F(4))", "fine"),
        ("WeightedBinary(F(4), [true, false, true, true], F(4), F(4))", "ArgumentException positiveWeights 4 2"),
        ("WeightedBinary(F(3), [true, false, true], F(2), F(3))", "ArgumentException logits 3 2 outputs"),
        ("WeightedBinary(F(0), [], F(2), F(0))", "ArgumentException logits mean"),
        ("WeightedBinary(F(4), [true, false, true, true], S[..2], S[1..5])", "ArgumentException gradient positiveWeights"),
        ("Signed_sbyte(F(2), [-1, 1])", "fine"),
        ("Signed_sbyte(F(2), [1, 0])", "ArgumentOutOfRangeException labels 1 0 -1"),
        ("Signed_short(F(2), [short.MinValue, 1])", "ArgumentOutOfRangeException labels 0 -32768"),
        ("Signed_int(F(2), [1, int.MaxValue])", "ArgumentOutOfRangeException labels 1 2147483647"),
        ("OneLoss(F(3), 2, F(3))", "fine"),
        ("OneLoss(F(3), 3, F(3))", "ArgumentOutOfRangeException label 3 0"),
        ("OneLoss(F(3), -1, F(3))", "ArgumentOutOfRangeException label -1 0"),
        ("OneLoss(F(3), int.MinValue, F(3))", "ArgumentOutOfRangeException label -2147483648"),
        ("OneLoss(F(6), 1, F(6))", "ArgumentException logits 6 3"),
        ("OneLoss(F(3), 1, F(6))", "ArgumentException gradient 6 3"),
        ("Loss(F(6), [0, 2], F(6), F(2), F(6), out _)", "fine"),
        ("Loss(F(0), [], F(0), F(0), F(0), out _)", "ArgumentException logits mean"),
        ("Loss(F(6), [0], F(6), F(2), F(6), out _)", "ArgumentException labels 1 2"),
        ("Loss(F(6), [0, 1, 2], F(6), F(2), F(6), out _)", "ArgumentException labels 3 2"),
        ("Loss(F(6), [0, 2], F(5), F(2), F(6), out _)", "ArgumentException gradient 5 6"),
        ("Loss(F(6), [0, 2], F(6), F(1), F(6), out _)", "ArgumentException losses 1 2"),
        ("Loss(F(6), [0, 2], F(6), F(2), F(0), out _)", "ArgumentException probabilities 0 6"),
        ("Loss(F(6), [0, 3], F(6), F(2), F(6), out _)", "ArgumentOutOfRangeException labels 1 3"),
        ("Loss(F(6), [-1, 0], F(6), F(2), F(6), out _)", "ArgumentOutOfRangeException labels 0 -1"),
        ("Loss(S[..6], [0, 2], S[..6], F(2), F(6), out _)", "fine"),
        ("Loss(S[..6], [0, 2], F(6), F(2), S[..6], out _)", "fine"),
        ("Loss(S[..6], [0, 2], S[..6], F(2), S[..6], out _)", "ArgumentException gradient probabilities"),
        ("Loss(F(6), [0, 2], S[..6], F(2), S[3..9], out _)", "ArgumentException gradient probabilities"),
        ("Loss(F(6), [0, 2], S[..6], S[5..7], F(6), out _)", "ArgumentException gradient losses"),
        ("Loss(F(6), MemoryMarshal.Cast<float, int>(S[..2]), S[1..7], F(2), F(6), out _)", "ArgumentException gradient labels"),
        ("Loss(F(6), [0, 2], F(6), F(2), S[..6], out MemoryMarshal.Cast<float, int>(S)[3])", "ArgumentException probabilities correct"),
        ("Loss(S[..6], [0, 2], F(6), F(2), F(6), out MemoryMarshal.Cast<float, int>(S)[5])", "ArgumentException correct logits"),
        ("SoftLoss(S[..6], S[6..12], S[..6])", "fine"),
        ("SoftLoss(S[..6], S[6..12], S[6..12])", "ArgumentException gradient targets"),
        ("SoftLoss(S[..6], S[..6], S[..6])", "ArgumentException gradient targets"),
        ("SoftLoss(S[..6], S[..6], F(6))", "fine"),
        ("SoftLoss(F(6), F(3), F(6))", "ArgumentException targets 3 6"),
        ("Total(F(0), [], out _, out _)", "fine"),
        ("Losses(F(0), [], F(0), out _)", "fine"),
        ("Losses(F(1), [], F(0), out _)", "ArgumentException logits 1 3"),
        ("OfBytes(F(6), new byte[] { 0, 3 })", "ArgumentOutOfRangeException labels 1 3"),
        ("OfBytes(F(6), new byte[] { 255, 0 })", "ArgumentOutOfRangeException labels 0 255"),
        ("OfShorts(F(6), new short[] { 0, -1 })", "ArgumentOutOfRangeException labels 1 -1"),
        ("OfUnsignedShorts(F(6), new ushort[] { 65535, 0 })", "ArgumentOutOfRangeException labels 0 65535"),
        ("OfLongs(F(6), new long[] { 2, 1L << 32 })", "ArgumentOutOfRangeException labels 1 4294967296"),
        ("OfLongs(F(6), new long[] { long.MinValue, 2 })", "ArgumentOutOfRangeException labels 0 -9223372036854775808"),
        ("OfManyClasses(F(80000), new short[] { 32767, -32768 })", "ArgumentOutOfRangeException labels 1 -32768"),
        ("OfManyClasses(F(80000), new short[] { 32767, 0 })", "fine"),
        ("OfAllBytes(F(600), new byte[] { 255, 0 })", "fine"),
        ("Predict(F(3), out _)", "fine"),
        ("Predict(F(4), out _)", "ArgumentException logits 4 3"),
        ("Predict(S[..3], out S[1])", "ArgumentException probability logits"),
        ("PredictAll(F(6), new int[2], F(2))", "fine"),
        ("PredictAll(F(0), [], [])", "fine"),
        ("PredictAll(F(6), new int[3], F(2))", "ArgumentException labels 3 2"),
        ("PredictAll(F(6), new int[2], F(6))", "ArgumentException probabilities 6 2"),
        ("PredictAll(F(6), MemoryMarshal.Cast<float, int>(S[..2]), S[1..3])", "ArgumentException labels probabilities"),
        ("PredictAll(S[..6], MemoryMarshal.Cast<float, int>(S[4..6]), F(2))", "ArgumentException labels logits"),
        ("Top2(F(6), new int[4], F(4))", "fine"),
        ("Top2(F(0), [], [])", "fine"),
        ("Top2(F(7), new int[4], F(4))", "ArgumentException logits 7 3"),
        ("Top2(F(6), new int[2], F(4))", "ArgumentException labels 2 4"),
        ("Top2(F(6), new int[6], F(4))", "ArgumentException labels 6 4"),
        ("Top2(F(6), new int[4], F(6))", "ArgumentException probabilities 6 4"),
        ("Top2(F(0), new int[2], [])", "ArgumentException labels 2 0"),
        ("Top2(F(6), new int[4], F(4), 0)", "ArgumentOutOfRangeException temperature 0"),
        ("Top2(F(0), [], [], float.NaN)", "ArgumentOutOfRangeException temperature NaN"),
        ("Top2(S[..6], new int[4], S[..4])", "ArgumentException probabilities logits"),
        ("Top2(S[..6], new int[4], S[5..9])", "ArgumentException probabilities logits"),
        ("Top2(S[..6], new int[4], S[6..10])", "fine"),
        ("Top2(S[..6], MemoryMarshal.Cast<float, int>(S[4..8]), F(4))", "ArgumentException labels logits"),
        ("Top2(F(6), MemoryMarshal.Cast<float, int>(S[..4]), S[3..7])", "ArgumentException labels probabilities"),
        // Not even where there is a value for each logit: the ranks have another order.
        ("Top3(S[..6], new int[6], S[..6])", "ArgumentException probabilities logits"),
        ("Top3(S[..6], new int[6], S[6..12])", "fine"),
    ];
}
