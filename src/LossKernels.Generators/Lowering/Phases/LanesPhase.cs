using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering.Phases;

/// <summary>The loop of a phase over the rows of a block, as many side by side as a vector has lanes: all that lies between two functions.</summary>
internal sealed class LanesPhase(KernelArguments arguments, VectorType vector, SharedMethods shared, FunctionPlan plan, int phase, CodeWriter writer)
    : RowsAcrossLanes(arguments, vector, shared, writer)
{
    private const string Place = "(nuint)(row - first)";

    private readonly HashSet<Value> _referenced = [];

    /// <summary>Writes the loop over the rows from <c>first</c> to <c>end</c>, and the loops of the functions that follow.</summary>
    public void Write()
    {
        var functions = plan.FunctionsAfter(phase).ToList();
        Writer.Separate();
        Writer.OpenBlock($"for (row = first; row < end; row += {Vector.Lanes})");
        foreach (var load in Arguments.Inputs.Where(input => input.Shape == ValueShape.Class && !RoleShapes.IsSharedByRows(input.Role)
            && (input.Kind == ValueKind.Truth ? IsNeeded(input) : phase == 0)))
        {
            LoadClasses(load);
        }

        foreach (var value in plan.SavedIn(phase))
        {
            Save(value, value);
        }

        foreach (var function in functions)
        {
            Save(function.Operands[0], function);
        }

        foreach (var store in Arguments.Outputs.Where(store => store.Value.Shape == ValueShape.Class && plan.PhaseOf(store.Value) == phase))
        {
            StoreClasses(store);
        }

        WriteRowOutputs(value => plan.PhaseOf(value) == phase);
        Writer.CloseBlock();
        foreach (var function in functions)
        {
            Apply(function);
        }
    }

    /// <inheritdoc/>
    protected override Expression? Reload(Value value, int tile)
        => value.Shape == ValueShape.Class && plan.IsSavedBefore(value, phase) ? Declare(NameOf(value, tile), new(Vector.Load(Rows(value), Offset(tile)))) : null;

    /// <inheritdoc/>
    protected override Expression? Saved(Value value)
        => plan.IsSavedBefore(value, phase) ? new(Vector.Load(PhasePlan.SavedNameOf(value), Place)) : base.Saved(value);

    /// <inheritdoc/>
    protected override Expression ToLanes(Value value) => value.Shape == ValueShape.Batch ? new($"{Arguments.NameOfBatchValue(value)}Lanes") : base.ToLanes(value);

    private string Offset(int tile) => $"{tile * Vector.Lanes}";

    /// <summary>Whether a truth value per class is used in this phase.</summary>
    private bool IsNeeded(Value load) => plan.Program.Values.Any(value => value.Operands.Contains(load) && plan.PhaseOf(value) == phase);

    /// <summary>Puts a value, or what a function is to be applied to, where it waits.</summary>
    private void Save(Value value, Value waiting)
    {
        if (waiting.Shape == ValueShape.Class)
        {
            for (var tile = 0; tile < Classes; tile++)
            {
                var expression = Operand(value, tile);
                Writer.Write(Vector.Store(expression, Rows(waiting), Offset(tile)));
            }
        }
        else
        {
            var expression = RowValue(value);
            Writer.Write(waiting.Kind == ValueKind.Index
                ? $"{expression.AsPrimary}.StoreUnsafe(ref {PhasePlan.SavedNameOf(waiting)}, {Place});"
                : Vector.Store(expression, PhasePlan.SavedNameOf(waiting), Place));
        }
    }

    /// <summary>Where a value of the rows at hand waits: one vector a class.</summary>
    private string Rows(Value value)
    {
        var rows = $"{NameOf(value)}Waiting";
        if (_referenced.Add(value))
        {
            Writer.Write($"ref var {rows} = ref Unsafe.Add(ref {PhasePlan.BlockOf(value)}, (row - first) * {Classes});");
        }

        return rows;
    }

    private void Apply(Value function)
    {
        var (block, count) = function.Shape == ValueShape.Class
            ? (PhasePlan.BlockOf(function), $"(end - first) * {Classes}")
            : (PhasePlan.SavedNameOf(function), "end - first");
        Writer.Separate();
        Writer.Write(FunctionLoop.Write(function, block, $"(nuint)({count})", Vector, Shared));
    }
}
