using LossKernels.Generators.Declarations;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>The signatures that are run, from the fewest that reach every line of a kernel to every combination.</summary>
internal static class Signatures
{
    /// <summary>A signature over memory of some type; of Half, every other class count has float where a signature may.</summary>
    public static KernelSignature As(KernelSignature signature, StoredType stored)
        => signature with { Stored = stored, HasFloatsBeside = stored == StoredType.Half && signature.Classes % 2 == 1 };

    /// <summary>Every kernel with all it can return, every input it can take.</summary>
    public static IEnumerable<KernelSignature> Rich(int classes, ElementType element) =>
    [
        new(KernelKind.Softmax, classes, element, Role.Logits, Role.Probabilities),
        new(KernelKind.Softmax, classes, element, Role.Logits, Role.Temperature, Role.Probabilities),
        new(KernelKind.LogSoftmax, classes, element, Role.Logits, Role.LogProbabilities),
        new(KernelKind.LogSoftmax, classes, element, Role.Logits, Role.Temperature, Role.LogProbabilities),
        new(KernelKind.LogSumExp, classes, element, Role.Logits, Role.LogSumExp),
        new(KernelKind.SoftmaxGradient, classes, element, Role.Probabilities, Role.Upstream, Role.Gradient),
        new(KernelKind.LogSoftmaxGradient, classes, element, Role.LogProbabilities, Role.Upstream, Role.Gradient),
        new(KernelKind.CrossEntropy, classes, element, Role.Logits, Role.Labels, Role.Gradient, Role.Losses, Role.Probabilities, Role.Correct, Role.TotalWeight),
        new(KernelKind.CrossEntropy, classes, element, Role.Logits, Role.Targets, Role.Gradient, Role.Losses, Role.Probabilities, Role.TotalWeight),
        new(KernelKind.NegativeLogLikelihood, classes, element, Role.LogProbabilities, Role.Labels, Role.Gradient, Role.Losses, Role.TotalWeight),
        new(KernelKind.Entropy, classes, element, Role.Logits, Role.Entropies),
        new(KernelKind.Predict, classes, element, Role.Logits, Role.Temperature, Role.Labels, Role.Probabilities),
        new(KernelKind.TopK, classes, element, Role.Logits, Role.Temperature, Role.Labels, Role.Probabilities) { RankCount = Math.Min(3, classes) },
    ];
}
