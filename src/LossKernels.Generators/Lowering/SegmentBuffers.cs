using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// What a loop does for a whole segment before it goes on, because the constants of an exponential fill the registers: it converts values of Half, and computes the
/// exponentials of its sums, one vector at a time. They wait in buffers of one segment, or at their homes.
/// </summary>
internal sealed class SegmentBuffers(KernelArguments arguments, VectorType vector, PassPlan passes, LoopHomes homes)
{
    /// <summary>Fewer vectors of a segment than these are computed and summed in one piece.</summary>
    public const int FewestInLoop = 3;

    /// <summary>The buffers of all passes, which hold one segment each.</summary>
    public IEnumerable<string> Names => Enumerable.Range(0, passes.Count).SelectMany(RolesConvertedIn).Select(NameOf)
        .Concat(Enumerable.Range(0, passes.Count).SelectMany(ExponentialsOf).Where(value => !homes.Has(value)).Select(NameOf))
        .Distinct();

    /// <summary>The buffer of a role's values.</summary>
    public static string NameOf(Role role) => $"{KernelArguments.NameOf(role)}Block";

    /// <summary>The buffer of an exponential that has no home.</summary>
    public static string NameOf(Value exponential) => $"{LayoutLowering.NameOf(exponential)}Segment";

    /// <summary>The inputs and outputs of Half that a pass with exponentials converts a segment at a time, by a call.</summary>
    public IEnumerable<Role> RolesConvertedIn(int pass)
    {
        var needed = homes.NeededIn(pass);
        return vector.IsScalar || !needed.Any(value => value.Operation is Operation.Exp or Operation.Log1p or Operation.Phi2 && !homes.Holds(value, pass))
            ? []
            : needed.Where(value => value is { Operation: Operation.Load, Kind: ValueKind.Real }).Select(load => load.Role)
                .Concat(passes.ClassStoresOf(pass).Select(store => store.Role))
                .Where(role => arguments.StoredTypeOf(role) == StoredType.Half);
    }

    /// <summary>The exponentials that the sums of a pass are made of, which are computed before them.</summary>
    public IReadOnlyCollection<Value> ExponentialsOf(int pass)
    {
        if (vector.IsScalar || !passes.ReductionsOf(pass).Any(reduction => reduction.Operation == Operation.Sum))
        {
            return [];
        }

        // An exponential whose home may be the input's own memory must not overwrite what the sums still read.
        var exponentials = homes.NeededIn(pass).Where(value => value.Operation == Operation.Exp && !homes.Holds(value, pass)).ToList();
        var others = LoopHomes.Needed(homes.RootsOf(pass), value => exponentials.Contains(value) || homes.Holds(value, pass));
        return exponentials.Any(homes.Has) && others.Any(value => value.Operation == Operation.Load && RoleShapes.MayBeOverwritten(value.Role)) ? [] : exponentials;
    }
}
