using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// log sigmoid(z) = -softplus(-z) = min(z, 0) - log(1 + exp(-|z|)) (Goodfellow, Bengio, Courville: Deep Learning, 2016, section 3.10). Neither part is
/// ever positive, so that nothing cancels.
/// </summary>
internal static class LogSigmoid
{
    public static RowProgram Program()
    {
        var row = new Row();
        var z = row.Load(Role.Logits);
        var zero = row.Constant(0);
        row.Store(Role.LogProbabilities, Select(IsLess(zero, z), zero, z) - Log1p(Sigmoid.Tail(row)));
        return row.ToProgram(
            formula: "log sigmoid(z) = min(z, 0) - log(1 + exp(-|z|))",
            bound: "relative error at most 3.5 u");
    }
}
