using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// Where the exponentials of a long row wait for a later pass that needs them again: in the memory of an output that this later pass writes, where
/// there is one. An output of Half would round them: there they wait on the stack, where the row is not too long. What has no home is computed anew.
/// </summary>
internal sealed class LoopHomes
{
    /// <summary>Beyond this many classes, 16 KB, no row waits on the stack.</summary>
    private const int MostOnStack = 4096;

    private readonly KernelArguments _arguments;
    private readonly PassPlan _passes;
    private readonly ElementType _computed;
    private readonly Dictionary<Value, Home> _homes = [];

    public LoopHomes(KernelArguments arguments, PassPlan passes, ElementType computed)
    {
        (_arguments, _passes, _computed) = (arguments, passes, computed);
        foreach (var value in arguments.Program.Values.Where(value => value is { Operation: Operation.Exp, Shape: ValueShape.Class }))
        {
            Find(value);
        }
    }

    /// <summary>References to the rows that wait on the stack.</summary>
    public IEnumerable<string> OnStack => _homes.Values.Where(home => home.Output is null).Select(home => home.Reference);

    /// <summary>Whether a value has a home, which the first pass that computes it fills.</summary>
    public bool Has(Value value) => _homes.ContainsKey(value);

    /// <summary>Whether a value is read from its home in a pass.</summary>
    public bool Holds(Value value, int pass) => Has(value) && pass > _passes.PassOf(value);

    /// <summary>A reference to the row where a value waits.</summary>
    public string RowOf(Value value) => _homes[value].Reference;

    /// <summary>What names of a value's home begin with.</summary>
    public string NameOf(Value value) => _homes[value].Output is { } output ? KernelArguments.NameOf(output) : _homes[value].Reference;

    /// <summary>Whether a value waits in the memory of an output.</summary>
    public bool IsHome(Role output) => _homes.Values.Any(home => home.Output == output);

    /// <summary>The values per class that a pass computes or loads, operands first.</summary>
    public List<Value> NeededIn(int pass)
    {
        var needed = new HashSet<Value>();
        foreach (var root in _passes.ReductionsOf(pass).Select(reduction => reduction.Operands[0]).Concat(_passes.ClassStoresOf(pass).Select(RowByRow.StoredEverywhere)))
        {
            Visit(root);
        }

        return [.. needed.OrderBy(value => value.Index)];

        void Visit(Value value)
        {
            if (value.Shape == ValueShape.Class && needed.Add(value) && !Holds(value, pass))
            {
                foreach (var operand in value.Operands)
                {
                    Visit(operand);
                }
            }
        }
    }

    private void Find(Value value)
    {
        var first = _passes.PassOf(value);
        var last = Enumerable.Range(0, _passes.Count).Last(pass => NeededIn(pass).Contains(value));
        if (last == first || !NeededIn(first).Contains(value))
        {
            return;
        }

        foreach (var output in _passes.ClassStoresOf(last).Select(store => store.Role).Where(role => !IsHome(role)))
        {
            if (_arguments.StoredTypeOf(output) != StoredTypes.Of(_computed))
            {
                if (_arguments.Classes <= MostOnStack)
                {
                    _homes.Add(value, new($"{LayoutLowering.NameOf(value)}Row", null));
                }

                return;
            }

            // Only if no later pass reads what this output, being the input's own memory, may have overwritten.
            _homes.Add(value, new(RowByRow.RowOf(output), output));
            var later = Enumerable.Range(first + 1, _passes.Count - first - 1).SelectMany(NeededIn);
            if (!later.Any(needed => needed.Operation == Operation.Load && RoleShapes.MayBeOverwritten(needed.Role)))
            {
                return;
            }

            _ = _homes.Remove(value);
        }
    }

    /// <summary>A reference to a row of memory, an output's or the stack's.</summary>
    private sealed record Home(string Reference, Role? Output);
}
