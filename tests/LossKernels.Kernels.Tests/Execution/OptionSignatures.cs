using LossKernels.Generators.Declarations;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>The combinations of weights and options that are run, and batches with rows to ignore.</summary>
internal static class OptionSignatures
{
    private static readonly Role[] _outputs = [Role.Gradient, Role.Losses, Role.Probabilities, Role.Correct, Role.TotalWeight];

    public static IEnumerable<KernelSignature> All(int classes, ElementType element)
    {
        var none = LossOptions.None;
        yield return OfLabels(true, none with { IgnoreLabel = -100 });
        yield return OfLabels(true, none with { LabelSmoothing = Round(0.1), IgnoreLabel = -1 }) with { LabelType = "short" };
        yield return OfLabels(false, none with { LabelSmoothing = Round(0.1), ZLoss = Round(1e-4) }) with { Reduction = Reduction.Sum };
        yield return OfLabels(true, none with { FocalGamma = 2, IgnoreLabel = 1L << 40 }) with { LabelType = "long" };
        yield return OfLabels(false, none with { FocalGamma = 0.5, IgnoreLabel = classes <= 67 ? 255 : 1 }) with { LabelType = classes <= 67 ? "byte" : "ushort" };
        yield return OfLabels(true, none with { FocalGamma = Round(3.7), ZLoss = 0.5 }) with { Reduction = Reduction.None };
        yield return OfLabels(false, none with { ZLoss = 0.5, IgnoreLabel = 0 });
        yield return OfLabels(true, none with { LabelSmoothing = Round(0.9), ZLoss = Round(0.01), IgnoreLabel = int.MinValue });
        yield return OfTargets(none with { LabelSmoothing = Round(0.3), ZLoss = Round(0.01) });
        yield return OfTargets(none);
        yield return new KernelSignature(
            KernelKind.NegativeLogLikelihood, classes, element, Role.LogProbabilities, Role.Labels, Role.ClassWeights, Role.Gradient, Role.Losses, Role.TotalWeight);

        KernelSignature OfLabels(bool isWeighted, LossOptions options) => new(
            KernelKind.CrossEntropy, classes, element, [Role.Logits, Role.Labels, .. isWeighted ? [Role.ClassWeights] : Array.Empty<Role>(), .. _outputs])
        {
            Options = options,
        };
        KernelSignature OfTargets(LossOptions options) => new(
            KernelKind.CrossEntropy, classes, element, Role.Logits, Role.Targets, Role.ClassWeights, Role.Gradient, Role.Losses, Role.TotalWeight)
        {
            Options = options,
        };
        double Round(double value) => element == ElementType.Single ? (float)value : value;
    }

    /// <summary>The batch with every fifth label ignored, where labels can be, and with a class of weight 0.</summary>
    public static Batch WithIgnoredRows(Batch batch, KernelSignature signature)
    {
        var weights = (double[])batch.ClassWeights.Clone();
        weights[^1] = 0;
        return batch.With(
            [.. batch.Labels.Select((label, i) => signature.Options.IgnoreLabel is { } ignored && i % 5 == 2 ? (int)Math.Clamp(ignored, int.MinValue, int.MaxValue) : label)],
            weights);
    }

    /// <summary>Whether a label of a batch is the one to ignore.</summary>
    public static bool IsIgnored(KernelSignature signature, int label) => signature.Options.IgnoreLabel is { } ignored && label == Math.Clamp(ignored, int.MinValue, int.MaxValue);
}
