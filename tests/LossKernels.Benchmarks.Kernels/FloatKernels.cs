namespace LossKernels.Benchmarks.Kernels;

public static partial class Single2
{
    [Softmax(2)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(2)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(2)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single3
{
    [Softmax(3)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(3)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(3)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single4
{
    [Softmax(4)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(4)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(4)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single8
{
    [Softmax(8)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(8)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(8)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single10
{
    [Softmax(10)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(10)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(10)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single16
{
    [Softmax(16)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(16)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(16)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single17
{
    [Softmax(17)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(17)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(17)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single24
{
    [Softmax(24)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(24)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(24)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single31
{
    [Softmax(31)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(31)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(31)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single32
{
    [Softmax(32)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(32)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(32)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single64
{
    [Softmax(64)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(64)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(64)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single100
{
    [Softmax(100)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(100)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(100)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single128
{
    [Softmax(128)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(128)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(128)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single1000
{
    [Softmax(1000)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(1000)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(1000)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single4096
{
    [Softmax(4096)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(4096)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(4096)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single32768
{
    [Softmax(32768)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(32768)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(32768)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}

public static partial class Single1000000
{
    [Softmax(1000000)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [CrossEntropy(1000000)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(1000000)]
    public static partial float LossAndGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
}
