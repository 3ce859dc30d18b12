namespace LossKernels.Benchmarks.Kernels;

public static partial class Half3
{
    [Softmax(3)]
    public static partial void Softmax(ReadOnlySpan<Half> logits, Span<Half> probabilities);

    [CrossEntropy(3)]
    public static partial Half Loss(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(3)]
    public static partial Half LossAndGradient(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels, Span<Half> gradient);
}

public static partial class Half10
{
    [Softmax(10)]
    public static partial void Softmax(ReadOnlySpan<Half> logits, Span<Half> probabilities);

    [CrossEntropy(10)]
    public static partial Half Loss(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(10)]
    public static partial Half LossAndGradient(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels, Span<Half> gradient);
}

public static partial class Half100
{
    [Softmax(100)]
    public static partial void Softmax(ReadOnlySpan<Half> logits, Span<Half> probabilities);

    [CrossEntropy(100)]
    public static partial Half Loss(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(100)]
    public static partial Half LossAndGradient(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels, Span<Half> gradient);
}

public static partial class Half1000
{
    [Softmax(1000)]
    public static partial void Softmax(ReadOnlySpan<Half> logits, Span<Half> probabilities);

    [CrossEntropy(1000)]
    public static partial Half Loss(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(1000)]
    public static partial Half LossAndGradient(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels, Span<Half> gradient);
}

public static partial class Half32768
{
    [Softmax(32768)]
    public static partial void Softmax(ReadOnlySpan<Half> logits, Span<Half> probabilities);

    [CrossEntropy(32768)]
    public static partial Half Loss(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(32768)]
    public static partial Half LossAndGradient(ReadOnlySpan<Half> logits, ReadOnlySpan<int> labels, Span<Half> gradient);
}
