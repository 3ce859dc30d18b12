using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// One row at a time, in one loop a pass. An exponential that a later pass needs again waits in the memory of an output that
/// this later pass writes, where there is one; anything else is computed anew.
/// </summary>
internal class RowLoop : SegmentLowering
{
    public RowLoop(KernelArguments arguments, VectorType vector, SharedMethods shared)
        : base(arguments, vector, shared, CodeWriter.OfMembers())
    {
        Homes = arguments.HomesOf(isEach: false);
    }

    protected RowLoop(KernelArguments arguments, VectorType vector, SharedMethods shared, LoopHomes homes, CodeWriter writer)
        : base(arguments, vector, shared, writer)
    {
        Homes = homes;
    }

    /// <inheritdoc/>
    protected override LoopHomes Homes { get; }

    public static bool CanLower(int classes, VectorType vector) => CanFill(classes, vector);

    /// <summary>A long row is worth an optimized compilation at once: thirty calls of 1,000 classes otherwise take seven times as long.</summary>
    protected override void WriteAttribute() => Writer.Write("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");

    protected override void WriteBuffers()
    {
        foreach (var value in Program.Values.Where(value => value.IsReduction))
        {
            ReductionOf(value).WriteBuffers();
        }

        foreach (var value in Homes.OnStack)
        {
            WriteBuffer(HomeOf(value), Classes);
        }

        WriteSegmentBuffers();
    }

    /// <summary>Declares the buffers in which a segment's values of Half are converted, and in which its functions wait for its sums.</summary>
    protected void WriteSegmentBuffers()
    {
        foreach (var name in Buffers.Names)
        {
            WriteBuffer(name, LoopSegment.LongestOf(Classes, Tree));
        }
    }

    protected override void WritePass(int pass)
    {
        var reductions = Passes.ReductionsOf(pass).ToList();
        var stores = Passes.ClassStoresOf(pass).ToList();
        var needed = Homes.NeededIn(pass);
        if (needed.Count == 0 && stores.Count == 0)
        {
            return;
        }

        WriteHeading(pass);

        var isSummed = reductions.Any(reduction => reduction.Operation == Operation.Sum);
        var segments = Segments(isSummed, Buffers.FunctionsOf(pass).Count > 0).ToList();
        BeginPass(pass, needed, segments);

        // Scalars are summed lane by lane, and the first of several largest classes has to be met first: that takes a loop of its own.
        var inOrder = isSummed && Vector.IsScalar ? reductions.Where(reduction => reduction.Operation == Operation.ArgMax).ToList() : [];
        if (inOrder.Count > 0)
        {
            WriteSegments([.. Segments(isSummed: false, hasFunctions: false)], needed, inOrder, []);
        }

        WriteSegments(segments, needed, [.. reductions.Except(inOrder)], stores);

        foreach (var reduction in reductions)
        {
            WriteResult(reduction);
        }

        foreach (var store in stores)
        {
            PatchLabel(store);
        }
    }

    protected override Expression ReduceClasses(Value value) => ReductionOf(value).Result();

    /// <summary>What a pass that has made a reduction leaves of it.</summary>
    protected virtual void WriteResult(Value reduction) => _ = RowValue(reduction);

    /// <summary>Says what a pass is for.</summary>
    protected virtual void WriteHeading(int pass)
    {
        Writer.Separate();
        Writer.Write(Passes.HeadingOf(pass, NameOf, KernelArguments.NameOf));
    }

    /// <summary>The pieces of code that a pass over the row consists of.</summary>
    protected virtual IEnumerable<LoopSegment> Segments(bool isSummed, bool hasFunctions) => LoopSegment.Of(Classes, Vector, Tree, isSummed, hasFunctions);

    private void WriteSegments(List<LoopSegment> segments, IReadOnlyCollection<Value> needed, List<Value> reductions, List<Store> stores)
    {
        foreach (var reduction in reductions)
        {
            ReductionOf(reduction).WriteStart(isWhole: segments.Any(segment => segment.IsWhole));
        }

        foreach (var segment in segments)
        {
            WriteSegment(segment, needed, reductions, stores);
        }
    }

    private void WriteBuffer(string name, int length)
    {
        Writer.Write($"Span<{Vector.ElementName}> {name}Memory = stackalloc {Vector.ElementName}[{length}];");
        Writer.Write($"ref var {name} = ref MemoryMarshal.GetReference({name}Memory);");
    }
}
