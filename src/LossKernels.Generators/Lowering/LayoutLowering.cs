using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// What the lowerings share: values are written as statements on demand, operands first; a value that has a name in the
/// formula, or is used more than once, becomes a local of that name, any other a part of the expression that uses it.
/// A lowering says how values per class lie in registers (as tiles), how they are loaded, stored and reduced.
/// </summary>
internal abstract class LayoutLowering
{
    /// <summary>The tile of a row's last, overlapping vector.</summary>
    protected const int TailTile = int.MaxValue;

    /// <summary>The tile of a loop that takes one vector at a time.</summary>
    protected const int EachTile = int.MaxValue - 1;

    private readonly Dictionary<Value, Expression> _rowValues = [];
    private readonly Dictionary<Value, Expression> _lanes = [];
    private readonly Dictionary<long, Expression> _tiles = [];

    protected LayoutLowering(KernelArguments arguments, VectorType vector, VectorType rowVector, int classesPerRegister, SharedMethods shared, CodeWriter writer)
    {
        Writer = writer;
        Arguments = arguments;
        Vector = vector;
        RowVector = rowVector;
        Shared = shared;
        Reductions = new LaneReductions(vector, shared);
        Labels = new LabelLanes(vector, shared);
        Tree = new SummationTree(vector.Element, classesPerRegister);
    }

    protected KernelArguments Arguments { get; }

    protected RowProgram Program => Arguments.Program;

    protected int Classes => Arguments.Classes;

    /// <summary>The vectors that hold values per class.</summary>
    protected VectorType Vector { get; }

    /// <summary>What holds values per row: a vector where rows lie across lanes, a scalar where a row is alone.</summary>
    protected VectorType RowVector { get; }

    protected SharedMethods Shared { get; }

    protected LaneReductions Reductions { get; }

    protected LabelLanes Labels { get; }

    protected PassPlan Passes => Program.Passes;

    protected SummationTree Tree { get; }

    protected CodeWriter Writer { get; }

    /// <summary>How a role's values per class come into vectors and leave them.</summary>
    protected ElementMemory MemoryOf(Role role) => new(Vector, Arguments.StoredTypeOf(role), Shared);

    /// <summary>How an input per class comes into vectors: numbers, or labels as truth values.</summary>
    protected IClassSource SourceOf(Value load)
        => load.Kind == ValueKind.Truth ? new BinaryLabelMemory(Vector, Arguments.LabelType, Shared) : MemoryOf(load.Role);

    /// <summary>How one of a role's values is read and written.</summary>
    protected ElementMemory ScalarMemoryOf(Role role) => new(VectorType.Scalar(Vector.Element), Arguments.StoredTypeOf(role), Shared);

    /// <summary>The name a value per class has in a tile.</summary>
    protected static string NameOf(Value value, int tile)
        => (value.Name ?? $"v{value.Index}_") + tile switch { TailTile => "Tail", EachTile => "Each", _ => $"{tile}" };

    internal static string NameOf(Value value) => value.Name ?? $"r{value.Index}";

    protected abstract Expression LoadTile(Value load, int tile);

    /// <summary>The value at the label replaced, in one tile.</summary>
    protected abstract Expression ReplaceAtLabel(Value value, int tile);

    /// <summary>A row value that needs more than element-wise operations: loads, picks and reductions.</summary>
    protected abstract Expression Reduce(Value value);

    /// <summary>A loaded value at the class of a rank, in the tile of that rank.</summary>
    protected abstract Expression PickAtRank(Value pick, int tile);

    /// <summary>A value per row or batch as an operand of values per class or rank.</summary>
    protected abstract Expression ToLanes(Value value);

    /// <summary>Where a value per class is kept in memory for the pass being written, or null where it is to be computed.</summary>
    protected virtual Expression? Reload(Value value, int tile) => null;

    /// <summary>Where a value per row was put by code written before, or null where it is to be computed.</summary>
    protected virtual Expression? Saved(Value value) => null;

    /// <summary>Forgets the tiles written so far, but for those of <paramref name="kept"/>: they went out of scope.</summary>
    protected void ForgetTiles(IReadOnlyCollection<(Value, int)> kept)
    {
        var tiles = kept.Select(tile => KeyOf(tile.Item1, tile.Item2)).Where(_tiles.ContainsKey).ToDictionary(key => key, key => _tiles[key]);
        _tiles.Clear();
        foreach (var tile in tiles)
        {
            _tiles.Add(tile.Key, tile.Value);
        }
    }

    /// <summary>A value per class or rank in one tile, its statements written if they were not yet.</summary>
    protected Expression Tile(Value value, int tile)
    {
        var key = KeyOf(value, tile);
        if (_tiles.TryGetValue(key, out var known))
        {
            return known;
        }

        if (Reload(value, tile) is { } reloaded)
        {
            return _tiles[key] = reloaded;
        }

        var expression = value.Operation switch
        {
            Operation.Load => LoadTile(value, tile),
            Operation.AtLabel => ReplaceAtLabel(value, tile),
            Operation.Pick => PickAtRank(value, tile),
            _ => Compute(value, tile),
        };
        return _tiles[key] = Keep(value, NameOf(value, tile), expression);
    }

    /// <summary>An element-wise operation on what it takes in one tile.</summary>
    protected virtual Expression Compute(Value value, int tile)
        => new Arithmetic(Vector, Shared).Apply(value, OperandsOf(value, operand => Operand(operand, tile)));

    /// <summary>Computes a function in some tiles, as many at once as it takes, in groups of about the same size; one alone where it is used.</summary>
    protected void ApplyAtOnce(Value function, IReadOnlyList<int> tiles)
    {
        var groups = tiles.Count == 1 ? 0 : (tiles.Count + VectorFunctions.MostAtOnce - 1) / VectorFunctions.MostAtOnce;
        for (var group = 0; group < groups; group++)
        {
            var first = tiles.Count * group / groups;
            var locals = tiles.Skip(first).Take((tiles.Count * (group + 1) / groups) - first)
                .Select(tile => (Tile: tile, Name: Declare(NameOf(function, tile), Operand(function.Operands[0], tile)))).ToList();
            Writer.Write(new Arithmetic(Vector, Shared).ApplyInPlace(function, [.. locals.Select(local => local.Name.Text)]));
            foreach (var (tile, name) in locals)
            {
                Keep(function, tile, name);
            }
        }
    }

    /// <summary>Takes an expression for a value's tile from now on.</summary>
    protected void Keep(Value value, int tile, Expression expression) => _tiles[KeyOf(value, tile)] = expression;

    /// <summary>An operand of a value per class or rank in one tile.</summary>
    protected virtual Expression Operand(Value operand, int tile) => operand.Shape is ValueShape.Class or ValueShape.Rank ? Tile(operand, tile) : Lanes(operand);

    /// <summary>A value per row or batch in every lane that needs it, written once.</summary>
    protected Expression Lanes(Value value)
    {
        if (value.Operation == Operation.Constant)
        {
            return new(Vector.Constant(value.Number));
        }

        if (!_lanes.TryGetValue(value, out var expression))
        {
            expression = ToLanes(value);
            _lanes.Add(value, expression);
        }

        return expression;
    }

    /// <summary>A value per row, its statements written if they were not yet.</summary>
    protected Expression RowValue(Value value)
    {
        if (value.Operation == Operation.Constant)
        {
            return new(RowVector.Constant(value.Number));
        }

        if (_rowValues.TryGetValue(value, out var known))
        {
            return known;
        }

        var expression = value switch
        {
            { Shape: ValueShape.Batch } => BatchValue(value),
            _ when Saved(value) is { } saved => saved,
            { IsRead: true } or { IsReduction: true } => Reduce(value),
            _ => new Arithmetic(RowVector, Shared).Apply(value, OperandsOf(value, RowValue)),
        };
        return _rowValues[value] = value.Shape == ValueShape.Batch ? expression : Keep(value, NameOf(value), expression);
    }

    /// <summary>Writes the batch values that are needed in lanes, once and for all rows.</summary>
    protected void WriteBatchLanes(bool areRowsInLanes)
    {
        foreach (var value in Arguments.BatchValues.Where(batch => Program.Values.Any(
            value => value.Operands.Contains(batch) && (value.Shape is ValueShape.Class or ValueShape.Rank || (areRowsInLanes && value.Shape == ValueShape.Row)))))
        {
            _ = Lanes(value);
        }
    }

    /// <summary>The rankings of a row's classes.</summary>
    protected IEnumerable<Value> Rankings => Program.Values.Where(value => value.Operation == Operation.Largest);

    /// <summary>The outputs per rank.</summary>
    protected IEnumerable<Store> RankStores => Arguments.Outputs.Where(store => store.Value.Shape == ValueShape.Rank);

    /// <summary>The values that are one number for the row: loads and picks come first, before an output can overwrite an input.</summary>
    protected void WriteRowInputs()
    {
        foreach (var value in Program.Values.Where(value => value is { Shape: ValueShape.Row, IsRead: true }))
        {
            _ = RowValue(value);
        }
    }

    /// <summary>The outputs per row, and the terms of the totals, of values that are due.</summary>
    protected void WriteRowOutputs(Func<Value, bool> isDue)
    {
        foreach (var store in Arguments.Outputs.Where(store => store.Value.Shape == ValueShape.Row && isDue(store.Value)))
        {
            var reference = KernelArguments.NameOf(store.Role);
            Writer.Write(store.Value.Kind == ValueKind.Index
                ? new LabelLanes(RowVector, Shared).StoreLabels(RowValue(store.Value), reference, "row")
                : StoreRow(RowValue(store.Value), reference, Arguments.StoredTypeOf(store.Role)));
        }

        foreach (var total in Arguments.Totals.Where(total => isDue(total.Operands[0])))
        {
            Writer.Write(StoreRow(RowValue(total.Operands[0]), KernelArguments.TermsOf(total), StoredTypes.Of(Vector.Element)));
        }
    }

    /// <summary>Whether a value becomes a local: it has a name, or more than one use, which a value per row has once it meets classes or ranks.</summary>
    protected bool IsLocal(Value value) => value.Name is not null || Program.IsUsedAgain(value);

    protected Expression Declare(string name, Expression expression)
    {
        Writer.Write($"var {name} = {expression};");
        return new(name);
    }

    /// <summary>Two parts of a tree as one expression; what would grow too long for a line becomes a local first.</summary>
    protected Expression Combine(string name, Expression left, Expression right, Func<Expression, Expression, Expression> combine, ref int parts)
    {
        const int longestLine = 100;
        const int longestPart = 25;
        var combined = combine(left, right);
        if (combined.Text.Length <= longestLine)
        {
            return combined;
        }

        left = left.Text.Length > longestPart ? Declare($"{name}Part{parts++}", left) : left;
        right = right.Text.Length > longestPart ? Declare($"{name}Part{parts++}", right) : right;
        return combine(left, right);
    }

    /// <summary>Combines neighbours until one is left.</summary>
    protected static Expression BalancedTree(IReadOnlyList<Expression> terms, Func<Expression, Expression, Expression> combine)
    {
        var level = terms.ToArray();
        for (var count = level.Length; count > 1; count = (count + 1) / 2)
        {
            for (var i = 0; 2 * i < count; i++)
            {
                level[i] = (2 * i) + 1 < count ? combine(level[2 * i], level[(2 * i) + 1]) : level[2 * i];
            }
        }

        return level[0];
    }

    /// <summary>Sums the canonical way, with the sign of a zero sum made the same whatever the order of absent terms.</summary>
    protected Expression Normalize(Value sum, Expression expression)
        => sum.Operands[0].IsNeverNegative ? expression : Arithmetic.Binary("+", expression, new(RowVector.Constant(0)));

    /// <summary>A value and a tile as one number.</summary>
    private static long KeyOf(Value value, int tile) => ((long)value.Index << 32) | (uint)tile;

    private static Expression[] OperandsOf(Value value, Func<Value, Expression> write)
    {
        var operands = new Expression[value.Operands.Length];
        for (var i = 0; i < operands.Length; i++)
        {
            operands[i] = write(value.Operands[i]);
        }

        return operands;
    }

    private Expression BatchValue(Value value)
    {
        var name = Arguments.NameOfBatchValue(value);
        return RowVector.IsScalar ? new(name) : Lanes(value);
    }

    private string StoreRow(Expression value, string reference, StoredType stored)
        => new ElementMemory(RowVector, stored, Shared).Store(value, reference, RowVector.IsScalar ? "row" : "(nuint)row");

    private Expression Keep(Value value, string name, Expression expression)
        => IsLocal(value) && expression.Text != name ? Declare(name, expression) : expression;
}
