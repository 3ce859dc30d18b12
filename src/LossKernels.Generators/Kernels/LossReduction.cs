using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Kernels;

/// <summary>From the rows' losses to what a loss returns: the mean over the rows, the sum, or each row's own.</summary>
internal static class LossReduction
{
    /// <summary>The derivative of the returned value with respect to one row's loss.</summary>
    public static Value Scale(Row row, KernelDeclaration declaration)
        => declaration.Reduction == Reduction.Mean ? OverTotal(row, declaration, row.Constant(1)).Named("scale") : row.Constant(1);

    /// <summary>Stores the rows' losses, their reduction and what the mean divides by, where the declaration asks for them.</summary>
    public static void Store(Row row, KernelDeclaration declaration, Value loss) => Store(row, declaration, Role.Losses, loss);

    /// <summary>Likewise of what is no loss: its values for the rows have a role of their own.</summary>
    public static void Store(Row row, KernelDeclaration declaration, Role perRow, Value loss)
    {
        if (declaration.Has(perRow))
        {
            row.Store(perRow, loss);
        }

        if (declaration.Has(Role.TotalWeight))
        {
            row.Store(Role.TotalWeight, RowWeight.Total(row, declaration));
        }

        switch (declaration.Reduction)
        {
            case Reduction.Mean:
                row.Store(Role.Return, OverTotal(row, declaration, row.Total(loss)));
                break;
            case Reduction.Sum:
                row.Store(Role.Return, row.Total(loss));
                break;
            case Reduction.None:
            default:
                break;
        }
    }

    /// <summary>A value over what a mean divides by; 0 where no row counts.</summary>
    private static Value OverTotal(Row row, KernelDeclaration declaration, Value value)
    {
        var total = RowWeight.Total(row, declaration);
        return RowWeight.IfNotZero(row, declaration, total, value / total);
    }
}
