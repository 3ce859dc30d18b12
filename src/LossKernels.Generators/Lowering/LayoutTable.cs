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

    /// <summary>Up to this many classes, a block of rows goes in phases.</summary>
    private const int MostInPhases = 128;

    /// <summary>From this many classes on phases are faster than rows across lanes: where there is no label, and where there is one.</summary>
    private const int FewestInPhases = 3;

    private const int FewestInPhasesWithLabels = 5;

    /// <summary>Whether a block of rows goes in phases.</summary>
    public static bool GoesInPhases(int classes, bool hasLabels) => classes <= MostInPhases && classes >= (hasLabels ? FewestInPhasesWithLabels : FewestInPhases);

    /// <summary>Where so many of a row's lanes would be idle, one in so many, that transposing the classes costs less.</summary>
    private const int OneIdleLaneIn = 8;

    /// <summary>Beyond this many classes, transposed classes no longer fit the registers.</summary>
    private const int MostTransposed = 28;

    /// <summary>
    /// Whether a block of rows that goes in phases is computed flat, rows end to end, and reduced across its rows, of classes transposed; or row by row, each row's
    /// vectors folded first, which leaves lanes of a row's last vector idle.
    /// </summary>
    public static bool IsReducedAcrossRows(int classes, VectorType vector)
    {
        var idle = (vector.Lanes - (classes % vector.Lanes)) % vector.Lanes;
        return !vector.IsScalar && (classes < vector.Lanes || (classes <= MostTransposed && idle * OneIdleLaneIn >= classes));
    }

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
