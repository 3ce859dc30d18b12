using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// One row at a time, in one loop a pass. An exponential that a later pass needs again waits in the memory of an output that
/// this later pass writes, where there is one; anything else is computed anew.
/// </summary>
internal class RowLoop : RowByRow
{
    private readonly LoopHomes _homes;
    private readonly Dictionary<Value, LoopReduction> _reductions = [];
    private readonly HashSet<(Value, int)> _tailLoads = [];
    private readonly Dictionary<Value, Expression> _labelsInSegment = [];
    private readonly HashSet<Role> _blocks = [];

    private readonly HashSet<Value> _computedBefore = [];

    private int _pass;
    private LoopSegment? _segment;

    public RowLoop(KernelArguments arguments, VectorType vector, SharedMethods shared)
        : base(arguments, vector, shared, new CodeWriter())
    {
        _homes = new LoopHomes(arguments, Passes, vector.Element);
    }

    protected RowLoop(KernelArguments arguments, VectorType vector, SharedMethods shared, LoopHomes homes, CodeWriter writer)
        : base(arguments, vector, shared, writer)
    {
        _homes = homes;
    }

    private SegmentBuffers Buffers => new(Arguments, Vector, Passes, _homes);

    public static bool CanLower(int classes, VectorType vector) => CanFill(classes, vector);

    /// <summary>A long row is worth an optimized compilation at once: thirty calls of 1,000 classes otherwise take seven times as long.</summary>
    protected override void WriteAttribute() => Writer.Write("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");

    protected override void WriteBuffers()
    {
        foreach (var value in Program.Values.Where(value => value.IsReduction))
        {
            ReductionOf(value).WriteBuffers();
        }

        foreach (var value in _homes.OnStack)
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
            WriteBuffer(name, SummationTree.BlockOf(Vector.Element));
        }
    }

    protected override void WritePass(int pass)
    {
        _pass = pass;
        var reductions = Passes.ReductionsOf(pass).ToList();
        var stores = Passes.ClassStoresOf(pass).ToList();
        var needed = _homes.NeededIn(pass);
        if (needed.Count == 0 && stores.Count == 0)
        {
            return;
        }

        WriteHeading(pass);
        WriteLanes(needed);
        WriteTailLoads(needed);
        _blocks.Clear();
        _blocks.UnionWith(Buffers.RolesConvertedIn(pass));

        // Scalars are summed lane by lane, and the first of several largest classes has to be met first: that takes a loop of its own.
        var isSummed = reductions.Any(reduction => reduction.Operation == Operation.Sum);
        var inOrder = isSummed && Vector.IsScalar ? reductions.Where(reduction => reduction.Operation == Operation.ArgMax).ToList() : [];
        if (inOrder.Count > 0)
        {
            WriteSegments(needed, inOrder, [], isSummed: false);
        }

        WriteSegments(needed, [.. reductions.Except(inOrder)], stores, isSummed);

        foreach (var reduction in reductions)
        {
            WriteResult(reduction);
        }

        foreach (var store in stores)
        {
            PatchLabel(store);
        }
    }

    protected override Expression LoadTile(Value load, int tile) => tile != TailTile && _blocks.Contains(load.Role)
        ? new(Vector.Load(SegmentBuffers.NameOf(load.Role), PlaceOf(tile)))
        : SourceOf(load).Load(RowOf(load.Role), ClassOf(tile));

    protected override Expression? Reload(Value value, int tile)
        => IsAtHome(value) ? new(Vector.Load(HomeOf(value), ClassOf(tile)))
            : tile != TailTile && _computedBefore.Contains(value) ? new(Vector.Load(WaitingPlace(value, tile, out var offset), offset))
            : null;

    protected override Expression ReplaceAtLabel(Value value, int tile)
    {
        var label = value.Operands[1];
        if (!_labelsInSegment.TryGetValue(label, out var inSegment))
        {
            var start = _segment!.IsLoop ? $"(int){_segment.Start}" : _segment.Start;
            inSegment = Declare($"{NameOf(label)}InBlock", new(Vector.SplatIndex(start == "0" ? RowValue(label) : new($"{RowValue(label)} - {start}", false))));
            _labelsInSegment.Add(label, inSegment);
        }

        return Labels.AtLabel(Operand(value.Operands[0], tile), inSegment, Vector.Indices(Offset(tile)), Lanes(value.Operands[2]));
    }

    protected override Expression ReduceClasses(Value value) => ReductionOf(value).Result();

    /// <summary>What a pass that has made a reduction leaves of it.</summary>
    protected virtual void WriteResult(Value reduction) => _ = RowValue(reduction);

    /// <summary>Says what a pass is for.</summary>
    protected virtual void WriteHeading(int pass)
    {
        Writer.Write("");
        Writer.Write(Passes.HeadingOf(pass, NameOf, KernelArguments.NameOf));
    }

    /// <summary>The pieces of code that a pass over the row consists of.</summary>
    protected virtual IEnumerable<LoopSegment> Segments(bool isSummed) => LoopSegment.Of(Classes, Vector, Tree, isSummed);

    protected LoopReduction ReductionOf(Value value)
    {
        if (!_reductions.TryGetValue(value, out var reduction))
        {
            _reductions.Add(value, reduction = LoopReduction.Of(value, NameOf(value), Vector, Tree, Shared, Writer));
        }

        return reduction;
    }

    private void WriteSegments(IReadOnlyCollection<Value> needed, List<Value> reductions, List<Store> stores, bool isSummed)
    {
        var storesFunctions = !Vector.IsScalar && reductions.Count == 0 && needed.Any(value => SegmentBuffers.IsFunction(value) && !IsAtHome(value));
        var segments = (storesFunctions ? LoopSegment.OfFunctions(Classes, Vector) : Segments(isSummed)).ToList();
        foreach (var reduction in reductions)
        {
            ReductionOf(reduction).WriteStart(isWhole: segments.Any(segment => segment.IsWhole));
        }

        foreach (var segment in segments)
        {
            WriteSegment(segment, needed, reductions, stores);
        }
    }

    private void WriteSegment(LoopSegment segment, IReadOnlyCollection<Value> needed, List<Value> reductions, List<Store> stores)
    {
        _segment = segment;
        _labelsInSegment.Clear();
        segment.Open(Writer);
        foreach (var load in needed.Where(value => value.Operation == Operation.Load && _blocks.Contains(value.Role)))
        {
            Writer.Write(MemoryOf(load.Role).LoadBlock(RowOf(load.Role), segment.Start, SegmentBuffers.NameOf(load.Role), segment.Offsets.Count * Vector.Lanes));
        }

        if (segment.Offsets.Count >= SegmentBuffers.FewestInLoop && reductions.Any(reduction => reduction.Operation == Operation.Sum))
        {
            WriteComputedBefore(segment);
        }

        for (var tile = 0; tile < segment.Offsets.Count; tile++)
        {
            WriteTile(tile, tile, needed, reductions, stores);
        }

        if (segment.HasTail)
        {
            WriteTile(TailTile, segment.Offsets.Count, needed, reductions, stores);
        }

        foreach (var reduction in reductions)
        {
            ReductionOf(reduction).EndSegment(segment);
        }

        foreach (var store in stores.Where(store => _blocks.Contains(store.Role)))
        {
            Writer.Write(MemoryOf(store.Role).StoreBlock(SegmentBuffers.NameOf(store.Role), RowOf(store.Role), segment.Start, segment.Offsets.Count * Vector.Lanes));
        }

        segment.Close(Writer);
        ForgetTiles(_tailLoads);
        _computedBefore.Clear();
        _segment = null;
    }

    /// <summary>Writes the loops that compute the functions of a segment's sums, one vector at a time.</summary>
    private void WriteComputedBefore(LoopSegment segment)
    {
        var end = segment.IsLoop ? $"{segment.Start} + {segment.Offsets.Count * Vector.Lanes}" : $"{int.Parse(segment.Start, System.Globalization.CultureInfo.InvariantCulture) + (segment.Offsets.Count * Vector.Lanes)}";
        foreach (var function in Buffers.FunctionsOf(_pass))
        {
            _segment = new LoopSegment([$"for (nuint j = {segment.Start}; j < {end}; j += {Vector.Lanes})"], "j", [0], Within: segment.Start);
            Writer.OpenBlock(_segment.Headings[0]);
            Writer.Write(Vector.Store(Tile(function, EachTile), WaitingPlace(function, EachTile, out var offset), offset));
            Writer.CloseBlock();
            Writer.Write("");
            ForgetTiles(_tailLoads);
            _labelsInSegment.Clear();
            _segment = segment;
            _ = _computedBefore.Add(function);
        }
    }

    /// <summary>Where a function waits for the sums of its segment: at its home, or in a buffer of one segment.</summary>
    private string WaitingPlace(Value value, int tile, out string offset)
    {
        var isAtHome = Buffers.WaitsAtHome(value, _pass);
        offset = isAtHome ? ClassOf(tile) : PlaceOf(tile);
        return isAtHome ? HomeOf(value) : SegmentBuffers.NameOf(value);
    }

    /// <summary>Where a tile is in a buffer of one segment.</summary>
    private string PlaceOf(int tile) => _segment!.Within is not { } start ? $"{Offset(tile)}" : start == "0" ? _segment.Start : $"{_segment.Start} - {start}";

    private void WriteBuffer(string name, int length)
    {
        Writer.Write($"Span<{Vector.ElementName}> {name}Memory = stackalloc {Vector.ElementName}[{length}];");
        Writer.Write($"ref var {name} = ref MemoryMarshal.GetReference({name}Memory);");
    }

    private void WriteTile(int tile, int index, IReadOnlyCollection<Value> needed, List<Value> reductions, List<Store> stores)
    {
        var mayWait = tile != TailTile;
        var homes = needed.Where(value => _homes.Has(value) && !IsAtHome(value)).ToList();
        foreach (var value in homes.Where(value => !mayWait || !_computedBefore.Contains(value)))
        {
            Writer.Write(Vector.Store(Tile(value, tile), HomeOf(value), ClassOf(tile)));
        }

        foreach (var reduction in reductions)
        {
            var expression = reduction.Operation == Operation.Sum ? Term(reduction.Operands[0], tile) : Tile(reduction.Operands[0], tile);
            ReductionOf(reduction).Include(index, expression, reduction.Operation == Operation.ArgMax ? ClassesOf(tile) : "");
        }

        // What waited in a buffer of the segment, because its home may be the input's own memory, goes there once the sums have read that.
        foreach (var value in homes.Where(value => mayWait && _computedBefore.Contains(value) && !Buffers.WaitsAtHome(value, _pass)))
        {
            Writer.Write(Vector.Store(Tile(value, tile), HomeOf(value), ClassOf(tile)));
        }

        // The output whose memory is a home comes last: until it is written, every store can read what waits there.
        foreach (var store in stores.OrderBy(store => _homes.IsHome(store.Role)))
        {
            var value = Operand(StoredEverywhere(store), tile);
            Writer.Write(tile != TailTile && _blocks.Contains(store.Role)
                ? Vector.Store(value, SegmentBuffers.NameOf(store.Role), $"{_segment!.Offsets[tile]}")
                : MemoryOf(store.Role).Store(value, RowOf(store.Role), ClassOf(tile)));
        }
    }

    /// <summary>
    /// Loads the overlapping last vector before the loop: by its turn, an output may have overwritten the classes it shares with
    /// the vector before.
    /// </summary>
    private void WriteTailLoads(IReadOnlyCollection<Value> needed)
    {
        if (TailCount == 0)
        {
            return;
        }

        foreach (var value in needed.Where(value => value.Operation == Operation.Load || IsAtHome(value)))
        {
            if (_tailLoads.Add((value, TailTile)))
            {
                var isAtHome = IsAtHome(value);
                var expression = Tile(value, TailTile);
                if (isAtHome)
                {
                    Keep(value, TailTile, Declare($"{HomeOf(value)}Tail", expression));
                }
            }
        }
    }

    private void WriteLanes(IReadOnlyCollection<Value> needed)
    {
        var operands = needed
            .Where(value => !IsAtHome(value))
            .SelectMany(value => value.Operation == Operation.AtLabel ? value.Operands.Skip(2) : value.Operands)
            .Where(operand => operand.Shape != ValueShape.Class && operand.Operation != Operation.Constant);
        foreach (var operand in operands.Distinct())
        {
            _ = Lanes(operand);
        }
    }

    protected string HomeOf(Value value) => $"{_homes.NameOf(value)}Row";

    private bool IsAtHome(Value value) => _homes.Holds(value, _pass);

    private int Offset(int tile)
        => tile == EachTile ? 0 : tile == TailTile ? Classes - Vector.Lanes - int.Parse(_segment!.Start, System.Globalization.CultureInfo.InvariantCulture) : _segment!.Offsets[tile];

    private string ClassOf(int tile) => tile == TailTile ? $"{Classes - Vector.Lanes}" : _segment!.ClassOf(Offset(tile));

    /// <summary>The classes of a tile, lane by lane.</summary>
    private string ClassesOf(int tile)
    {
        if (!_segment!.IsLoop)
        {
            return Vector.Indices(Offset(tile) + int.Parse(_segment.Start, System.Globalization.CultureInfo.InvariantCulture));
        }

        return Vector.IsScalar
            ? $"(int)({ClassOf(tile)})"
            : $"{Vector.SplatIndex(new Expression($"(int){_segment.Start}"))} + {Vector.Indices(Offset(tile))}";
    }
}
