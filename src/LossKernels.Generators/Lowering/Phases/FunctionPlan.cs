using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering.Phases;

/// <summary>
/// Which values the loops of <see cref="RowsAcrossLanesInPhases"/> compute, and which wait in memory between them. A function is long: the values
/// that it is applied to wait until there is one for each row of a block, and it goes through them in a loop of its own. What lies between two functions is a phase.
/// </summary>
internal sealed class FunctionPlan
{
    private readonly Dictionary<Value, int> _phaseOf = [];
    private readonly HashSet<Value> _saved = [];

    /// <param name="program">What is computed.</param>
    /// <param name="isSelected">Whether a function of one class is selected from the same function of all of them.</param>
    public FunctionPlan(RowProgram program, Func<Value, bool> isSelected)
    {
        Program = program;
        IsFunction = value => value.IsFunction && value.Shape is ValueShape.Class or ValueShape.Row && !isSelected(value);
        var operands = program.Values.ToDictionary(value => value, value => isSelected(value) ? [program.FindPicked(value)!, RowProgram.LabelOf(value)!] : value.Operands);
        foreach (var value in program.Values)
        {
            var phase = operands[value].Select(operand => _phaseOf[operand]).DefaultIfEmpty(0).Max();
            _phaseOf.Add(value, IsFunction(value) ? phase + 1 : phase);
        }

        FindSaved(operands);
    }

    /// <summary>What is computed.</summary>
    public RowProgram Program { get; }

    /// <summary>Whether a value is made in a loop of its own.</summary>
    public Func<Value, bool> IsFunction { get; }

    /// <summary>The number of phases.</summary>
    public int Count => 1 + _phaseOf.Values.Max();

    /// <summary>Whether there is a function to wait for; and no ranks, which are found in one piece.</summary>
    public static bool IsFor(RowProgram program)
        => program.Values.Any(value => value.IsFunction)
            && program.Values.All(value => value.Shape != ValueShape.Rank);

    /// <summary>The values that wait in memory, operands first.</summary>
    public IEnumerable<Value> Waiting => Program.Values.Where(value => IsFunction(value) || _saved.Contains(value));

    /// <summary>The phase that computes a value; of a function, the first that has it.</summary>
    public int PhaseOf(Value value) => _phaseOf[value];

    /// <summary>Whether a value comes from memory in a phase.</summary>
    public bool IsSavedBefore(Value value, int phase) => PhaseOf(value) < phase ? IsFunction(value) || _saved.Contains(value) : IsFunction(value);

    /// <summary>The values that a phase computes and saves.</summary>
    public IEnumerable<Value> SavedIn(int phase) => _saved.Where(value => PhaseOf(value) == phase).OrderBy(value => value.Index);

    /// <summary>The functions that follow a phase, which saves their arguments.</summary>
    public IEnumerable<Value> FunctionsAfter(int phase) => Program.Values.Where(value => IsFunction(value) && PhaseOf(value) == phase + 1);

    /// <summary>A value per class is read once and first, before an output can overwrite its memory; truth values and labels are read wherever they are needed.</summary>
    private static bool IsReadAnywhere(Value value) => value.Kind == ValueKind.Truth || value is { Operation: Operation.Load, Shape: ValueShape.Row }
        || (value.Operation == Operation.Load && RoleShapes.IsSharedByRows(value.Role));

    private void FindSaved(Dictionary<Value, Value[]> operands)
    {
        var needs = Program.Values.ToDictionary(value => value, _ => new HashSet<int>());
        foreach (var result in Program.Stores.Select(store => store.Value).Concat(Program.Values.Where(value => value.Operation == Operation.Total).Select(total => total.Operands[0])))
        {
            _ = needs[result].Add(PhaseOf(result));
        }

        foreach (var value in Program.Values.Where(value => value.Shape != ValueShape.Batch).Reverse())
        {
            IEnumerable<int> computedIn = IsReadAnywhere(value) ? needs[value] : needs[value].Count == 0 ? [] : [IsFunction(value) ? PhaseOf(value) - 1 : PhaseOf(value)];
            foreach (var operand in operands[value])
            {
                needs[operand].UnionWith(computedIn);
            }

            if (!IsReadAnywhere(value) && !IsFunction(value) && needs[value].Any(phase => phase > PhaseOf(value)))
            {
                _ = _saved.Add(value);
            }
        }
    }
}
