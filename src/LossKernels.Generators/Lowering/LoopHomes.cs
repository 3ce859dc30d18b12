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
    private readonly Dictionary<Value, Role?> _homes = [];
    private readonly List<Value>[] _needed;

    /// <param name="arguments">What the kernel is given.</param>
    /// <param name="isEach">Whether an exponential waits even if no later pass needs it: the sums of its own pass read it from its home.</param>
    public LoopHomes(KernelArguments arguments, bool isEach)
    {
        _arguments = arguments;
        foreach (var value in arguments.Program.Values.Where(value => value is { Operation: Operation.Exp, Shape: ValueShape.Class }))
        {
            Find(value, isEach);
        }

        _needed = [.. Enumerable.Range(0, Passes.Count).Select(FindNeeded)];
    }

    private PassPlan Passes => _arguments.Program.Passes;

    /// <summary>What waits on the stack.</summary>
    public IEnumerable<Value> OnStack => _homes.Where(home => home.Value is null).Select(home => home.Key);

    /// <summary>Whether a value has a home, which the first pass that computes it fills.</summary>
    public bool Has(Value value) => _homes.ContainsKey(value);

    /// <summary>Whether a value is read from its home in a pass.</summary>
    public bool Holds(Value value, int pass) => Has(value) && pass > Passes.PassOf(value);

    /// <summary>What names of a value's home begin with.</summary>
    public string NameOf(Value value) => _homes[value] is { } output ? KernelArguments.NameOf(output) : LayoutLowering.NameOf(value);

    /// <summary>Whether a value waits in the memory of an output, not on the stack.</summary>
    public bool IsInOutput(Value value) => _homes[value] is not null;

    /// <summary>The outputs in whose memory values of a pass wait.</summary>
    public IEnumerable<Role> OutputsOf(IEnumerable<Value> values) => values.Where(Has).Select(value => _homes[value]).OfType<Role>();

    /// <summary>Whether a value waits in the memory of an output.</summary>
    public bool IsHome(Role output) => _homes.ContainsValue(output);

    /// <summary>The values per class that a pass computes or loads, operands first.</summary>
    public IReadOnlyList<Value> NeededIn(int pass) => _needed[pass];

    /// <summary>The values per class that a pass reduces or stores.</summary>
    public IEnumerable<Value> RootsOf(int pass)
        => Passes.ReductionsOf(pass).Select(reduction => reduction.Operands[0]).Concat(Passes.ClassStoresOf(pass).Select(RowByRow.StoredEverywhere));

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

    private List<Value> FindNeeded(int pass) => Needed(RootsOf(pass), value => Holds(value, pass));

    private void Find(Value value, bool isEach)
    {
        var first = Passes.PassOf(value);
        var last = Enumerable.Range(0, Passes.Count).Last(pass => FindNeeded(pass).Contains(value));
        if ((last == first && !isEach) || !FindNeeded(first).Contains(value))
        {
            return;
        }

        var outputs = last == first ? [] : Passes.ClassStoresOf(last).Select(store => store.Role).Where(role => !IsHome(role) && _arguments.StoredTypeOf(role) == StoredTypes.Of(_arguments.Element));
        foreach (var output in outputs.ToList())
        {
            // Only if nothing later reads what this output, being the input's own memory, may have overwritten.
            _homes.Add(value, output);
            var later = Enumerable.Range(first + 1, Passes.Count - first - 1).SelectMany(FindNeeded);
            var sameSums = isEach ? Needed(Passes.ReductionsOf(first).Select(reduction => reduction.Operands[0]), Has) : [];
            if (!later.Concat(sameSums).Any(needed => needed.Operation == Operation.Load && RoleShapes.MayBeOverwritten(needed.Role)))
            {
                return;
            }

            _ = _homes.Remove(value);
        }

        if (_arguments.Classes <= MostBytesOnStack / (_arguments.Element == ElementType.Single ? sizeof(float) : sizeof(double)))
        {
            _homes.Add(value, null);
        }
    }
}
