using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// The gradient of the logits from that of the log-probabilities: since dlogp_j/dz_k = 1[j = k] - p_k, it is upstream_k - p_k total, where total is
/// sum_j upstream_j. Where p_k is near 1 it is (upstream_k - total) - total (p_k - 1) instead, with p_k - 1 from the logarithm itself: at
/// the label of a confident likelihood upstream_k is the total, and the gradient does not vanish by rounding.
/// </summary>
internal static class LogSoftmaxGradient
{
    public static RowProgram Program()
    {
        var row = new Row();
        var logP = row.Load(Role.LogProbabilities);
        var upstream = row.Load(Role.Upstream);
        var total = row.Sum(upstream).Named("total");

        // At log p = -1/2 neither form magnifies an error by more than 1 / p = 1.65.
        var isConfident = IsLess(row.Constant(-0.5), logP);
        var confident = upstream - total - (total * Expm1NearZero(logP));
        row.Store(Role.Gradient, Select(isConfident, confident, upstream - (Exp(logP) * total)));
        return row.ToProgram(
            formula: "gradient_k = upstream_k - exp(logP_k) total, total = sum_j upstream_j",
            bound: "error at most (5 p_k sum_j |upstream_j| + |gradient_k|) u and 2 p_k |total| u, or 4 (1 - p_k) |total| u and |upstream_k - total| u where p_k > 0.61");
    }
}
