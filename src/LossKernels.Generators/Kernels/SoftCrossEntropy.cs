using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// -sum_k t_k log softmax(z)_k of targets t, as sum t * log(1 + others) + sum_k t_k (max z - z_k), both never negative, and its
/// gradient p_k sum t - t_k. A target of 0 on a masked class contributes 0 (0 log 0 = 0).
/// </summary>
internal static class SoftCrossEntropy
{
    /// <summary>
    /// (p * mass - t) * sum = e * (mass - t) - t * (sum - e), which does not cancel where t takes all the mass and p is almost 1; at the
    /// maximum sum - e is others, to its last digit.
    /// </summary>
    public static Value Pull(Value e, Value isMaximum, Value others, Value mass, Value target)
        => (e * (mass - target)) - (target * Select(isMaximum, others, others + 1 - e));

    /// <summary>w_k ((1 - s) t_k + s / K): a class's share of a row's loss, where there are weights and smoothing.</summary>
    private static Value Weighted(Row row, KernelDeclaration declaration, Value target)
    {
        var smoothing = declaration.Options.LabelSmoothing;
        var smoothed = smoothing > 0 ? (row.Constant(1 - smoothing) * target) + row.Constant(smoothing / declaration.Classes) : target;
        return declaration.Has(Role.ClassWeights) ? (row.Load(Role.ClassWeights) * smoothed).Named("weighted") : smoothed;
    }

    public static RowProgram Program(KernelDeclaration declaration)
    {
        var row = new Row();
        var z = row.Load(Role.Logits);
        var target = Weighted(row, declaration, row.Load(Role.Targets));
        var max = row.Max(z).Named("max");
        var e = Exp(z - max).Named("e");
        var isMaximum = AreEqual(e, row.Constant(1));
        var others = row.SumExceptMaximum(e, isMaximum).Named("others");
        var sum = (others + 1).Named("sum");

        var zero = row.Constant(0);
        var mass = row.Sum(target).Named("mass");
        var distance = row.Sum(Select(AreEqual(target, zero), zero, target * (max - z))).Named("distance");
        var logSum = Log1p(others);
        var loss = (mass * logSum) + distance;
        Value? zPull = null;
        if (declaration.Options.ZLoss > 0)
        {
            (var penalty, zPull) = ZLoss.Of(row, declaration.Options.ZLoss, max, logSum.Named("logSum"));
            loss = loss + penalty;
        }

        loss = loss.Named("loss");

        if (declaration.Has(Role.Gradient))
        {
            var pull = Pull(e, isMaximum, others, mass, target);
            row.Store(Role.Gradient, (zPull is null ? pull : pull + (e * zPull)) * (LossReduction.Scale(row, declaration) / sum).Named("factor"));
        }

        if (declaration.Has(Role.Probabilities))
        {
            row.Store(Role.Probabilities, e / sum);
        }

        LossReduction.Store(row, declaration, loss);
        var isPlain = declaration.Options is { LabelSmoothing: 0, ZLoss: 0 } && !declaration.Has(Role.ClassWeights);
        return row.ToProgram(
            formula: "-sum_k t_k log softmax(z)_k; gradient p_k sum t - t_k" + (isPlain ? "" : ", t weighted and smoothed" + (zPull is null ? "" : "; and Z logSumExp^2, gradient 2 Z logSumExp p")),
            bound: "relative error of a loss about (9 + max(d, D)) u (docs/numerics.md), of a gradient that of its two terms");
    }
}
