using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.RowPrograms;

/// <summary>An output of a row program.</summary>
internal sealed record Store(Role Role, Value Value);

/// <summary>
/// What a kernel computes for a row: its values in an order in which operands come first, and which of them are stored where.
/// It knows no layout and no vector width.
/// </summary>
internal sealed class RowProgram(IReadOnlyList<Value> values, IReadOnlyList<Store> stores, string formula, string bound)
{
    /// <summary>What is computed, as a reader of generated code is told.</summary>
    public string Formula { get; } = formula;

    /// <summary>How far from exact it is.</summary>
    public string Bound { get; } = bound;

    /// <summary>The values that reach a store, operands first.</summary>
    public IReadOnlyList<Value> Values { get; } = Live(values, stores);

    /// <summary>The outputs, in the order in which the kernel names them.</summary>
    public IReadOnlyList<Store> Stores { get; } = stores;

    /// <summary>Whether there is an output per class.</summary>
    public bool StoresClasses => Stores.Any(store => store.Value.Shape == ValueShape.Class);

    /// <summary>
    /// The values per class that hold an exponential at whose label a value per row is the same number, computed from what was picked there: it may as
    /// well be read where the exponential waits, or selected.
    /// </summary>
    public Value? FindPicked(Value value) => value is { Operation: Operation.Exp, Shape: ValueShape.Row }
        ? Values.FirstOrDefault(candidate => candidate is { Operation: Operation.Exp, Shape: ValueShape.Class } && LabelOf(value) is { } label && IsPick(value, candidate, label))
        : null;

    /// <summary>The label by which what a value per row is computed from was picked, or null where nothing was.</summary>
    public static Value? LabelOf(Value value) => value is { Operation: Operation.Pick, Shape: ValueShape.Row }
        ? value.Operands[1]
        : value.Operation == Operation.Pick || value.IsReduction ? null : value.Operands.Select(LabelOf).FirstOrDefault(label => label is not null);

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
