using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// Which class count goes to which layout. A batch goes in phases, where there are exponentials and classes enough for them to pay; what is left over, and what has no
/// phases, goes across lanes, where no reduction across lanes is needed but a register a class, or row by row: a row that fits the registers is read and written
/// once, anything longer loops. <c>docs/performance.md</c> has the measurements.
/// </summary>
internal static class LayoutTable
{
    /// <summary>Up to this many classes, rows go across lanes: more and their vectors no longer fit the registers.</summary>
    private const int MostAcrossLanes = 16;

    /// <summary>From this many classes on phases are faster than rows across lanes, where there is no label.</summary>
    private const int FewestInPhases = 3;

    /// <summary>Likewise where there is a label, which costs phases a loop of its own.</summary>
    private const int FewestInPhasesWithLabels = 5;

    /// <summary>Up to this many classes, one block of the summation tree in float, batches go in phases; longer rows were not tried in them.</summary>
    private const int MostInPhases = 128;

    /// <summary>Beyond this many classes, transposed classes no longer fit the registers.</summary>
    private const int MostTransposed = 28;

    /// <summary>Where one lane in so many would be idle, transposing the classes costs less.</summary>
    private const int OneIdleLaneIn = 8;

    /// <summary>Whether a block of rows goes in phases.</summary>
    public static bool GoesInPhases(int classes, bool hasLabels) => classes <= MostInPhases && classes >= (hasLabels ? FewestInPhasesWithLabels : FewestInPhases);

    /// <summary>
    /// Whether a block of rows that goes in phases is computed flat, rows end to end, and reduced across its rows, of classes transposed; or row by row, each row's
    /// vectors folded first, which leaves lanes of a row's last vector idle.
    /// </summary>
    public static bool IsReducedAcrossRows(int classes, VectorType vector)
    {
        var idle = (vector.Lanes - (classes % vector.Lanes)) % vector.Lanes;
        return !vector.IsScalar && (classes < vector.Lanes || (classes <= MostTransposed && idle * OneIdleLaneIn >= classes));
    }

    /// <summary>The layout of rows that do not go in phases.</summary>
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
