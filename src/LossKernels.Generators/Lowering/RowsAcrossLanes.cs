using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// As many rows as a vector has lanes go side by side: vector k holds class k of each row. The rows are transposed in
/// registers on the way in and out; everything between is vertical. Returns the first row that no longer fills a vector.
/// </summary>
internal class RowsAcrossLanes(KernelArguments arguments, VectorType vector, SharedMethods shared, CodeWriter writer)
    : LayoutLowering(arguments, vector, vector, classesPerRegister: 1, shared, writer)
{
    /// <summary>Beyond one summation block the lanes' totals would have to be compensated, which no straight line needs.</summary>
    public static bool CanLower(int classes, VectorType vector) => classes <= SummationTree.BlockOf(vector.Element);

    /// <summary>Up to this many classes, an exponential at the label is selected from all of them for less than it is computed.</summary>
    private const int MostSelected = 8;

    /// <summary>Whether an exponential at the label is selected from those of all classes.</summary>
    public static bool IsSelected(KernelArguments arguments, Value value) => arguments.Classes <= MostSelected && arguments.Program.FindPicked(value) is not null;

    /// <summary>Where the first of the rows begins.</summary>
    private string FirstClass => Classes == 1 ? "row" : $"row * {Classes}";

    protected ClassTransposition Transposition => new(Vector, Classes, new RowPieces(Vector, Shared), Writer);

    private RanksAcrossLanes Ranks => new(Vector, Shared, Writer);

    /// <summary>The method's text.</summary>
    public string Write(string name)
    {
        Writer.WriteList($"private static nint {name}", Arguments.Parameters(), "");
        Writer.OpenBlock();
        WriteBatchLanes(areRowsInLanes: true);
        Writer.OpenBlock(Vector.IsScalar ? "for (; row < rows; row++)" : $"for (; row <= rows - {Vector.Lanes}; row += {Vector.Lanes})");
        foreach (var load in Arguments.Inputs.Where(input => input.Shape == ValueShape.Class && !RoleShapes.IsSharedByRows(input.Role)))
        {
            LoadClasses(load);
        }

        WriteRowInputs();
        foreach (var ranking in Rankings)
        {
            Ranks.Write(NameOf(ranking), ranking.Ranks, [.. Enumerable.Range(0, Classes).Select(tile => Tile(ranking.Operands[0], tile))]);
        }

        for (var pass = 0; pass < Passes.Count; pass++)
        {
            foreach (var reduction in Passes.ReductionsOf(pass))
            {
                _ = RowValue(reduction);
            }

            foreach (var store in Passes.ClassStoresOf(pass))
            {
                StoreClasses(store);
            }
        }

        WriteRowOutputs(_ => true);
        foreach (var store in RankStores)
        {
            StoreRanks(store);
        }

        Writer.CloseBlock();
        Writer.Separate();
        Writer.Write("return row;");
        Writer.CloseBlock();
        return Writer.ToString();
    }

    /// <inheritdoc/>
    protected override Expression? Saved(Value value)
        => !Vector.IsScalar && IsSelected(Arguments, value) && Program.FindPicked(value) is { } exponential ? PickAt(NameOf(value), exponential, RowValue(RowProgram.LabelOf(value)!)) : null;

    /// <summary>Rows were loaded and transposed; a class of what all rows share is the same number in every lane.</summary>
    protected override Expression LoadTile(Value load, int tile) => RoleShapes.IsSharedByRows(load.Role)
        ? Splat(ScalarMemoryOf(load.Role).Load(KernelArguments.NameOf(load.Role), $"{tile}"))
        : new(NameOf(load, tile));

    private Expression Splat(Expression scalar) => Vector.IsScalar ? scalar : new(Vector.Splat(scalar.Text));

    protected override Expression ReplaceAtLabel(Value value, int tile)
        => SelectAtClass(RowValue(value.Operands[1]), tile, Lanes(value.Operands[2]), Operand(value.Operands[0], tile));

    protected override Expression PickAtRank(Value pick, int tile)
    {
        var (load, ranking) = (pick.Operands[0], pick.Operands[1]);
        return load == ranking.Operands[0]
            ? new(RanksAcrossLanes.ValueOf(NameOf(ranking), tile))
            : PickAt(NameOf(pick, tile), load, new(RanksAcrossLanes.ClassOf(NameOf(ranking), tile)));
    }

    protected override Expression ToLanes(Value value)
    {
        if (value.Shape == ValueShape.Row)
        {
            return RowValue(value);
        }

        var name = Arguments.NameOfBatchValue(value);
        return Vector.IsScalar ? new(name) : Declare($"{name}Lanes", new(Vector.Splat(name)));
    }

    protected override Expression Reduce(Value value) => value.Operation switch
    {
        Operation.Load => new(Labels.LoadLabels(Arguments.LabelType, KernelArguments.NameOf(value.Role), "row", value.Ignored), value.Ignored is null || !Vector.IsScalar),
        Operation.IsCounted => Labels.AreCounted(Arguments.LabelType, KernelArguments.NameOf(value.Role), "row", value.Ignored!.Value),
        Operation.Pick => PickAt(NameOf(value), value.Operands[0], RowValue(value.Operands[1])),
        Operation.Max => Max(value),

        // One class is its own sum.
        Operation.Sum => Classes == 1 ? Sum(value) : Normalize(value, Sum(value)),
        Operation.ArgMax => ArgMax(value),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.Operation, "is no reduction"),
    };

    protected void LoadClasses(Value load)
    {
        var rows = $"{KernelArguments.NameOf(load.Role)}Rows";
        Writer.Write($"ref var {rows} = ref Unsafe.Add(ref {KernelArguments.NameOf(load.Role)}, {FirstClass});");
        Transposition.Load(rows, tile => NameOf(load, tile), SourceOf(load));
    }

    protected void StoreClasses(Store store)
    {
        var output = KernelArguments.NameOf(store.Role);
        Writer.Write($"ref var {output}Rows = ref Unsafe.Add(ref {output}, {FirstClass});");
        Transposition.Store($"{output}Rows", tile => Tile(store.Value, tile), MemoryOf(store.Role));
    }

    private Expression SelectAtClass(Expression label, int tile, Expression whenLabel, Expression otherwise)
        => Labels.AtLabel(otherwise, label, Vector.SplatIndex(tile), whenLabel);

    private void StoreRanks(Store store)
    {
        var output = KernelArguments.NameOf(store.Role);
        if (store.Value.Operation == Operation.Largest)
        {
            Ranks.StoreClasses(output, NameOf(store.Value), store.Value.Ranks);
        }
        else
        {
            Ranks.StoreValues(output, store.Value.Ranks, MemoryOf(store.Role), rank => Tile(store.Value, rank));
        }
    }

    private Expression PickAt(string name, Value load, Expression label)
    {
        Writer.Write($"var {name} = {Tile(load, 0)};");
        for (var tile = 1; tile < Classes; tile++)
        {
            Writer.Write($"{name} = {SelectAtClass(label, tile, Tile(load, tile), new(name))};");
        }

        return new(name);
    }

    private Expression Max(Value value)
    {
        var parts = 0;
        return BalancedTree(
            [.. Enumerable.Range(0, Classes).Select(tile => Tile(value.Operands[0], tile))],
            (left, right) => Combine(NameOf(value), left, right, (l, r) => new(Vector.Max(l.Text, r.Text)), ref parts));
    }

    private Expression Sum(Value value)
    {
        var parts = 0;
        return Tree.Sum(
            [.. Enumerable.Range(0, Classes).Select(tile => Tile(value.Operands[0], tile))],
            (left, right) => Combine(NameOf(value), left, right, (l, r) => Arithmetic.Binary("+", l, r), ref parts));
    }

    private Expression ArgMax(Value value)
    {
        var classes = NameOf(value);
        var largest = $"{classes}Largest";
        Writer.Write($"var {largest} = {Tile(value.Operands[0], 0)};");
        Writer.Write($"var {classes} = {(Vector.IsScalar ? "0" : $"{Vector.IndexName}.Zero")};");
        for (var tile = 1; tile < Classes; tile++)
        {
            new LargestSoFar(Vector, Reductions, Writer).Include(
                largest, classes, Tile(value.Operands[0], tile).Text, Vector.SplatIndex(tile), $"{classes}Is{tile}");
        }

        return new(classes);
    }
}
