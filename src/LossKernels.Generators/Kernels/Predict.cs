using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// The class of the largest logit, ties going to the lower class, and its probability: the exponential of the maximum is 1, so
/// the probability is 1 over the sum. NaN ranks above every number, as PyTorch's argmax has it.
/// </summary>
internal static class Predict
{
    public static RowProgram Program(KernelDeclaration declaration)
    {
        var row = new Row();
        var isBatch = declaration.Has(Role.Labels);
        row.Store(isBatch ? Role.Labels : Role.Return, row.ArgMax(row.Load(Role.Logits)).Named("predicted"));

        var probability = isBatch ? Role.Probabilities : Role.Probability;
        if (declaration.Has(probability))
        {
            var sum = row.Sum(Softmax.Exponentials(row, declaration)).Named("sum");
            row.Store(probability, row.Constant(1) / sum);
        }

        return row.ToProgram(
            formula: "the first class of the largest logit, and its probability 1 / sum_k exp((z_k - max z) / t)",
            bound: "the class is exact; relative error of the probability at most (6 + D) u");
    }
}
