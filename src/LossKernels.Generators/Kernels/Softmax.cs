using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// softmax(z)_k = exp((z_k - max z) / t) / sum_j exp((z_j - max z) / t). The maximum is subtracted so that no exponential
/// overflows (Goodfellow, Bengio, Courville: Deep Learning, 2016, section 4.1).
/// </summary>
internal static class Softmax
{
    public static RowProgram Program(KernelDeclaration declaration)
    {
        var row = new Row();
        var e = Exponentials(row, declaration);
        row.Store(Role.Probabilities, e / row.Sum(e).Named("sum"));
        return row.ToProgram(
            formula: "softmax(z)_k = exp((z_k - max z) / t) / sum_j exp((z_j - max z) / t), with t = 1 unless a temperature is given",
            bound: "relative error of a probability at most (6 + max(d, D)) u; a row sums to 1 within 4 u");
    }

    /// <summary>e_k = exp((z_k - max z) / t): 1 at the maximum, never more, and 0 at a masked class.</summary>
    public static Value Exponentials(Row row, KernelDeclaration declaration)
        => Exponentials(row, Gap(row, declaration), declaration.Classes);

    /// <summary>
    /// The exponentials of gaps to the maximum. Of two classes one has no gap and the exponential 1, and both gaps add up to that of the other: one
    /// exponential a row.
    /// </summary>
    public static Value Exponentials(Row row, Value gap, int classes) => classes == 2
        ? Select(AreEqual(gap, row.Constant(0)), row.Constant(1), OfSmaller(row, gap)).Named("e")
        : Exp(gap).Named("e");

    /// <summary>The exponential of the smaller of two classes.</summary>
    public static Value OfSmaller(Row row, Value gap) => Exp(row.Sum(gap).Named("gap")).Named("eOfSmaller");

    /// <summary>(z_k - max z) / t, never positive.</summary>
    public static Value Gap(Row row, KernelDeclaration declaration)
    {
        var z = row.Load(Role.Logits);
        var gap = z - row.Max(z).Named("max");
        return declaration.Has(Role.Temperature) ? gap / row.Load(Role.Temperature) : gap;
    }
}
