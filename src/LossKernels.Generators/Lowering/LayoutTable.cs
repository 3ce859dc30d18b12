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

    /// <summary>Up to this many classes, a batch's rows go across lanes in phases.</summary>
    private const int MostAcrossLanesInPhases = 8;

    /// <summary>Likewise where nothing per class is stored, which would have to be transposed once more.</summary>
    private const int MostAcrossLanesInPhasesUnstored = 12;

    /// <summary>Beyond this many classes, transposed classes no longer fit the registers.</summary>
    private const int MostTransposed = 28;

    /// <summary>Where one lane in so many would be idle, transposing the classes costs less.</summary>
    private const int OneIdleLaneIn = 8;

    /// <summary>Up to this many classes, four blocks of the summation tree, batches go in phases: of more, a vector of rows no longer stays near the first-level cache.</summary>
    public static int MostInPhases(ElementType element) => 4 * SummationTree.BlockOf(element);

    /// <summary>The phases that a batch goes in.</summary>
    /// <param name="classes">K.</param>
    /// <param name="storesClasses">Whether there is an output per class.</param>
    public static Layout PhasesFor(int classes, bool storesClasses)
        => classes <= (storesClasses ? MostAcrossLanesInPhases : MostAcrossLanesInPhasesUnstored) ? Layout.RowsAcrossLanesInPhases : Layout.RowsInPhases;

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

    /// <summary>
    /// The vector for few rows of few classes, one by one: the one that takes the fewest turns over a row, but none of 512 bits: on some CPUs
    /// those slow down the clock for the code around a small call (not measured here).
    /// </summary>
    public static VectorType VectorForFewRows(int classes, VectorType widest)
    {
        var wide = new VectorType(widest.Element, Math.Min(256, widest.Bits));
        return widest.IsScalar || !RowByRow.CanFill(classes, wide) ? new VectorType(widest.Element, 128) : wide;
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
