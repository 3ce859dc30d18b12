using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// Which class count goes to which layout. Rows across lanes need no reduction across lanes but a register a class; a row that
/// fits the registers is read and written once; anything longer loops.
/// </summary>
internal static class LayoutTable
{
    /// <summary>Up to this many classes, rows go across lanes: more and their vectors no longer fit the registers.</summary>
    private const int MostAcrossLanes = 16;

    public static Layout LayoutFor(int classes, VectorType vector)
    {
        if (classes <= MostAcrossLanes)
        {
            return Layout.RowsAcrossLanes;
        }

        // A scalar row of more than a few classes is a loop: there are no registers for it.
        return !vector.IsScalar && RowInRegisters.CanLower(classes, vector) ? Layout.RowInRegisters : Layout.RowLoop;
    }

    /// <summary>The widest vector that a row can fill, where it has to.</summary>
    public static VectorType VectorFor(int classes, VectorType widest)
    {
        var vector = widest;
        while (classes > MostAcrossLanes && !RowByRow.CanFill(classes, vector))
        {
            vector = vector.Half;
        }

        return vector;
    }
}
