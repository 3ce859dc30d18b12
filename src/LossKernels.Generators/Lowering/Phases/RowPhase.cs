using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering.Phases;

/// <summary>
/// The loop of a pass over the classes of each row of a block: what <see cref="RowLoop"/> does in that pass, but that a reduction is left lane by lane, and values per
/// row come from memory.
/// </summary>
internal sealed class RowPhase(KernelArguments arguments, VectorType vector, SharedMethods shared, PhasePlan plan, int pass, CodeWriter writer)
    : RowLoop(arguments, vector, shared, plan.Homes, writer)
{
    /// <summary>Declares what the loops of all passes need besides, once.</summary>
    public static void WriteBuffers(KernelArguments arguments, VectorType vector, SharedMethods shared, PhasePlan plan, CodeWriter writer)
        => new RowPhase(arguments, vector, shared, plan, 0, writer).WriteSegmentBuffers();

    /// <summary>Writes the loop over the rows from <c>first</c> to <c>end</c>.</summary>
    public void Write()
    {
        var needed = plan.ClassValuesOf(pass);
        var stores = plan.Passes.ClassStoresOf(pass).ToList();
        var picks = pass == 0 ? plan.SavedPicks.ToList() : [];
        if (needed.Count == 0 && stores.Count == 0 && picks.Count == 0)
        {
            return;
        }

        Writer.Separate();
        Writer.OpenBlock("for (row = first; row < end; row++)");
        var inputs = needed.Where(value => value.Operation == Operation.Load).Select(value => value.Role).Concat(picks.Select(pick => pick.Operands[0].Role));
        WriteRowReferences(inputs.Concat(stores.Select(store => store.Role)).Concat(plan.Homes.OutputsOf(needed)).Distinct());
        foreach (var value in plan.Homes.OnStack.Where(needed.Contains))
        {
            Writer.Write($"ref var {HomeOf(value)} = ref Unsafe.Add(ref {PhasePlan.BlockOf(value)}, (row - first) * {Classes});");
        }

        foreach (var pick in picks)
        {
            Writer.Write(RowVector.Store(RowValue(pick), PhasePlan.SavedNameOf(pick), "row - first"));
        }

        // What is read from inputs is declared outside of the loops within.
        foreach (var operand in needed.SelectMany(value => value.Operands).Where(operand => operand is { Shape: ValueShape.Row, IsRead: true }).Distinct())
        {
            _ = RowValue(operand);
        }

        WritePass(pass);
        Writer.CloseBlock();
    }

    /// <inheritdoc/>
    protected override Expression ToLanes(Value value) => value.Shape == ValueShape.Batch ? new($"{Arguments.NameOfBatchValue(value)}Lanes") : base.ToLanes(value);

    /// <inheritdoc/>
    protected override Expression? Saved(Value value) => !plan.IsSavedForClasses(value, pass) ? null
        : value.Kind == ValueKind.Index
            ? new($"(int)Unsafe.Add(ref {PhasePlan.SavedNameOf(value)}, row - first)", false)
            : new(RowVector.Load(PhasePlan.SavedNameOf(value), "row - first"));

    /// <inheritdoc/>
    protected override void WriteHeading(int pass)
    {
    }

    /// <inheritdoc/>
    protected override IEnumerable<LoopSegment> Segments(bool isSummed, bool hasFunctions)
        => Classes <= SummationTree.BlockOf(Vector.Element) ? [LoopSegment.Whole(Classes, Vector)] : base.Segments(isSummed, hasFunctions);

    /// <inheritdoc/>
    protected override void WriteResult(Value reduction)
    {
        if (reduction.Operation == Operation.ArgMax)
        {
            Writer.Write($"Unsafe.Add(ref {PhasePlan.SavedNameOf(reduction)}, row - first) = {RowValue(reduction)};");
            return;
        }

        Writer.Write(Vector.Store(ReductionOf(reduction).Lanes, $"{NameOf(reduction)}Partials", $"(nuint)((row - first) * {Vector.Lanes})"));
    }
}
