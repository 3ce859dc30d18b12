using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>What a row loop can do for one row while it computes the exponentials of another.</summary>
/// <param name="Max">The maximum that the first pass finds, and nothing else: that of the next row can be found ahead.</param>
/// <param name="Scaled">The output that the last pass only multiplies by a value per row: that of the previous row can be scaled late. Or null.</param>
internal sealed record RowOverlap(Value Max, Store? Scaled)
{
    /// <summary>What can be done for other rows; null where the first passes are not a maximum of an input and exponentials of the differences to it.</summary>
    public static RowOverlap? Find(KernelArguments arguments, VectorType vector)
    {
        var passes = arguments.Program.Passes;
        if (vector.IsScalar || arguments.Classes <= LayoutTable.MostInPhases(vector.Element) || passes.Count == 1 || passes.ClassStoresOf(0).Any() || Only(passes.ReductionsOf(0)) is not { Operation: Operation.Max } max)
        {
            return null;
        }

        var homes = arguments.HomesOf(isEach: false);
        var buffers = new SegmentBuffers(arguments, vector, passes, homes);
        return Only(buffers.FunctionsOf(1)) is { } function && FunctionLoop.FindGap(function) is { } gap && gap == (max.Operands[0], max) && IsComputedIn(gap.Load.Role)
            ? new(max, passes.Count == 3 ? FindScaled() : null)
            : null;

        bool IsComputedIn(Role role) => arguments.StoredTypeOf(role) == StoredTypes.Of(vector.Element);

        Store? FindScaled() => !passes.ClassStoresOf(1).Any() && !passes.ReductionsOf(2).Any() && Only(passes.ClassStoresOf(2)) is { } store
            && IsComputedIn(store.Role) && RowByRow.StoredEverywhere(store) is { Operation: Operation.Multiply } product
            && product.Operands[0] == function && homes.Has(function) && homes.IsHome(store.Role) && product.Operands[1].Shape == ValueShape.Row
            ? store
            : null;
    }

    private static T? Only<T>(IEnumerable<T> items)
        where T : class
        => items.Take(2).Count() == 1 ? items.First() : null;
}
