using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// log softmax(z)_k = (z_k - max z) / t - log(1 + sum of the other exponentials). The exponential of the maximum is the 1 of
/// log1p, so the logarithm of a probability near 1 keeps all its digits.
/// </summary>
internal static class LogSoftmax
{
    public static RowProgram Program(KernelDeclaration declaration)
    {
        var row = new Row();
        var gap = Softmax.Gap(row, declaration);
        var e = Softmax.Exponentials(row, declaration);
        var others = row.SumExceptMaximum(e, AreEqual(e, row.Constant(1))).Named("others");
        row.Store(Role.LogProbabilities, gap - Log1p(others).Named("logSum"));
        return row.ToProgram(
            formula: "log softmax(z)_k = (z_k - max z) / t - log(1 + sum of the other exponentials), with t = 1 unless a temperature is given",
            bound: "relative error at most (8 + max(d, D)) u, at any confidence");
    }
}
