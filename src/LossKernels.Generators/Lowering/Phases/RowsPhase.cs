using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering.Phases;

/// <summary>The loop of a pass over the rows of a block, as many side by side as a vector has lanes: reductions are finished, and what follows from them is computed.</summary>
internal sealed class RowsPhase(KernelArguments arguments, VectorType vector, SharedMethods shared, PhasePlan plan, int pass, CodeWriter writer)
    : RowsAcrossLanes(arguments, vector, shared, writer)
{
    private const string Place = "(nuint)(row - first)";

    /// <summary>Writes the loop over the rows from <c>first</c> to <c>end</c>.</summary>
    public void Write()
    {
        var saved = plan.SavedByRowsOf(pass).ToList();
        var results = plan.Results.Where(IsDue).ToList();
        if (saved.Count == 0 && results.Count == 0)
        {
            return;
        }

        Writer.Separate();
        Writer.OpenBlock($"for (row = first; row < end; row += {Vector.Lanes})");
        foreach (var value in plan.ReducedClassValuesOf(pass))
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

        WriteRowOutputs(IsDue);
        Writer.CloseBlock();
    }

    /// <inheritdoc/>
    protected override Expression? Reload(Value value, int tile) => plan.Homes.Has(value) ? new(NameOf(value, tile)) : null;

    /// <inheritdoc/>
    protected override Expression ToLanes(Value value) => value.Shape == ValueShape.Batch ? new($"{Arguments.NameOfBatchValue(value)}Lanes") : base.ToLanes(value);

    /// <inheritdoc/>
    protected override Expression? Saved(Value value) => plan.IsSavedForRows(value, pass) ? new(Vector.Load(PhasePlan.SavedNameOf(value), Place)) : null;

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

    private bool IsDue(Value value) => plan.PassBefore(value) == pass;
}
