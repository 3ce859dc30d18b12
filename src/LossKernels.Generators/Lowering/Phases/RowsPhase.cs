using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering.Phases;

/// <summary>
/// A loop of a pass over the rows of a block, as many side by side as a vector has lanes: reductions are finished and what follows from them is computed, or functions of that.
/// </summary>
internal sealed class RowsPhase(KernelArguments arguments, VectorType vector, SharedMethods shared, PhasePlan plan, int pass, int loop, CodeWriter writer)
    : RowsAcrossLanes(arguments, vector, shared, writer)
{
    private const string Place = "(nuint)(row - first)";

    /// <summary>Writes the loop over the rows from <c>first</c> to <c>end</c>.</summary>
    public void Write()
    {
        var saved = plan.SavedBy(loop).ToList();
        var results = plan.ResultsOf(loop).ToList();
        if (saved.Count == 0 && results.Count == 0)
        {
            return;
        }

        Writer.Separate();
        Writer.OpenBlock($"for (row = first; row < end; row += {Vector.Lanes})");
        foreach (var value in loop == PhasePlan.LoopOverRows(pass) ? plan.ReducedClassValuesOf(pass) : [])
        {
            if (plan.Homes.Has(value))
            {
                var rows = $"{plan.Homes.NameOf(value)}Rows";
                Writer.Write($"ref var {rows} = ref {plan.RowsOf(value, Classes)};");
                Transposition.Load(rows, tile => NameOf(value, tile), new ElementMemory(Vector, StoredTypes.Of(Vector.Element), Shared));
            }
            else if (value.Operation == Operation.Load && !RoleShapes.IsSharedByRows(value.Role))
            {
                LoadClasses(value);
            }
        }

        foreach (var value in saved)
        {
            var expression = RowValue(value);
            Writer.Write(value.Kind == ValueKind.Index
                ? $"{expression.AsPrimary}.StoreUnsafe(ref {PhasePlan.SavedNameOf(value)}, {Place});"
                : Vector.Store(expression, PhasePlan.SavedNameOf(value), Place));
        }

        WriteRowOutputs(results.Contains);
        Writer.CloseBlock();
    }

    /// <inheritdoc/>
    protected override Expression? Reload(Value value, int tile) => plan.Homes.Has(value) ? new(NameOf(value, tile)) : null;

    /// <inheritdoc/>
    protected override Expression ToLanes(Value value) => value.Shape == ValueShape.Batch ? new($"{Arguments.NameOfBatchValue(value)}Lanes") : base.ToLanes(value);

    /// <inheritdoc/>
    protected override Expression? Saved(Value value) => plan.IsSavedForRows(value, loop) ? new(Vector.Load(PhasePlan.SavedNameOf(value), Place)) : null;

    /// <inheritdoc/>
    protected override Expression Reduce(Value value)
    {
        if (plan.IsReducedAcrossRows || !value.IsReduction)
        {
            return base.Reduce(value);
        }

        var lanes = $"ref Unsafe.Add(ref {NameOf(value)}Partials, (row - first) * {Vector.Lanes})";
        return value.Operation == Operation.Max ? new(Reductions.MaxOfEach(lanes)) : Normalize(value, new(Reductions.SumOfEach(lanes)));
    }

    /// <inheritdoc/>
    protected override Expression ReplaceAtLabel(Value value, int tile)
        => plan.IsWithoutLabel(value.Operands[0]) ? Tile(value.Operands[0], tile) : base.ReplaceAtLabel(value, tile);
}
