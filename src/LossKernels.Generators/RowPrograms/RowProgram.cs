using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.RowPrograms;

/// <summary>An output of a row program.</summary>
internal sealed record Store(Role Role, Value Value);

/// <summary>
/// What a kernel computes for a row: its values in an order in which operands come first, and which of them are stored where.
/// It knows no layout and no vector width.
/// </summary>
internal sealed class RowProgram
{
    private readonly HashSet<Value> _usedAgain = [];
    private readonly Dictionary<Value, Value> _picked = [];

    public RowProgram(IReadOnlyList<Value> values, IReadOnlyList<Store> stores, string formula, string bound)
    {
        (Stores, Formula, Bound) = (stores, formula, bound);
        Values = Live(values, stores);
        Passes = new PassPlan(this);
        FindUsedAgain();
        FindPicked();
    }

    /// <summary>What is computed, as a reader of generated code is told.</summary>
    public string Formula { get; }

    /// <summary>How far from exact it is.</summary>
    public string Bound { get; }

    /// <summary>The values that reach a store, operands first.</summary>
    public IReadOnlyList<Value> Values { get; }

    /// <summary>The outputs, in the order in which the kernel names them.</summary>
    public IReadOnlyList<Store> Stores { get; }

    /// <summary>How often a row has to be gone through.</summary>
    public PassPlan Passes { get; }

    /// <summary>Whether there is an output per class.</summary>
    public bool StoresClasses => Stores.Any(store => store.Value.Shape == ValueShape.Class);

    /// <summary>Whether a value is used more than once, as one per row is that meets values per class or rank.</summary>
    public bool IsUsedAgain(Value value) => _usedAgain.Contains(value);

    /// <summary>
    /// The values per class that hold an exponential at whose label a value per row is the same number, computed from what was picked there: it may as
    /// well be read where the exponential waits, or selected.
    /// </summary>
    public Value? FindPicked(Value value) => _picked.TryGetValue(value, out var picked) ? picked : null;

    /// <summary>The label by which what a value per row is computed from was picked, or null where nothing was.</summary>
    public static Value? LabelOf(Value value) => value is { Operation: Operation.Pick, Shape: ValueShape.Row }
        ? value.Operands[1]
        : value.Operation == Operation.Pick || value.IsReduction ? null : value.Operands.Select(LabelOf).FirstOrDefault(label => label is not null);

    private void FindUsedAgain()
    {
        var used = new HashSet<Value>();
        foreach (var operand in Values.SelectMany(value => value.Operands).Concat(Stores.Select(store => store.Value)))
        {
            if (!used.Add(operand))
            {
                _ = _usedAgain.Add(operand);
            }
        }

        _usedAgain.UnionWith(Values.Where(value => value.Shape is ValueShape.Class or ValueShape.Rank).SelectMany(value => value.Operands).Where(operand => operand.Shape == ValueShape.Row));
    }

    private void FindPicked()
    {
        foreach (var value in Values.Where(value => value is { Operation: Operation.Exp, Shape: ValueShape.Row }))
        {
            if (LabelOf(value) is { } label && Values.FirstOrDefault(candidate => candidate is { Operation: Operation.Exp, Shape: ValueShape.Class } && IsPick(value, candidate, label)) is { } picked)
            {
                _picked.Add(value, picked);
            }
        }
    }

    private static bool IsPick(Value value, Value of, Value label) => of.Shape != ValueShape.Class
        ? value == of
        : of.Operation == Operation.Load
            ? value.Operation == Operation.Pick && value.Operands[0] == of && value.Operands[1] == label
            : value.Operation == of.Operation && value.Operands.Zip(of.Operands, (operand, ofOperand) => IsPick(operand, ofOperand, label)).All(isPick => isPick);

    private static List<Value> Live(IReadOnlyList<Value> values, IReadOnlyList<Store> stores)
    {
        var live = new HashSet<Value>(stores.Select(store => store.Value));
        foreach (var value in values.Reverse())
        {
            if (live.Contains(value))
            {
                live.UnionWith(value.Operands);
            }
        }

        return [.. values.Where(live.Contains)];
    }
}
