using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// softplus(z) = log(1 + exp(z)) = max(z, 0) + log(1 + exp(-|z|)) (Dugas, Bengio, Belisle, Nadeau, Garcia: Incorporating second-order functional
/// knowledge for better option pricing, 2001). Neither part is ever negative, so that nothing cancels.
/// </summary>
internal static class Softplus
{
    public static RowProgram Program()
    {
        var row = new Row();
        var zero = row.Constant(0);
        row.Store(Role.Values, Select(Sigmoid.IsNegative(row), zero, row.Load(Role.Logits)) + Log1p(Sigmoid.Tail(row)));
        return row.ToProgram(
            formula: "softplus(z) = log(1 + exp(z)) = max(z, 0) + log(1 + exp(-|z|))",
            bound: "relative error at most 3.5 u");
    }
}
