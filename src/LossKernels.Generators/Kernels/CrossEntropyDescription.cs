using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Kernels;

/// <summary>What a reader of generated code is told of a cross-entropy and its options.</summary>
internal static class CrossEntropyDescription
{
    public static RowProgram Describe(Row row, LossOptions options, bool isWeighted)
    {
        var (formula, bound) = options switch
        {
            { LabelSmoothing: > 0 } => (
                "sum_k w_k t_k * -log softmax(z)_k, t smoothed; gradient p_k sum w t - w_k t_k",
                "relative error of a loss at most (13 + max(d, D)) u of each class's term, of a gradient (13 + max(d, D)) u of its two terms"),
            { FocalGamma: > 0 } => (
                "(1 - p)^gamma * -log p, p = softmax(z)_label; gradient ((1 - p)^gamma + gamma p (1 - p)^(gamma - 1) * -log p) (p - y)",
                "relative error that of the cross-entropy and gamma times that of 1 - p (docs/numerics.md), at any confidence"),
            _ => (
                "-log softmax(z)_label = (max z - z_label) + log(exp(z_label - max z) + others); gradient p - y",
                isWeighted
                    ? "relative error of a loss or a gradient at most (10 + max(d, D)) u, of a probability (8 + max(d, D)) u, at any confidence"
                    : "relative error of a loss, a probability or a gradient at most (8 + max(d, D)) u, at any confidence"),
        };
        formula = isWeighted && options.LabelSmoothing == 0 ? $"{formula}; times the label's weight" : formula;
        formula = options.ZLoss > 0 ? $"{formula}; and Z logSumExp^2, gradient 2 Z logSumExp p" : formula;
        return row.ToProgram(
            options.IgnoreLabel is null ? formula : $"{formula}; 0 where the label is ignored",
            options.ZLoss > 0 ? $"{bound}; of the penalty twice that of log-sum-exp" : bound);
    }
}
