using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Kernels;

/// <summary>What the binary losses of labels and of targets share: weights, and from the elements' losses to what is returned.</summary>
internal static class BinaryLoss
{
    /// <summary>The weight of what is positive, or null where it is 1.</summary>
    public static Value? PositiveWeight(Row row, KernelDeclaration declaration)
        => declaration.Has(Role.PositiveWeight) ? row.Load(Role.PositiveWeight)
            : declaration.Has(Role.PositiveWeights) ? row.Load(Role.PositiveWeights)
            : null;

    /// <summary>The derivative of the returned value with respect to one element's loss.</summary>
    public static Value Scale(Row row, KernelDeclaration declaration)
        => declaration.Reduction == Reduction.Mean ? (1 / Count(row, declaration)).Named("scale") : row.Constant(1);

    /// <summary>Stores the elements' losses, their reduction and their probabilities, where the declaration asks for them.</summary>
    public static void Store(Row row, KernelDeclaration declaration, Value loss)
    {
        if (declaration.Has(Role.Losses))
        {
            row.Store(Role.Losses, loss);
        }

        if (declaration.Has(Role.Probabilities))
        {
            row.Store(Role.Probabilities, Sigmoid.Above(row) * Sigmoid.Inverse(row));
        }

        if (declaration.Reduction != Reduction.None)
        {
            var total = row.Total(row.Sum(loss).Named("rowLoss"));
            row.Store(Role.Return, declaration.Reduction == Reduction.Mean ? total / Count(row, declaration) : total);
        }
    }

    private static Value Count(Row row, KernelDeclaration declaration)
        => declaration.Classes == 1 ? row.Count : row.Count * row.Constant(declaration.Classes);
}
