using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>A layout at a width, as a kernel goes through some of its rows.</summary>
internal sealed record LayoutStep(Layout Layout, VectorType Vector)
{
    /// <summary>The method's name: <c>RowsAcrossLanes256</c>.</summary>
    public string MethodName => $"{Layout}{(Vector.IsScalar ? "Scalar" : $"{Vector.Bits}")}";

    /// <summary>Whether rows that do not fill a vector are left over.</summary>
    public bool LeavesRows => Layout == Layout.RowsAcrossLanes && !Vector.IsScalar;

    public bool CanLower(int classes) => Layout switch
    {
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
    /// <summary>The plan for a class count, with vectors of at most <paramref name="maximumBits"/>.</summary>
    public static LayoutPlan Of(int classes, ElementType element, int maximumBits)
        => new(new[] { 512, 256, 128, 0 }
            .Where(bits => bits <= maximumBits)
            .Select(bits => new WidthPlan(bits, Steps(classes, new VectorType(element, bits)).ToEquatableArray()))
            .ToEquatableArray());

    /// <summary>A plan of one layout at one width on every CPU, rows that do not fill a vector being taken one by one.</summary>
    public static LayoutPlan Only(Layout layout, VectorType vector)
        => new(new[] { new WidthPlan(0, WithRest(new(layout, vector), new(Layout.RowsAcrossLanes, VectorType.Scalar(vector.Element))).ToEquatableArray()) }.ToEquatableArray());

    private static IEnumerable<LayoutStep> Steps(int classes, VectorType widest)
    {
        var vector = LayoutTable.VectorFor(classes, widest);
        var step = new LayoutStep(LayoutTable.LayoutFor(classes, vector), vector);
        var narrow = new VectorType(widest.Element, 128);
        var rest = new LayoutStep(Layout.RowInRegisters, narrow);
        return WithRest(step, rest.CanLower(classes) ? rest : new(Layout.RowsAcrossLanes, VectorType.Scalar(widest.Element)));
    }

    private static IEnumerable<LayoutStep> WithRest(LayoutStep step, LayoutStep rest) => step.LeavesRows ? [step, rest] : [step];
}
