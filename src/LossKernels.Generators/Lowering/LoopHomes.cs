using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// Where exponentials wait for a later loop that needs them again: in the memory of an output that this later loop writes, where there is one. An
/// output of Half would round them, and one that may be the input's own memory would overwrite what is still to be read: there they wait on the
/// stack, where there is room. What has no home is computed anew.
/// </summary>
internal sealed class LoopHomes
{
    /// <summary>No row of more bytes waits on the stack: an eighth of the smallest that the main platforms give a thread, 1 MB.</summary>
    private const int MostBytesOnStack = 128 * 1024;

    private readonly KernelArguments _arguments;
    private readonly PassPlan _passes;
    private readonly ElementType _computed;
    private readonly Dictionary<Value, Role?> _homes = [];

    /// <param name="arguments">What the kernel is given.</param>
    /// <param name="passes">Its passes.</param>
    /// <param name="computed">The type that is computed in.</param>
    /// <param name="isEach">Whether an exponential waits even if no later pass needs it: the sums of its own pass read it from its home.</param>
    public LoopHomes(KernelArguments arguments, PassPlan passes, ElementType computed, bool isEach = false)
    {
        (_arguments, _passes, _computed) = (arguments, passes, computed);
        foreach (var value in arguments.Program.Values.Where(value => value is { Operation: Operation.Exp, Shape: ValueShape.Class }))
        {
            Find(value, isEach);
        }
    }

    /// <summary>What waits on the stack.</summary>
    public IEnumerable<Value> OnStack => _homes.Where(home => home.Value is null).Select(home => home.Key);

    /// <summary>Whether a value has a home, which the first pass that computes it fills.</summary>
    public bool Has(Value value) => _homes.ContainsKey(value);

    /// <summary>Whether a value is read from its home in a pass.</summary>
    public bool Holds(Value value, int pass) => Has(value) && pass > _passes.PassOf(value);

    /// <summary>What names of a value's home begin with.</summary>
    public string NameOf(Value value) => _homes[value] is { } output ? KernelArguments.NameOf(output) : LayoutLowering.NameOf(value);

    /// <summary>Whether a value waits in the memory of an output, not on the stack.</summary>
    public bool IsInOutput(Value value) => _homes[value] is not null;

    /// <summary>The outputs in whose memory values of a pass wait.</summary>
    public IEnumerable<Role> OutputsOf(IEnumerable<Value> values) => values.Where(Has).Select(value => _homes[value]).OfType<Role>();

    /// <summary>Whether a value waits in the memory of an output.</summary>
    public bool IsHome(Role output) => _homes.ContainsValue(output);

    /// <summary>The values per class that a pass computes or loads, operands first.</summary>
    public List<Value> NeededIn(int pass)
        => Needed(RootsOf(pass), value => Holds(value, pass));

    /// <summary>The values per class that a pass reduces or stores.</summary>
    public IEnumerable<Value> RootsOf(int pass)
        => _passes.ReductionsOf(pass).Select(reduction => reduction.Operands[0]).Concat(_passes.ClassStoresOf(pass).Select(RowByRow.StoredEverywhere));

    /// <summary>What some values per class are computed or loaded from, and they themselves, down to those that are at hand.</summary>
    public static List<Value> Needed(IEnumerable<Value> roots, Func<Value, bool> isAtHand)
    {
        var needed = new HashSet<Value>();
        foreach (var root in roots)
        {
            Visit(root);
        }

        return [.. needed.OrderBy(value => value.Index)];

        void Visit(Value value)
        {
            if (value.Shape == ValueShape.Class && needed.Add(value) && !isAtHand(value))
            {
                foreach (var operand in value.Operands)
                {
                    Visit(operand);
                }
            }
        }
    }

    private void Find(Value value, bool isEach)
    {
        var first = _passes.PassOf(value);
        var last = Enumerable.Range(0, _passes.Count).Last(pass => NeededIn(pass).Contains(value));
        if ((last == first && !isEach) || !NeededIn(first).Contains(value))
        {
            return;
        }

        var outputs = last == first ? [] : _passes.ClassStoresOf(last).Select(store => store.Role).Where(role => !IsHome(role) && _arguments.StoredTypeOf(role) == StoredTypes.Of(_computed));
        foreach (var output in outputs.ToList())
        {
            // Only if nothing later reads what this output, being the input's own memory, may have overwritten.
            _homes.Add(value, output);
            var later = Enumerable.Range(first + 1, _passes.Count - first - 1).SelectMany(NeededIn);
            var sameSums = isEach ? Needed(_passes.ReductionsOf(first).Select(reduction => reduction.Operands[0]), Has) : [];
            if (!later.Concat(sameSums).Any(needed => needed.Operation == Operation.Load && RoleShapes.MayBeOverwritten(needed.Role)))
            {
                return;
            }

            _ = _homes.Remove(value);
        }

        if (_arguments.Classes <= MostBytesOnStack / (_computed == ElementType.Single ? sizeof(float) : sizeof(double)))
        {
            _homes.Add(value, null);
        }
    }
}
