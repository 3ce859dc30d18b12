namespace LossKernels.Benchmarks.Surface;

/// <summary>Every kernel of the contract's table, with what changes how long it takes.</summary>
internal static class KernelCases
{
    public static readonly KernelCase Softmax = new("softmax", "Softmax(K)", "void Kernel(ReadOnlySpan<T> logits, Span<T> probabilities)");

    public static readonly KernelCase Loss = new("cross-entropy", "CrossEntropy(K)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels)");

    public static readonly KernelCase Gradient = new("cross-entropy, gradient", "CrossEntropy(K)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient)");

    public static IReadOnlyList<KernelCase> All { get; } =
    [
        Softmax,
        new("softmax, temperature", "Softmax(K)", "void Kernel(ReadOnlySpan<T> logits, T temperature, Span<T> probabilities)"),
        new("log-softmax", "LogSoftmax(K)", "void Kernel(ReadOnlySpan<T> logits, Span<T> logProbabilities)"),
        new("log-sum-exp", "LogSumExp(K)", "void Kernel(ReadOnlySpan<T> logits, Span<T> logSumExp)"),
        new("gradient through softmax", "SoftmaxGradient(K)", "void Kernel(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> upstream, Span<T> gradient)"),
        new("gradient through log-softmax", "LogSoftmaxGradient(K)", "void Kernel(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<T> upstream, Span<T> gradient)"),
        Loss,
        Gradient,
        new("cross-entropy, all outputs", "CrossEntropy(K)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Span<T> losses, Span<T> probabilities, out int correct)"),
        new("cross-entropy, class weights, gradient", "CrossEntropy(K)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, ReadOnlySpan<T> classWeights, Span<T> gradient)"),
        new("cross-entropy, ignored label, gradient", "CrossEntropy(K, IgnoreLabel = 0)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient)"),
        new("cross-entropy, smoothing, gradient", "CrossEntropy(K, LabelSmoothing = 0.1)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient)"),
        new("cross-entropy, focal, gradient", "CrossEntropy(K, FocalGamma = 2)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient)"),
        new("cross-entropy, z-loss, gradient", "CrossEntropy(K, ZLoss = 1e-4)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient)"),
        new("cross-entropy of targets", "CrossEntropy(K)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets)"),
        new("cross-entropy of targets, gradient", "CrossEntropy(K)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient)"),
        new("negative log-likelihood", "NegativeLogLikelihood(K)", "T Kernel(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<int> labels)"),
        new("negative log-likelihood, gradient", "NegativeLogLikelihood(K)", "T Kernel(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<int> labels, Span<T> gradient)"),
        new("divergence from targets, gradient", "KullbackLeibler(K)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient)"),
        new("distillation, gradient", "KullbackLeibler(K)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<T> teacherLogits, T temperature, Span<T> gradient)"),
        new("entropy", "Entropy(K)", "T Kernel(ReadOnlySpan<T> logits)"),
        new("predict", "Predict(K)", "void Kernel(ReadOnlySpan<T> logits, Span<int> labels)"),
        new("predict, probabilities", "Predict(K)", "void Kernel(ReadOnlySpan<T> logits, Span<int> labels, Span<T> probabilities)"),
        new("largest 3", "TopK(K, 3)", "void Kernel(ReadOnlySpan<T> logits, Span<int> labels, Span<T> probabilities)"),
        new("sigmoid", "Sigmoid", "void Kernel(ReadOnlySpan<T> logits, Span<T> probabilities)"),
        new("log-sigmoid", "LogSigmoid", "void Kernel(ReadOnlySpan<T> logits, Span<T> logProbabilities)"),
        new("softplus", "Softplus", "void Kernel(ReadOnlySpan<T> logits, Span<T> values)"),
        new("binary cross-entropy", "BinaryCrossEntropy", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels)"),
        new("binary cross-entropy, gradient", "BinaryCrossEntropy", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient)"),
        new("binary cross-entropy of targets, gradient", "BinaryCrossEntropy", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient)"),
        new("binary cross-entropy, positive weights, gradient", "BinaryCrossEntropy(K)", "T Kernel(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, ReadOnlySpan<T> positiveWeights, Span<T> gradient)"),
    ];
}
