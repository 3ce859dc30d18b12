using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// Z (log sum_k exp z_k)^2, added to a loss so that the logits do not drift (Chowdhery et al.: PaLM, 2022, section 5), and its gradient 2 Z logSumExp p_k. No class
/// weight multiplies it.
/// </summary>
internal static class ZLoss
{
    /// <summary>The penalty of a row, and what each probability is multiplied by in its gradient.</summary>
    public static (Value Penalty, Value Pull) Of(Row row, double factor, Value max, Value logSum)
    {
        var logSumExp = (max + logSum).Named("logSumExp");
        return (row.Constant(factor) * logSumExp * logSumExp, (row.Constant(2 * factor) * logSumExp).Named("zPull"));
    }
}
