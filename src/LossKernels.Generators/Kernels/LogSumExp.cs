using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// log sum_k exp(z_k) = max z + log(1 + sum of the other exponentials). The maxima are told by their logits, not by an
/// exponential of 1: of infinite logits the difference is NaN, and leaving them out gives the limits +inf and -inf.
/// </summary>
internal static class LogSumExp
{
    public static RowProgram Program(KernelDeclaration declaration)
    {
        var row = new Row();
        var z = row.Load(Role.Logits);
        var max = row.Max(z).Named("max");
        var e = Exp(z - max).Named("e");
        var others = row.SumExceptMaximum(e, AreEqual(z, max)).Named("others");
        row.Store(declaration.Has(Role.LogSumExp) ? Role.LogSumExp : Role.Return, max + Log1p(others));
        return row.ToProgram(
            formula: "log sum_k exp(z_k) = max z + log(1 + sum of the other exponentials)",
            bound: "error at most (8 + D) u (|max z| + its logarithm)");
    }
}
