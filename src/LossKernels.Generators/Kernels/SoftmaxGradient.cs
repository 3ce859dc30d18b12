using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// The gradient of the logits from that of the probabilities: since dp_j/dz_k = p_k (1[j = k] - p_j), it is p_k (upstream_k - mean), where mean is
/// sum_j p_j upstream_j (Bridle: Training stochastic model recognition algorithms as networks can lead to maximum mutual information
/// estimation of parameters, 1990).
/// </summary>
internal static class SoftmaxGradient
{
    public static RowProgram Program()
    {
        var row = new Row();
        var p = row.Load(Role.Probabilities);
        var upstream = row.Load(Role.Upstream);
        var mean = row.Sum(p * upstream).Named("mean");
        row.Store(Role.Gradient, p * (upstream - mean));
        return row.ToProgram(
            formula: "gradient_k = p_k (upstream_k - mean), mean = sum_j p_j upstream_j",
            bound: "error at most p_k (5 sum_j |p_j upstream_j| + |upstream_k - mean|) u");
    }
}
