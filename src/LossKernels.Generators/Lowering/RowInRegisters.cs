using System.Globalization;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>One row at a time, all of it in vector registers from its one read to its one write.</summary>
internal sealed class RowInRegisters(KernelArguments arguments, VectorType vector, SharedMethods shared)
    : RowByRow(arguments, vector, shared, CodeWriter.OfMembers())
{
    private readonly HashSet<Value> _atOnce = [];

    /// <summary>
    /// A row of at most one summation block: at most eight 512-bit vectors. Beyond, registers run out and totals have to be
    /// compensated.
    /// </summary>
    public static bool CanLower(int classes, VectorType vector) => CanFill(classes, vector) && classes <= SummationTree.BlockOf(vector.Element);

    private IEnumerable<int> Tiles => Enumerable.Range(0, Classes / Vector.Lanes).Concat(TailCount > 0 ? [TailTile] : []);

    protected override void WritePass(int pass)
    {
        if (pass == 0)
        {
            // All of an input that may be overwritten is read before anything is written; what is only picked from was read by now.
            foreach (var load in Arguments.Inputs.Where(input => input.Shape == ValueShape.Class && RoleShapes.MayBeOverwritten(input.Role) && IsUsedWhole(input)))
            {
                foreach (var tile in Tiles)
                {
                    _ = Tile(load, tile);
                }
            }
        }

        // More vectors than a function takes at once would not leave it the registers.
        var tiles = Tiles.ToList();
        if (!Vector.IsScalar && tiles.Count <= VectorFunctions.MostAtOnce)
        {
            var roots = Passes.ReductionsOf(pass).Select(reduction => reduction.Operands[0]).Concat(Passes.ClassStoresOf(pass).Select(StoredEverywhere));
            foreach (var function in LoopHomes.Needed(roots, _atOnce.Contains).Where(value => value.IsFunction && _atOnce.Add(value)))
            {
                ApplyAtOnce(function, tiles);
            }
        }

        foreach (var reduction in Passes.ReductionsOf(pass))
        {
            _ = RowValue(reduction);
        }

        foreach (var store in Passes.ClassStoresOf(pass))
        {
            foreach (var tile in Tiles)
            {
                Writer.Write(MemoryOf(store.Role).Store(Operand(StoredEverywhere(store), tile), RowOf(store.Role), Offset(tile)));
            }

            PatchLabel(store);
        }
    }

    private bool IsUsedWhole(Value load) => Program.Values.Any(value => value.Operation != Operation.Pick && value.Operands.Contains(load));

    protected override Expression LoadTile(Value load, int tile) => SourceOf(load).Load(RowOf(load.Role), Offset(tile));

    protected override Expression ReplaceAtLabel(Value value, int tile) => Labels.AtLabel(
        Operand(value.Operands[0], tile),
        Lanes(value.Operands[1]),
        Vector.Indices(FirstClass(tile)),
        Lanes(value.Operands[2]));

    protected override Expression ReduceClasses(Value value)
    {
        var operand = value.Operands[0];
        var parts = 0;
        switch (value.Operation)
        {
            case Operation.Max:
                var max = BalancedTree(
                    [.. Tiles.Select(tile => Tile(operand, tile))],
                    (left, right) => Combine(NameOf(value), left, right, (l, r) => new(Vector.Max(l.Text, r.Text)), ref parts));
                return new(Reductions.Max(max.Text));
            case Operation.Sum:
                var sum = Tree.Sum(
                    [.. Tiles.Select(tile => Term(operand, tile))],
                    (left, right) => Combine(NameOf(value), left, right, (l, r) => Arithmetic.Binary("+", l, r), ref parts));
                return Vector.IsScalar ? sum : new(Reductions.Sum(sum.Text));
            case Operation.ArgMax:
                return ArgMax(value);
            default:
                throw new ArgumentOutOfRangeException(nameof(value), value.Operation, "is no reduction");
        }
    }

    private Expression ArgMax(Value value)
    {
        var name = NameOf(value);
        var (largest, classes) = ($"{name}Largest", Vector.IsScalar ? name : $"{name}Lanes");
        Writer.Write($"var {largest} = {Tile(value.Operands[0], 0)};");
        Writer.Write($"var {classes} = {Vector.Indices(0)};");
        foreach (var tile in Tiles.Skip(1))
        {
            new LargestSoFar(Vector, Reductions, Writer).Include(
                largest, classes, Tile(value.Operands[0], tile).Text, Vector.Indices(FirstClass(tile)), $"{name}Is{FirstClass(tile)}");
        }

        return new(Vector.IsScalar ? classes : Reductions.ClassOfLargest(largest, classes));
    }

    private int FirstClass(int tile) => tile == TailTile ? Classes - Vector.Lanes : tile * Vector.Lanes;

    private string Offset(int tile) => FirstClass(tile).ToString(CultureInfo.InvariantCulture);
}
