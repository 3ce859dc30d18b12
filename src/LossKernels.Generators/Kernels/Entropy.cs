using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// -sum_k p_k log p_k of p = softmax(z) (Shannon: A mathematical theory of communication, 1948). Since -log p_k is (max z - z_k) + log(1 + others), it is
/// log(1 + others) + sum_k p_k (max z - z_k): both terms are never negative, so that nothing cancels, and near certainty both are as small
/// as the entropy. A masked class contributes 0 (0 log 0 = 0).
/// </summary>
internal static class Entropy
{
    public static RowProgram Program(KernelDeclaration declaration)
    {
        var row = new Row();
        var z = row.Load(Role.Logits);
        var max = row.Max(z).Named("max");
        var e = Exp(z - max).Named("e");
        var zero = row.Constant(0);
        var others = row.SumExceptMaximum(e, AreEqual(e, row.Constant(1))).Named("others");
        var distance = row.Sum(Select(AreEqual(e, zero), zero, e * (max - z))).Named("distance");
        var entropy = (Log1p(others) + (distance / (others + 1))).Named("entropy");
        LossReduction.Store(row, declaration, Role.Entropies, entropy);
        return row.ToProgram(
            formula: "-sum_k p_k log p_k = log(1 + others) + sum_k p_k (max z - z_k), p = softmax(z)",
            bound: "relative error of each p_k log p_k at most (12 + max(d, D)) u");
    }
}
