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
    private readonly Dictionary<Value, Role> _homes = [];
    private readonly Dictionary<Value, LoopReduction> _reductions = [];
    private readonly HashSet<(Value, int)> _tailLoads = [];
    private readonly Dictionary<Value, Expression> _labelsInSegment = [];

    private int _pass;
    private LoopSegment? _segment;

    public RowLoop(KernelArguments arguments, VectorType vector, SharedMethods shared)
        : base(arguments, vector, shared)
    {
        foreach (var value in Program.Values.Where(value => value is { Operation: Operation.Exp, Shape: ValueShape.Class }))
        {
            FindHome(value);
        }
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
    }

    protected override void WritePass(int pass)
    {
        _pass = pass;
        var reductions = ReductionsOf(pass).ToList();
        var stores = ClassStoresOf(pass).ToList();
        var needed = NeededIn(pass);
        if (needed.Count == 0 && stores.Count == 0)
        {
            return;
        }

        Writer.Write("");
        Writer.Write($"// Pass {pass + 1}: {string.Join(", ", reductions.Select(reduction => NameOf(reduction)).Concat(stores.Select(store => KernelArguments.NameOf(store.Role))))}.");
        WriteLanes(needed);
        WriteTailLoads(needed);
        foreach (var reduction in reductions)
        {
            _reductions[reduction].WriteStart();
        }

        var isSummed = reductions.Any(reduction => reduction.Operation == Operation.Sum);
        foreach (var segment in LoopSegment.Of(Classes, Vector, Tree, isSummed))
        {
            WriteSegment(segment, needed, reductions, stores);
        }

        foreach (var reduction in reductions)
        {
            _ = RowValue(reduction);
        }

        foreach (var store in stores)
        {
            PatchLabel(store);
        }
    }

    protected override Expression LoadTile(Value load, int tile) => new(Vector.Load(RowOf(load.Role), ClassOf(tile)));

    protected override Expression? Reload(Value value, int tile)
        => IsAtHome(value) ? new(Vector.Load(RowOf(_homes[value]), ClassOf(tile))) : null;

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

    private void WriteSegment(LoopSegment segment, IReadOnlyCollection<Value> needed, List<Value> reductions, List<Store> stores)
    {
        _segment = segment;
        _labelsInSegment.Clear();
        segment.Open(Writer);
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

        segment.Close(Writer);
        ForgetTiles(_tailLoads);
        _segment = null;
    }

    private void WriteTile(int tile, int index, IReadOnlyCollection<Value> needed, List<Value> reductions, List<Store> stores)
    {
        foreach (var value in needed.Where(value => _homes.ContainsKey(value) && !IsAtHome(value)))
        {
            Writer.Write(Vector.Store(Tile(value, tile), RowOf(_homes[value]), ClassOf(tile)));
        }

        foreach (var reduction in reductions)
        {
            var expression = reduction.Operation == Operation.Sum ? Term(reduction.Operands[0], tile) : Tile(reduction.Operands[0], tile);
            _reductions[reduction].Include(index, expression, reduction.Operation == Operation.ArgMax ? ClassesOf(tile) : "");
        }

        // The output whose memory is a home comes last: until it is written, every store can read what waits there.
        foreach (var store in stores.OrderBy(store => _homes.ContainsValue(store.Role)))
        {
            Writer.Write(Vector.Store(Operand(StoredEverywhere(store), tile), RowOf(store.Role), ClassOf(tile)));
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
                    Keep(value, TailTile, Declare($"{KernelArguments.NameOf(_homes[value])}Tail", expression));
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

    /// <summary>The values per class that a pass computes or loads, operands first.</summary>
    private List<Value> NeededIn(int pass)
    {
        var needed = new HashSet<Value>();
        foreach (var root in ReductionsOf(pass).Select(reduction => reduction.Operands[0]).Concat(ClassStoresOf(pass).Select(StoredEverywhere)))
        {
            Visit(root);
        }

        return [.. needed.OrderBy(value => value.Index)];

        void Visit(Value value)
        {
            if (value.Shape == ValueShape.Class && needed.Add(value) && !IsAtHome(value, pass))
            {
                foreach (var operand in value.Operands)
                {
                    Visit(operand);
                }
            }
        }
    }

    private void FindHome(Value value)
    {
        var first = Passes.PassOf(value);
        var last = Enumerable.Range(0, Passes.Count).Last(pass => NeededIn(pass).Contains(value));
        if (last == first)
        {
            return;
        }

        foreach (var store in ClassStoresOf(last).Where(store => !_homes.ContainsValue(store.Role)))
        {
            // Only if no later pass reads what this output, being the input's own memory, may have overwritten.
            _homes.Add(value, store.Role);
            var later = Enumerable.Range(first + 1, Passes.Count - first - 1).SelectMany(NeededIn);
            if (!later.Any(needed => needed.Operation == Operation.Load && RoleShapes.MayBeOverwritten(needed.Role)))
            {
                return;
            }

            _ = _homes.Remove(value);
        }
    }

    private bool IsAtHome(Value value) => IsAtHome(value, _pass);

    private bool IsAtHome(Value value, int pass) => _homes.ContainsKey(value) && pass > Passes.PassOf(value);

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
