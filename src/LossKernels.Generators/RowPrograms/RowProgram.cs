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
