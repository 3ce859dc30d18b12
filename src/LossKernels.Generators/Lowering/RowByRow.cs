using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// What the two layouts share that take one row at a time: values per row are scalars, spread over a vector where values per
/// class meet them, and a row's last, partial vector overlaps the one before. Processes all rows that are left.
/// </summary>
internal abstract class RowByRow(KernelArguments arguments, VectorType vector, SharedMethods shared, CodeWriter writer)
    : LayoutLowering(arguments, vector, VectorType.Scalar(vector.Element), vector.Lanes, shared, writer)
{
    /// <summary>The number of classes in the last vector that no full vector has.</summary>
    protected int TailCount => Classes % Vector.Lanes;

    /// <summary>A row has to fill a vector, or the last one would leave it.</summary>
    public static bool CanFill(int classes, VectorType vector) => classes >= vector.Lanes;

    /// <summary>The method's text.</summary>
    public string Write(string name)
    {
        WriteAttribute();
        Writer.WriteList($"private static void {name}", Arguments.Parameters(), "");
        Writer.OpenBlock();
        WriteBatchLanes(areRowsInLanes: false);
        WriteBuffers();
        Ranks.WriteBuffers();
        Writer.OpenBlock("for (; row < rows; row++)");
        var inputs = Arguments.Inputs.Where(input => input.Shape == ValueShape.Class).Select(input => input.Role);
        var outputs = Arguments.Outputs.Where(store => store.Value.Shape == ValueShape.Class).Select(store => store.Role);
        WriteRowReferences(inputs.Concat(outputs));
        WriteRowInputs();
        Ranks.WriteSelection();
        for (var pass = 0; pass < Passes.Count; pass++)
        {
            WritePass(pass);
        }

        WriteRowOutputs(_ => true);
        Ranks.WriteOutputs(value => _ = Lanes(value), Tile, () => ForgetTiles([]));
        Writer.CloseBlock();
        WriteAfterRows();
        Writer.CloseBlock();
        return Writer.ToString();
    }

    /// <summary>Says how the method is compiled, if not as any other.</summary>
    protected virtual void WriteAttribute()
    {
    }

    private RanksOfRow Ranks => new(Arguments, Vector, Shared, Writer);

    protected override Expression PickAtRank(Value pick, int tile) => Ranks.LoadPicked(pick, tile);

    /// <summary>Where a row of a role begins; what all rows share begins where the parameter does.</summary>
    internal static string RowOf(Role role)
        => RoleShapes.IsSharedByRows(role) ? KernelArguments.NameOf(role) : $"{KernelArguments.NameOf(role)}Row";

    /// <summary>Declares where the row begins in some inputs and outputs per class.</summary>
    protected void WriteRowReferences(IEnumerable<Role> roles)
    {
        foreach (var role in roles.Where(role => !RoleShapes.IsSharedByRows(role)))
        {
            Writer.Write($"ref var {RowOf(role)} = ref Unsafe.Add(ref {KernelArguments.NameOf(role)}, row * {Classes});");
        }
    }

    /// <summary>The statements of one pass over the row.</summary>
    protected abstract void WritePass(int pass);

    /// <summary>Declares what outlives a row.</summary>
    protected virtual void WriteBuffers()
    {
    }

    /// <summary>Does what is left when the last row is over.</summary>
    protected virtual void WriteAfterRows()
    {
    }

    protected abstract Expression ReduceClasses(Value value);

    protected override Expression Reduce(Value value) => value.Operation switch
    {
        Operation.Load => new(new LabelLanes(RowVector, Shared).LoadLabels(Arguments.LabelType, KernelArguments.NameOf(value.Role), "row", value.Ignored), value.Ignored is null),
        Operation.IsCounted => new LabelLanes(RowVector, Shared).AreCounted(Arguments.LabelType, KernelArguments.NameOf(value.Role), "row", value.Ignored!.Value),
        Operation.Pick => ScalarMemoryOf(value.Operands[0].Role).Load(RowOf(value.Operands[0].Role), RowValue(value.Operands[1]).Text),
        Operation.Sum => Normalize(value, ReduceClasses(value)),
        _ => ReduceClasses(value),
    };

    protected override Expression ToLanes(Value value)
    {
        var scalar = value.Shape == ValueShape.Batch ? new Expression(Arguments.NameOfBatchValue(value)) : RowValue(value);
        if (Vector.IsScalar)
        {
            return scalar;
        }

        var name = scalar.Text.All(char.IsLetterOrDigit) ? scalar.Text : NameOf(value);
        return Declare($"{name}Lanes", new(value.Kind switch
        {
            ValueKind.Index => Vector.SplatIndex(scalar),
            ValueKind.Truth => Vector.SplatTruth(scalar),
            _ => Vector.Splat(scalar.Text),
        }));
    }

    /// <summary>
    /// What a store writes to every class. A replacement at the label is left to <see cref="PatchLabel"/>: one scalar store a row is
    /// less than a comparison a vector.
    /// </summary>
    internal static Value StoredEverywhere(Store store) => store.Value.Operation == Operation.AtLabel ? store.Value.Operands[0] : store.Value;

    protected void PatchLabel(Store store)
    {
        if (store.Value.Operation == Operation.AtLabel)
        {
            var replacement = RowValue(store.Value.Operands[2]);
            Writer.Write(ScalarMemoryOf(store.Role).Store(replacement, RowOf(store.Role), RowValue(store.Value.Operands[1]).Text));
        }
    }

    /// <summary>The terms by which a tile of a summed value enters the sum: of the overlapping tile, only what is new.</summary>
    protected Expression Term(Value value, int tile)
    {
        var expression = Tile(value, tile);
        return tile == TailTile ? new(Reductions.LastLanesFirst(expression.Text, TailCount)) : expression;
    }
}
