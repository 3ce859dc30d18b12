using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// One row at a time, in one loop a pass. An exponential that a later pass needs again waits in the memory of an output that
/// this later pass writes, where there is one; anything else is computed anew.
/// </summary>
internal sealed class RowLoop : RowByRow
{
    private readonly LoopHomes _homes;
    private readonly Dictionary<Value, LoopReduction> _reductions = [];
    private readonly HashSet<(Value, int)> _tailLoads = [];
    private readonly Dictionary<Value, Expression> _labelsInSegment = [];
    private readonly HashSet<Role> _blocks = [];

    private int _pass;
    private LoopSegment? _segment;

    public RowLoop(KernelArguments arguments, VectorType vector, SharedMethods shared)
        : base(arguments, vector, shared)
    {
        _homes = new LoopHomes(arguments, Passes, vector.Element);
    }

    public static bool CanLower(int classes, VectorType vector) => CanFill(classes, vector);

    protected override void WriteBuffers()
    {
        foreach (var value in Program.Values.Where(value => value.IsReduction))
        {
            var reduction = LoopReduction.Of(value, NameOf(value), Vector, Tree, Shared, Writer);
            reduction.WriteBuffers();
            _reductions.Add(value, reduction);
        }

        foreach (var row in _homes.OnStack)
        {
            WriteBuffer(row, Classes);
        }

        foreach (var role in Enumerable.Range(0, Passes.Count).SelectMany(RolesByBlock).Distinct())
        {
            WriteBuffer(BlockOf(role), SummationTree.BlockOf(Vector.Element));
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

        Writer.Write("");
        Writer.Write($"// Pass {pass + 1}: {string.Join(", ", reductions.Select(reduction => NameOf(reduction)).Concat(stores.Select(store => KernelArguments.NameOf(store.Role))))}.");
        WriteLanes(needed);
        WriteTailLoads(needed);
        _blocks.Clear();
        _blocks.UnionWith(RolesByBlock(pass));
        foreach (var reduction in reductions)
        {
            _reductions[reduction].WriteStart();
        }

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
            _ = RowValue(reduction);
        }

        foreach (var store in stores)
        {
            PatchLabel(store);
        }
    }

    protected override Expression LoadTile(Value load, int tile) => tile != TailTile && _blocks.Contains(load.Role)
        ? new(Vector.Load(BlockOf(load.Role), $"{_segment!.Offsets[tile]}"))
        : SourceOf(load).Load(RowOf(load.Role), ClassOf(tile));

    protected override Expression? Reload(Value value, int tile)
        => IsAtHome(value) ? new(Vector.Load(_homes.RowOf(value), ClassOf(tile))) : null;

    protected override Expression ReplaceAtLabel(Value value, int tile)
    {
        var label = value.Operands[1];
        if (!_labelsInSegment.TryGetValue(label, out var inSegment))
        {
            var start = _segment!.IsLoop ? $"(int){_segment.Start}" : _segment.Start;
            inSegment = Declare($"{NameOf(label)}InBlock", new(Vector.SplatIndex(new Expression($"{RowValue(label)} - {start}", false))));
            _labelsInSegment.Add(label, inSegment);
        }

        return Labels.AtLabel(Operand(value.Operands[0], tile), inSegment, Vector.Indices(Offset(tile)), Lanes(value.Operands[2]));
    }

    protected override Expression ReduceClasses(Value value) => _reductions[value].Result();

    private void WriteSegments(IReadOnlyCollection<Value> needed, List<Value> reductions, List<Store> stores, bool isSummed)
    {
        foreach (var segment in LoopSegment.Of(Classes, Vector, Tree, isSummed))
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
            Writer.Write(MemoryOf(load.Role).LoadBlock(RowOf(load.Role), segment.Start, BlockOf(load.Role), segment.Offsets.Count * Vector.Lanes));
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
            _reductions[reduction].EndSegment(segment);
        }

        foreach (var store in stores.Where(store => _blocks.Contains(store.Role)))
        {
            Writer.Write(MemoryOf(store.Role).StoreBlock(BlockOf(store.Role), RowOf(store.Role), segment.Start, segment.Offsets.Count * Vector.Lanes));
        }

        segment.Close(Writer);
        ForgetTiles(_tailLoads);
        _segment = null;
    }

    /// <summary>
    /// The inputs and outputs of Half that a pass with exponentials converts a segment at a time, by a call, from and to buffers: the constants
    /// of a conversion and those of an exponential do not fit the registers together.
    /// </summary>
    private IEnumerable<Role> RolesByBlock(int pass)
    {
        var needed = _homes.NeededIn(pass);
        return Vector.IsScalar || !needed.Any(value => value.Operation is Operation.Exp or Operation.Log1p or Operation.Phi2 && !_homes.Holds(value, pass))
            ? []
            : needed.Where(value => value is { Operation: Operation.Load, Kind: ValueKind.Real }).Select(load => load.Role)
                .Concat(Passes.ClassStoresOf(pass).Select(store => store.Role))
                .Where(role => Arguments.StoredTypeOf(role) == StoredType.Half);
    }

    private static string BlockOf(Role role) => $"{KernelArguments.NameOf(role)}Block";

    private void WriteBuffer(string name, int length)
    {
        Writer.Write($"Span<{Vector.ElementName}> {name}Memory = stackalloc {Vector.ElementName}[{length}];");
        Writer.Write($"ref var {name} = ref MemoryMarshal.GetReference({name}Memory);");
    }

    private void WriteTile(int tile, int index, IReadOnlyCollection<Value> needed, List<Value> reductions, List<Store> stores)
    {
        foreach (var value in needed.Where(value => _homes.Has(value) && !IsAtHome(value)))
        {
            Writer.Write(Vector.Store(Tile(value, tile), _homes.RowOf(value), ClassOf(tile)));
        }

        foreach (var reduction in reductions)
        {
            var expression = reduction.Operation == Operation.Sum ? Term(reduction.Operands[0], tile) : Tile(reduction.Operands[0], tile);
            _reductions[reduction].Include(index, expression, reduction.Operation == Operation.ArgMax ? ClassesOf(tile) : "");
        }

        // The output whose memory is a home comes last: until it is written, every store can read what waits there.
        foreach (var store in stores.OrderBy(store => _homes.IsHome(store.Role)))
        {
            var value = Operand(StoredEverywhere(store), tile);
            Writer.Write(tile != TailTile && _blocks.Contains(store.Role)
                ? Vector.Store(value, BlockOf(store.Role), $"{_segment!.Offsets[tile]}")
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
                    Keep(value, TailTile, Declare($"{_homes.NameOf(value)}Tail", expression));
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

    private bool IsAtHome(Value value) => _homes.Holds(value, _pass);

    private int Offset(int tile)
        => tile == TailTile ? Classes - Vector.Lanes - int.Parse(_segment!.Start, System.Globalization.CultureInfo.InvariantCulture) : _segment!.Offsets[tile];

    private string ClassOf(int tile) => tile == TailTile ? $"{Classes - Vector.Lanes}" : _segment!.ClassOf(_segment.Offsets[tile]);

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
