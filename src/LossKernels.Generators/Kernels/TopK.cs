using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// The classes of the largest logits, best first and the lower class first on a tie, and their probabilities as <see cref="Softmax"/> gives them.
/// NaN ranks above every number, as PyTorch's topk has it.
/// </summary>
internal static class TopK
{
    public static RowProgram Program(KernelDeclaration declaration)
    {
        var row = new Row();
        var z = row.Load(Role.Logits);
        var e = Softmax.Exponentials(row, declaration);
        var sum = row.Sum(e).Named("sum");
        var best = row.Largest(z, declaration.RankCount).Named("best");
        row.Store(Role.Labels, best);
        row.Store(Role.Probabilities, row.Pick(e, best) / sum);
        return row.ToProgram(
            formula: $"the classes k of the {declaration.RankCount} largest logits, best first, and exp((z_k - max z) / t) / sum_j exp((z_j - max z) / t)",
            bound: "the classes are exact; relative error of a probability at most (6 + max(d, D)) u");
    }
}
