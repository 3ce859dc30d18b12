using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.Lowering.Phases;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>A layout at a width, as a kernel goes through some of its rows.</summary>
internal sealed record LayoutStep(Layout Layout, VectorType Vector)
{
    /// <summary>The method's name: <c>RowsAcrossLanes256</c>.</summary>
    public string MethodName => $"{Layout}{(Vector.IsScalar ? "Scalar" : $"{Vector.Bits}")}";

    /// <summary>Whether it keeps what waits between its loops in memory that it is given.</summary>
    public bool HasScratch => Layout is Layout.RowsAcrossLanesInPhases or Layout.RowsInPhases;

    /// <summary>Whether rows that do not fill a vector are left over.</summary>
    public bool LeavesRows => Layout is Layout.RowsAcrossLanes or Layout.RowsAcrossLanesInPhases or Layout.RowsInPhases && !Vector.IsScalar;

    /// <summary>Whether a program has what a layout is made for.</summary>
    public bool IsFor(RowProgram program) => Layout switch
    {
        Layout.RowsInPhases => RowsInPhases.IsFor(program),
        Layout.RowsAcrossLanesInPhases => FunctionPlan.IsFor(program),
        _ => true,
    };

    public bool CanLower(int classes) => Layout switch
    {
        Layout.RowsAcrossLanesInPhases => RowsAcrossLanesInPhases.CanLower(classes, Vector),
        Layout.RowsInPhases => RowsInPhases.CanLower(classes, Vector),
        Layout.RowsAcrossLanes => RowsAcrossLanes.CanLower(classes, Vector),
        Layout.RowInRegisters => RowInRegisters.CanLower(classes, Vector),
        _ => RowLoop.CanLower(classes, Vector),
    };
}

/// <summary>What a CPU whose widest vectors have some number of bits does: each step takes the rows that the one before left.</summary>
internal sealed record WidthPlan(int Bits, EquatableArray<LayoutStep> Steps);

/// <summary>Which layouts a kernel takes on which CPU, the widest first.</summary>
internal sealed record LayoutPlan(EquatableArray<WidthPlan> Widths)
{
    /// <summary>Whether a layout keeps what waits between its loops in memory that it is given.</summary>
    public bool HasScratch => Widths.Any(width => width.Steps.Any(step => step.HasScratch));

    /// <summary>The plan for a row program, with vectors of at most <paramref name="maximumBits"/>; of one row or of a batch, which may go in phases.</summary>
    public static LayoutPlan Of(RowProgram program, int classes, ElementType element, int maximumBits, bool isOneRow)
        => new(new[] { 512, 256, 128, 0 }
            .Where(bits => bits <= maximumBits)
            .Select(bits => new WidthPlan(bits, Steps(program, classes, new VectorType(element, bits), isOneRow).ToEquatableArray()))
            .ToEquatableArray());

    /// <summary>A plan of one layout at one width on every CPU, rows that do not fill a vector being taken one by one.</summary>
    public static LayoutPlan Only(Layout layout, VectorType vector, int classes)
    {
        var scalar = VectorType.Scalar(vector.Element);
        return new(new[] { new WidthPlan(0, WithRest(new(layout, vector), new(LayoutTable.LayoutFor(classes, scalar), scalar)).ToEquatableArray()) }.ToEquatableArray());
    }

    private static IEnumerable<LayoutStep> Steps(RowProgram program, int classes, VectorType widest, bool isOneRow)
    {
        var vector = LayoutTable.VectorFor(classes, widest);
        var step = new LayoutStep(LayoutTable.LayoutFor(classes, vector), vector);
        var rest = new LayoutStep(Layout.RowInRegisters, LayoutTable.VectorForFewRows(classes, widest));
        rest = !step.LeavesRows ? step : rest.CanLower(classes) ? rest : new(Layout.RowsAcrossLanes, VectorType.Scalar(widest.Element));
        var phases = new LayoutStep(LayoutTable.PhasesFor(classes, program.StoresClasses), vector);
        return WithRest(!isOneRow && phases.CanLower(classes) && phases.IsFor(program) ? phases : step, rest);
    }

    private static IEnumerable<LayoutStep> WithRest(LayoutStep step, LayoutStep rest) => step.LeavesRows ? [step, rest] : [step];
}
