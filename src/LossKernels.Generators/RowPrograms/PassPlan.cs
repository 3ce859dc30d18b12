using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.RowPrograms;

/// <summary>
/// How often a row has to be gone through. A reduction needs every class of its operand, so what depends on it waits for a
/// later pass: the pass of a value is the number of reductions, one behind the other, that it depends on.
/// </summary>
internal sealed class PassPlan
{
    private readonly Dictionary<Value, int> _passOf = [];
    private readonly ILookup<int, Value> _reductions;
    private readonly ILookup<int, Store> _classStores;

    public PassPlan(RowProgram program)
    {
        foreach (var value in program.Values)
        {
            var pass = value.Operands.Length == 0 || value.Shape == ValueShape.Batch ? 0 : value.Operands.Max(PassOf);
            _passOf.Add(value, value.IsReduction ? pass + 1 : pass);
        }

        _reductions = program.Values.Where(value => value.IsReduction).ToLookup(reduction => PassOf(reduction.Operands[0]));
        _classStores = program.Stores.Where(store => store.Value.Shape == ValueShape.Class).ToLookup(store => PassOf(store.Value));
        Count = 1 + _reductions.Select(pass => pass.Key).Concat(_classStores.Select(pass => pass.Key)).DefaultIfEmpty(0).Max();
    }

    /// <summary>The number of passes.</summary>
    public int Count { get; }

    /// <summary>A comment that says what a pass is for.</summary>
    public string HeadingOf(int pass, Func<Value, string> nameOf, Func<Role, string> outputNameOf)
        => $"// Pass {pass + 1}: {string.Join(", ", ReductionsOf(pass).Select(nameOf).Concat(ClassStoresOf(pass).Select(store => outputNameOf(store.Role))))}.";

    /// <summary>
    /// The first pass in which a value per class can be computed; of a value per row, the pass before which it is known.
    /// </summary>
    public int PassOf(Value value) => _passOf[value];

    /// <summary>The reductions that one pass can make.</summary>
    public IEnumerable<Value> ReductionsOf(int pass) => _reductions[pass];

    /// <summary>The outputs per class that one pass can write.</summary>
    public IEnumerable<Store> ClassStoresOf(int pass) => _classStores[pass];
}
