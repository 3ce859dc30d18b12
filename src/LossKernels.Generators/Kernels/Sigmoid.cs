using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// sigmoid(z) = 1 / (1 + exp(-z)) = exp(z) / (1 + exp(z)) (Goodfellow, Bengio, Courville: Deep Learning, 2016, section 3.10): of the two the one
/// whose exponential is e = exp(-|z|), which never overflows and is never subtracted from anything.
/// </summary>
internal static class Sigmoid
{
    public static RowProgram Program()
    {
        var row = new Row();
        row.Store(Role.Probabilities, Above(row) * Inverse(row));
        return row.ToProgram(
            formula: "sigmoid(z) = 1 / (1 + e) where z >= 0, e / (1 + e) where z < 0, e = exp(-|z|)",
            bound: "relative error at most 3 u");
    }

    /// <summary>e = exp(-|z|): the smaller of sigmoid(z) and sigmoid(-z) over the larger.</summary>
    public static Value Tail(Row row) => Exp(-Abs(row.Load(Role.Logits))).Named("e");

    /// <summary>1 / (1 + e), the larger of sigmoid(z) and sigmoid(-z): from 1/2 to 1.</summary>
    public static Value Inverse(Row row) => (1 / (Tail(row) + 1)).Named("inverse");

    /// <summary>sigmoid(z) over <see cref="Inverse"/>.</summary>
    public static Value Above(Row row) => Select(IsNegative(row), Tail(row), row.Constant(1));

    public static Value IsNegative(Row row) => IsLess(row.Load(Role.Logits), row.Constant(0));
}
