namespace LossKernels.Analyzers.Tests.Calls;

/// <summary>The sources of tests about calls: kernels of three, ten and other numbers of classes, and methods that call them.</summary>
internal static class CallSource
{
    public const string Declarations = """
        using static Kernels;
        public static partial class Kernels
        {
            [Softmax(10)] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
            [Softmax(10)] public static partial void SoftmaxAt(ReadOnlySpan<float> logits, float temperature, Span<float> probabilities);
            [Softmax(3)] public static partial void Extension(this ReadOnlySpan<float> logits, Span<float> probabilities);
            [Softmax(3)] public static partial void Defaults(ReadOnlySpan<float> logits, Span<float> probabilities = default);
            [LogSumExp(3)] public static partial float OfRow(ReadOnlySpan<float> logits);
            [LogSumExp(3)] public static partial float OfValues(params ReadOnlySpan<float> logits);
            [LogSumExp(3)] public static partial void OfRows(ReadOnlySpan<float> logits, Span<float> logSumExp);
            [CrossEntropy(10)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);
            [CrossEntropy(10, IgnoreLabel = -100)] public static partial float Ignoring(ReadOnlySpan<float> logits, ReadOnlySpan<long> labels);
            [CrossEntropy(10)] public static partial float OfBytes(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);
            [CrossEntropy(10)] public static partial float OfOne(ReadOnlySpan<float> logits, int label);
            [CrossEntropy(10)] public static partial float OfOneAndGradient(ReadOnlySpan<float> logits, int label, Span<float> gradient);
            [CrossEntropy(10, IgnoreLabel = -100)] public static partial float OfOneIgnoring(ReadOnlySpan<float> logits, int label);
            [CrossEntropy(10, Reduction = Reduction.Sum)] public static partial float Soft(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
            [CrossEntropy(3)] public static partial double Weighted(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, ReadOnlySpan<double> classWeights, Span<double> gradient, Span<double> losses);
            [Predict(3)] public static partial int Predict(ReadOnlySpan<float> logits);
            [Predict(3)] public static partial int PredictWith(ReadOnlySpan<float> logits, out float probability);
            [Predict(3)] public static partial void PredictAll(ReadOnlySpan<float> logits, Span<int> labels);
            [TopK(10, 3)] public static partial void Best(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);
            [Sigmoid] public static partial void Sigmoid(ReadOnlySpan<float> logits, Span<float> probabilities);
            [BinaryCrossEntropy] public static partial float Binary(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);
            [BinaryCrossEntropy(4, Labels = BinaryLabels.PlusMinusOne)] public static partial float Signs(ReadOnlySpan<float> logits, ReadOnlySpan<sbyte> labels);
            [BinaryCrossEntropy(4)] public static partial float Rare(ReadOnlySpan<float> logits, ReadOnlySpan<bool> labels, ReadOnlySpan<float> positiveWeights);
            public static void Softmax(ReadOnlySpan<float> logits, Span<double> probabilities) { }
        }

        """;

    /// <summary>A class with members that call the kernels.</summary>
    public static string Of(params string[] members) => $"{Declarations}partial class C\n{{\n    {string.Join("\n    ", members)}\n}}\n";
}
