using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// How a pass over a row is written, segment by segment: Half is converted and functions are computed for a whole segment before its tiles are reduced and stored, and an exponential
/// that a later pass needs again is left at its home.
/// </summary>
internal abstract class SegmentLowering(KernelArguments arguments, VectorType vector, SharedMethods shared, CodeWriter writer)
    : RowByRow(arguments, vector, shared, writer)
{
    /// <summary>Up to so many blocks, the label is left out of a sum by a comparison a vector: a store at the label would be loaded too soon (a tenth slower at 64 classes).</summary>
    private const int MostBlocksCompared = 2;

    private readonly Dictionary<Value, LoopReduction> _reductions = [];
    private readonly HashSet<(Value, int)> _tailLoads = [];
    private readonly Dictionary<Value, Expression> _labelsInSegment = [];
    private readonly HashSet<Role> _blocks = [];
    private readonly HashSet<Value> _computedBefore = [];
    private readonly Dictionary<Value, Value> _withoutLabel = [];

    private SegmentBuffers? _buffers;
    private LoopSegment? _segment;

    /// <summary>Where exponentials wait for later passes.</summary>
    protected abstract LoopHomes Homes { get; }

    /// <summary>The pass being written.</summary>
    protected int Pass { get; private set; }

    /// <summary>What waits within a segment.</summary>
    protected SegmentBuffers Buffers => _buffers ??= new(Arguments, Vector, Passes, Homes);

    /// <summary>Begins a pass: declares what its segments share.</summary>
    protected void BeginPass(int pass, IReadOnlyCollection<Value> needed, IReadOnlyCollection<LoopSegment> segments)
    {
        Pass = pass;
        _blocks.Clear();
        _blocks.UnionWith(Buffers.RolesConvertedIn(pass));
        WriteLanes(needed, segments);
        WriteTailLoads(needed);
    }

    /// <summary>Writes a segment: what it computes, reduces and stores, and leaves at homes.</summary>
    protected void WriteSegment(LoopSegment segment, IReadOnlyCollection<Value> needed, List<Value> reductions, List<Store> stores)
    {
        Enter(segment);
        foreach (var load in needed.Where(value => value.Operation == Operation.Load && _blocks.Contains(value.Role)))
        {
            Writer.Write(MemoryOf(load.Role).LoadBlock(RowOf(load.Role), segment.Start, SegmentBuffers.NameOf(load.Role), segment.Count));
        }

        foreach (var function in Buffers.FunctionsOf(Pass).Where(_ => segment.HasFunctionLoops))
        {
            WriteFunctionLoop(function, segment);
            _ = _computedBefore.Add(function);
            if (segment.Offsets.Count * Vector.Lanes > MostBlocksCompared * SummationTree.BlockOf(Vector.Element) && Arguments.FindWithoutLabel(function) is { } without)
            {
                LeaveOutLabel(function, without.Operands[1], segment);
                _withoutLabel.Add(function, without);
            }
        }

        if (segment.Parts.Count == 0)
        {
            WriteTiles(segment, needed, reductions, stores);
        }

        foreach (var part in segment.Parts)
        {
            Enter(part);
            WriteTiles(part, needed, reductions, stores);
            Leave(part);
        }

        StoreBlocks(stores, segment, "0", segment.CountInParts);
        Leave(segment);
        if (segment.Rest is { } rest)
        {
            Enter(rest);
            WriteTiles(rest, needed, reductions, stores);
            StoreBlocks(stores, rest, rest.PlaceOf(0), rest.Count);
            Leave(rest);
        }

        _computedBefore.Clear();
        _withoutLabel.Clear();
    }

    protected override Expression LoadTile(Value load, int tile) => tile != TailTile && _blocks.Contains(load.Role)
        ? new(Vector.Load(SegmentBuffers.NameOf(load.Role), PlaceOf(tile)))
        : SourceOf(load).Load(RowOf(load.Role), ClassOf(tile));

    protected override Expression? Reload(Value value, int tile)
        => IsAtHome(value) ? new(Vector.Load(HomeOf(value), ClassOf(tile)))
            : IsComputedBefore(value, tile) ? new(Vector.Load(WaitingPlace(value, tile, out var offset), offset))
            : null;

    protected override Expression ReplaceAtLabel(Value value, int tile)
    {
        if (tile != TailTile && _withoutLabel.ContainsKey(value.Operands[0]))
        {
            return Operand(value.Operands[0], tile);
        }

        var label = value.Operands[1];
        if (!_labelsInSegment.TryGetValue(label, out var inSegment))
        {
            var start = _segment!.IsLoop ? $"(int){_segment.Start}" : _segment.Start;
            inSegment = Declare($"{NameOf(label)}InBlock", new(Vector.SplatIndex(start == "0" ? RowValue(label) : new($"{RowValue(label)} - {start}", false))));
            _labelsInSegment.Add(label, inSegment);
        }

        return Labels.AtLabel(Operand(value.Operands[0], tile), inSegment, Vector.Indices(Offset(tile)), Lanes(value.Operands[2]));
    }

    protected LoopReduction ReductionOf(Value value)
    {
        if (!_reductions.TryGetValue(value, out var reduction))
        {
            _reductions.Add(value, reduction = LoopReduction.Of(value, NameOf(value), Vector, Tree, Shared, Writer));
        }

        return reduction;
    }

    private void Enter(LoopSegment segment)
    {
        _segment = segment;
        _labelsInSegment.Clear();
        segment.Open(Writer);
    }

    private void Leave(LoopSegment segment)
    {
        ForgetTiles(_tailLoads);
        _segment = null;
        segment.Close(Writer);
    }

    /// <summary>Rounds to Half what waits for it in buffers.</summary>
    private void StoreBlocks(List<Store> stores, LoopSegment segment, string place, string count)
    {
        foreach (var store in stores.Where(store => count != "0" && _blocks.Contains(store.Role)))
        {
            Writer.Write(MemoryOf(store.Role).StoreBlock(Behind(SegmentBuffers.NameOf(store.Role), place), RowOf(store.Role), segment.Start, count));
        }
    }

    /// <summary>Reduces and stores the tiles of a segment. Functions of few of them, and of the tail, are computed here, in straight code.</summary>
    private void WriteTiles(LoopSegment segment, IReadOnlyCollection<Value> needed, List<Value> reductions, List<Store> stores)
    {
        foreach (var function in Buffers.FunctionsOf(Pass))
        {
            ApplyAtOnce(function, [.. Enumerable.Range(0, _computedBefore.Contains(function) ? 0 : segment.Offsets.Count), .. segment.HasTail ? [TailTile] : Array.Empty<int>()]);
        }

        // The output whose memory is a home comes last: until it is written, every store can read what waits there.
        var (homes, inOrder) = (needed.Where(value => Homes.Has(value) && !IsAtHome(value)).ToList(), stores.OrderBy(store => Homes.IsHome(store.Role)).ToList());
        for (var tile = 0; tile < segment.Offsets.Count; tile++)
        {
            WriteTile(tile, tile, homes, reductions, inOrder);
        }

        if (segment.HasTail)
        {
            WriteTile(TailTile, segment.Offsets.Count, homes, reductions, inOrder);
        }

        foreach (var reduction in reductions)
        {
            ReductionOf(reduction).EndSegment(segment);
        }
    }

    /// <summary>Computes a function of a segment's whole vectors to where it waits; of what is no plain difference, the arguments are put there first.</summary>
    private void WriteFunctionLoop(Value function, LoopSegment segment)
    {
        var place = WaitingPlace(function, 0, out var start);
        var (results, count) = (Behind(place, start), segment.Count);
        if (FindGap(function) is { } gap)
        {
            var values = _blocks.Contains(gap.Load.Role) ? SegmentBuffers.NameOf(gap.Load.Role) : Behind(RowOf(gap.Load.Role), segment.Start);
            WriteGaps(function, values, RowValue(gap.Subtracted).Text, results, segment.Start, count);
            return;
        }

        _segment = segment.LoopWithin(Vector);
        Writer.OpenBlock(_segment.Headings[0]);
        var operand = Operand(function.Operands[0], EachTile);
        Writer.Write(Vector.Store(operand, WaitingPlace(function, EachTile, out var offset), offset));
        Writer.CloseBlock();
        Writer.Separate();
        ForgetTiles(_tailLoads);
        _labelsInSegment.Clear();
        _segment = segment;
        Writer.Write(FunctionLoop.Write(function, results, count, Vector, Shared));
    }

    /// <summary>Leaves 0 at the label where the function waits: a scalar store a segment in place of a comparison and a selection a vector. Vectors that are loaded right after it would wait for it.</summary>
    private void LeaveOutLabel(Value function, Value label, LoopSegment segment)
    {
        var first = segment.IsLoop ? $"(int){segment.Start}" : segment.Start;
        var inSegment = first == "0" ? RowValue(label) : new Expression($"{RowValue(label)} - {first}", false);
        Writer.Separate();
        Writer.OpenBlock($"if ((uint){inSegment.AsPrimary} < {segment.Count})");
        Writer.Write($"Unsafe.Add(ref {WaitingPlace(function, 0, out _)}, {(Buffers.WaitsAtHome(function, Pass) ? RowValue(label) : inSegment)}) = 0;");
        Writer.CloseBlock();
    }

    /// <summary>Calls the loop of a function of differences, for a segment.</summary>
    protected virtual void WriteGaps(Value function, string values, string subtracted, string results, string start, string count)
        => FunctionLoop.WriteOfGaps(function, values, subtracted, results, count, Vector, Shared, Writer);

    /// <summary>What a function is applied to if that is a difference between an input, in memory in the type that is computed in, and a value per row.</summary>
    private (Value Load, Value Subtracted)? FindGap(Value function)
        => FunctionLoop.FindGap(function) is { } gap && (_blocks.Contains(gap.Load.Role) || Arguments.StoredTypeOf(gap.Load.Role) == StoredTypes.Of(Vector.Element)) ? gap : null;

    private bool IsComputedBefore(Value value, int tile) => tile != TailTile && _computedBefore.Contains(value);

    protected static string Behind(string reference, string offset) => offset == "0" ? reference : $"Unsafe.Add(ref {reference}, {offset})";

    /// <summary>Where a function waits for what its segment reduces and stores: at its home, or in a buffer of one segment.</summary>
    private string WaitingPlace(Value value, int tile, out string offset)
    {
        var isAtHome = Buffers.WaitsAtHome(value, Pass);
        offset = isAtHome ? ClassOf(tile) : PlaceOf(tile);
        return isAtHome ? HomeOf(value) : SegmentBuffers.NameOf(value);
    }

    /// <summary>Where a tile is in a buffer of one segment.</summary>
    private string PlaceOf(int tile) => _segment!.PlaceOf(Offset(tile));

    private void WriteTile(int tile, int index, List<Value> homes, List<Value> reductions, List<Store> stores)
    {
        // The overlapping vector must not bring back what the one before has lost at the label: that may still be read.
        foreach (var value in homes.Where(value => !IsComputedBefore(value, tile)))
        {
            Writer.Write(Vector.Store(Tile(_withoutLabel.TryGetValue(value, out var without) ? without : value, tile), HomeOf(value), ClassOf(tile)));
        }

        foreach (var reduction in reductions)
        {
            var expression = reduction.Operation == Operation.Sum ? Term(reduction.Operands[0], tile) : Tile(reduction.Operands[0], tile);
            ReductionOf(reduction).Include(index, expression, reduction.Operation == Operation.ArgMax ? ClassesOf(tile) : "");
        }

        // What waited in a buffer of the segment, because its home may be the input's own memory, goes there once the sums have read that.
        foreach (var value in homes.Where(value => IsComputedBefore(value, tile) && !Buffers.WaitsAtHome(value, Pass)))
        {
            Writer.Write(Vector.Store(Tile(value, tile), HomeOf(value), ClassOf(tile)));
        }

        foreach (var store in stores)
        {
            var value = Operand(StoredEverywhere(store), tile);
            Writer.Write(tile != TailTile && _blocks.Contains(store.Role)
                ? Vector.Store(value, SegmentBuffers.NameOf(store.Role), PlaceOf(tile))
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

    private void WriteLanes(IReadOnlyCollection<Value> needed, IReadOnlyCollection<LoopSegment> segments)
    {
        // Differences that only the loops of functions take have a method to themselves, and what they subtract needs no lanes here.
        var apart = segments.All(segment => segment.HasFunctionLoops && !segment.HasTail)
            ? Buffers.FunctionsOf(Pass).Where(function => FindGap(function) is not null).Select(function => function.Operands[0])
                .Where(gap => needed.Count(value => value.Operands.Contains(gap)) == 1 && !Homes.RootsOf(Pass).Contains(gap)).ToList()
            : [];
        foreach (var gap in apart)
        {
            _ = RowValue(gap.Operands[1]);
        }

        var operands = needed
            .Where(value => !IsAtHome(value) && !apart.Contains(value))
            .SelectMany(value => value.Operation == Operation.AtLabel ? value.Operands.Skip(2) : value.Operands)
            .Where(operand => operand.Shape != ValueShape.Class && operand.Operation != Operation.Constant);
        foreach (var operand in operands.Distinct())
        {
            _ = Lanes(operand);
        }
    }

    protected string HomeOf(Value value) => $"{Homes.NameOf(value)}Row";

    private bool IsAtHome(Value value) => Homes.Holds(value, Pass);

    private int Offset(int tile)
        => tile == EachTile ? 0 : tile == TailTile ? Classes - Vector.Lanes - _segment!.First : _segment!.Offsets[tile];

    private string ClassOf(int tile) => tile == TailTile ? $"{Classes - Vector.Lanes}" : _segment!.ClassOf(Offset(tile));

    /// <summary>The classes of a tile, lane by lane.</summary>
    private string ClassesOf(int tile)
    {
        if (!_segment!.IsLoop)
        {
            return Vector.Indices(Offset(tile) + _segment.First);
        }

        return Vector.IsScalar
            ? $"(int)({ClassOf(tile)})"
            : $"{Vector.SplatIndex(new Expression($"(int){_segment.Start}"))} + {Vector.Indices(Offset(tile))}";
    }
}
