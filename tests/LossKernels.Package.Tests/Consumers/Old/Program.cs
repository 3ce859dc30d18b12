using LossKernels;

var probabilities = new float[3];
Kernels.Softmax([1f, 2f, 3f], probabilities);
Console.WriteLine(Kernels.Loss([1f, 2f, 3f], [1], probabilities));

internal static partial class Kernels
{
    [Softmax(3)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(3)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}
