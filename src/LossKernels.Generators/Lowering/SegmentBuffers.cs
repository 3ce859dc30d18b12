using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// What a loop does for a whole segment before it goes on, because that takes all registers: it converts values of Half, and computes functions, several vectors at once.
/// They wait in buffers of one segment, or at their homes.
/// </summary>
internal sealed class SegmentBuffers(KernelArguments arguments, VectorType vector, PassPlan passes, LoopHomes homes)
{
    // Each tile asks again.
    private readonly Dictionary<int, IReadOnlyCollection<Value>> _functions = [];
    private readonly Dictionary<(Value, int), bool> _waitsAtHome = [];

    /// <summary>The buffers of all passes, which hold one segment each.</summary>
    public IEnumerable<string> Names => Enumerable.Range(0, passes.Count).SelectMany(RolesConvertedIn).Select(NameOf)
        .Concat(Enumerable.Range(0, passes.Count).SelectMany(pass => FunctionsOf(pass).Where(value => !WaitsAtHome(value, pass))).Select(NameOf))
        .Distinct();

    /// <summary>The buffer of a role's values.</summary>
    public static string NameOf(Role role) => $"{KernelArguments.NameOf(role)}Block";

    /// <summary>The buffer of a function that does not wait at its home.</summary>
    public static string NameOf(Value function) => $"{LayoutLowering.NameOf(function)}Segment";

    /// <summary>The inputs and outputs of Half that a pass with exponentials converts a segment at a time, by a call.</summary>
    public IEnumerable<Role> RolesConvertedIn(int pass)
    {
        var needed = homes.NeededIn(pass);
        return vector.IsScalar || !needed.Any(value => value.IsFunction && !homes.Holds(value, pass))
            ? []
            : needed.Where(value => value is { Operation: Operation.Load, Kind: ValueKind.Real }).Select(load => load.Role)
                .Concat(passes.ClassStoresOf(pass).Select(store => store.Role))
                .Where(role => arguments.StoredTypeOf(role) == StoredType.Half);
    }

    /// <summary>The functions that a pass computes, operands first.</summary>
    public IReadOnlyCollection<Value> FunctionsOf(int pass)
    {
        if (!_functions.TryGetValue(pass, out var functions))
        {
            _functions.Add(pass, functions = vector.IsScalar ? [] : [.. homes.NeededIn(pass).Where(value => value.IsFunction && !homes.Holds(value, pass))]);
        }

        return functions;
    }

    /// <summary>
    /// Whether a function of a pass waits for its sums where it waits for later passes. It must not overwrite what the sums and other functions still read, where its
    /// home may be the input's own memory.
    /// </summary>
    public bool WaitsAtHome(Value function, int pass)
    {
        if (!_waitsAtHome.TryGetValue((function, pass), out var waits))
        {
            _waitsAtHome.Add((function, pass), waits = CanWaitAtHome(function, pass));
        }

        return waits;
    }

    private bool CanWaitAtHome(Value function, int pass)
    {
        var functions = FunctionsOf(pass);
        var roots = homes.RootsOf(pass).Concat(functions.Where(other => other != function).SelectMany(other => other.Operands));
        return homes.Has(function) && !LoopHomes.Needed(roots, value => functions.Contains(value) || homes.Holds(value, pass))
            .Any(value => value.Operation == Operation.Load && RoleShapes.MayBeOverwritten(value.Role));
    }
}
