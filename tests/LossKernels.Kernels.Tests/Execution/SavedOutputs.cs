using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// The inputs of kernels that start from another kernel's output. All follow from a row's own gaps and targets, so that a row has the
/// same wherever it stands, and a shifted or permuted row has them shifted or permuted.
/// </summary>
internal static class SavedOutputs
{
    public static double[] Probabilities(double[] logits, FloatFormat format)
    {
        var exponentials = Gaps(logits).Select(gap => Math.Exp(-gap)).ToArray();
        var sum = exponentials.Sum();
        return [.. exponentials.Select(e => format.Round(e / sum))];
    }

    public static double[] LogProbabilities(double[] logits, FloatFormat format)
    {
        var gaps = Gaps(logits);
        var best = Array.IndexOf(gaps, 0.0);
        var others = gaps.Where((_, k) => k != best).Sum(gap => Math.Exp(-gap));
        var logarithm = others < 1e-8 ? others : Math.Log(1 + others);
        return [.. gaps.Select(gap => format.Round(-gap - logarithm))];
    }

    public static double[] Upstream(double[] logits, double[] targets, FloatFormat format)
    {
        var isOneClass = targets.Count(target => target != 0) == 1;
        return [.. Gaps(logits).Select((gap, k) => isOneClass
            ? -0.125 * targets[k]
            : format.Round(Math.Cos((3 * (double.IsFinite(gap) ? gap : 0)) + (7 * targets[k]))))];
    }

    public static double[] TeacherLogits(double[] logits, double[] targets, FloatFormat format)
    {
        var step = targets.Count(target => target != 0) == 1 ? 0.001 : 4;
        return [.. Gaps(logits).Select((gap, k) => format.Round((step * targets[k]) - gap))];
    }

    /// <summary>max - z, infinite where masked; NaN throughout where softmax is NaN.</summary>
    private static double[] Gaps(double[] logits)
    {
        var max = logits.Max();
        return double.IsFinite(max) && !logits.Any(double.IsNaN)
            ? [.. logits.Select(z => max - z)]
            : [.. logits.Select(_ => double.NaN)];
    }
}
