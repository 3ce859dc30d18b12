namespace LossKernels.Benchmarks.Kernels;

public static partial class Double2
{
    [Softmax(2)]
    public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);

    [CrossEntropy(2)]
    public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(2)]
    public static partial double LossAndGradient(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient);
}

public static partial class Double3
{
    [Softmax(3)]
    public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);

    [CrossEntropy(3)]
    public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(3)]
    public static partial double LossAndGradient(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient);
}

public static partial class Double8
{
    [Softmax(8)]
    public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);

    [CrossEntropy(8)]
    public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(8)]
    public static partial double LossAndGradient(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient);
}

public static partial class Double10
{
    [Softmax(10)]
    public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);

    [CrossEntropy(10)]
    public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(10)]
    public static partial double LossAndGradient(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient);
}

public static partial class Double16
{
    [Softmax(16)]
    public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);

    [CrossEntropy(16)]
    public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(16)]
    public static partial double LossAndGradient(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient);
}

public static partial class Double17
{
    [Softmax(17)]
    public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);

    [CrossEntropy(17)]
    public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(17)]
    public static partial double LossAndGradient(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient);
}

public static partial class Double64
{
    [Softmax(64)]
    public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);

    [CrossEntropy(64)]
    public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(64)]
    public static partial double LossAndGradient(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient);
}

public static partial class Double100
{
    [Softmax(100)]
    public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);

    [CrossEntropy(100)]
    public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(100)]
    public static partial double LossAndGradient(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient);
}

public static partial class Double1000
{
    [Softmax(1000)]
    public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);

    [CrossEntropy(1000)]
    public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(1000)]
    public static partial double LossAndGradient(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient);
}

public static partial class Double32768
{
    [Softmax(32768)]
    public static partial void Softmax(ReadOnlySpan<double> logits, Span<double> probabilities);

    [CrossEntropy(32768)]
    public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels);

    [CrossEntropy(32768)]
    public static partial double LossAndGradient(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient);
}
