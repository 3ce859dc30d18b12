using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// A row loop that goes through three rows at a time: beside the exponentials of one stand the maximum of the next and the scale of the one before. The two passes that only read and write
/// memory vanish behind the arithmetic.
/// </summary>
internal sealed class OverlappedRowLoop(KernelArguments arguments, VectorType vector, SharedMethods shared, RowOverlap overlap)
    : RowLoop(arguments, vector, shared)
{
    private const string FirstRow = "firstRow";

    private readonly MemoryLoop _memory = new(vector, shared);

    private Role Input => overlap.Max.Operands[0].Role;

    private string NextRow => $"next{Capitalized(RowOf(Input))}";

    private string MaxOfNext => $"{NameOf(overlap.Max)}OfNext";

    private string LargestOfNext => $"{MaxOfNext}Lanes";

    private string PreviousRow => $"previous{Capitalized(RowOf(overlap.Scaled!.Role))}";

    private string PreviousTail => $"{PreviousRow}Tail";

    private Value Factor => StoredEverywhere(overlap.Scaled!).Operands[1];

    /// <summary>What outlives a row because its output is ended later: what it is multiplied by and, where one class is replaced, which and by what.</summary>
    private IEnumerable<Value> KeptForNextRow => overlap.Scaled is not { } scaled ? []
        : scaled.Value.Operation == Operation.AtLabel ? [Factor, scaled.Value.Operands[1], scaled.Value.Operands[2]] : [Factor];

    /// <inheritdoc/>
    protected override void WriteBuffers()
    {
        base.WriteBuffers();
        Writer.Write($"var {MaxOfNext} = row < rows ? {_memory.Max($"Unsafe.Add(ref {KernelArguments.NameOf(Input)}, row * {Classes})", Classes)} : 0;");
        if (overlap.Scaled is not null)
        {
            Writer.Write($"var {FirstRow} = row;");
            foreach (var value in KeptForNextRow)
            {
                Writer.Write($"var {PreviousOf(value)} = {(value.Kind == ValueKind.Index ? "0" : RowVector.Constant(0))};");
            }
        }
    }

    /// <inheritdoc/>
    protected override Expression? Saved(Value value) => value == overlap.Max ? new(MaxOfNext) : base.Saved(value);

    /// <inheritdoc/>
    protected override void WritePass(int pass)
    {
        switch (pass)
        {
            case 0:
                WriteNeighbours();
                break;
            case 1:
                base.WritePass(pass);
                WriteTails();
                break;
            case 2 when overlap.Scaled is not null:
                KeepForNextRow();
                break;
            default:
                base.WritePass(pass);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteHeading(int pass)
    {
        base.WriteHeading(pass);
        if (pass == 1)
        {
            Writer.Write($"// Beside the exponentials, the maximum of the next row{(overlap.Scaled is null ? "" : ", and the scale of the one before")}.");
        }
    }

    /// <inheritdoc/>
    protected override void WriteGaps(Value function, string values, string subtracted, string results, string start, string count)
    {
        (string, string) next = (Behind(NextRow, start), LargestOfNext);
        var heading = "if";
        if (overlap.Scaled is not null)
        {
            WriteCase($"if (row > {FirstRow})", new(next, (Behind(PreviousRow, start), PreviousOf(Factor))));
            heading = "else if";
        }

        WriteCase($"{heading} (row + 1 < rows)", new(next, null));
        WriteCase("else", null);

        void WriteCase(string condition, Companions? companions)
        {
            Writer.OpenBlock(condition);
            FunctionLoop.WriteOfGaps(function, values, subtracted, results, count, Vector, Shared, Writer, companions);
            Writer.CloseBlock();
        }
    }

    /// <inheritdoc/>
    protected override void WriteAfterRows()
    {
        if (overlap.Scaled is not { } scaled)
        {
            return;
        }

        Writer.Separate();
        Writer.OpenBlock($"if (row > {FirstRow})");
        Writer.Write($"ref var {PreviousRow} = ref Unsafe.Add(ref {KernelArguments.NameOf(scaled.Role)}, (row - 1) * {Classes});");
        Writer.Write(_memory.Scale(PreviousRow, PreviousOf(Factor), Classes));
        PatchPreviousLabel(scaled);
        Writer.CloseBlock();
    }

    /// <summary>The rows before and behind; the last row's next one is itself.</summary>
    private void WriteNeighbours()
    {
        Writer.Write($"ref var {NextRow} = ref Unsafe.Add(ref {RowOf(Input)}, row + 1 < rows ? {Classes} : 0);");
        Writer.Write($"var {LargestOfNext} = {Vector.Splat($"{Vector.ElementName}.NegativeInfinity")};");
        if (overlap.Scaled is { } scaled)
        {
            Writer.Write($"ref var {PreviousRow} = ref Unsafe.Add(ref {RowOf(scaled.Role)}, row > {FirstRow} ? -{Classes} : 0);");
            if (TailCount > 0)
            {
                // The vectors before overlap it, and are scaled first.
                Writer.Write($"var {PreviousTail} = {Vector.Load(PreviousRow, $"{Classes - Vector.Lanes}")};");
            }
        }

        _ = RowValue(overlap.Max);
    }

    /// <summary>Does for the neighbours what the loops of the function leave: the tail.</summary>
    private void WriteTails()
    {
        var place = $"{Classes - Vector.Lanes}";
        if (TailCount > 0)
        {
            Writer.Write($"{LargestOfNext} = {Vector.Max(Vector.Load(NextRow, place), LargestOfNext)};");
        }

        Writer.Write($"{MaxOfNext} = {new LaneReductions(Vector, Shared).Max(LargestOfNext)};");
        if (overlap.Scaled is not { } scaled || (TailCount == 0 && scaled.Value.Operation != Operation.AtLabel))
        {
            return;
        }

        Writer.Separate();
        Writer.OpenBlock($"if (row > {FirstRow})");
        if (TailCount > 0)
        {
            Writer.Write(Vector.Store(new($"{PreviousTail} * {Vector.Splat(PreviousOf(Factor))}", false), PreviousRow, place));
        }

        PatchPreviousLabel(scaled);
        Writer.CloseBlock();
    }

    private void KeepForNextRow()
    {
        Writer.Separate();
        foreach (var value in KeptForNextRow)
        {
            Writer.Write($"{PreviousOf(value)} = {RowValue(value)};");
        }
    }

    private void PatchPreviousLabel(Store scaled)
    {
        if (scaled.Value.Operation == Operation.AtLabel)
        {
            Writer.Write(ScalarMemoryOf(scaled.Role).Store(new(PreviousOf(scaled.Value.Operands[2])), PreviousRow, PreviousOf(scaled.Value.Operands[1])));
        }
    }

    private static string PreviousOf(Value value) => $"{NameOf(value)}OfPrevious";

    private static string Capitalized(string name) => $"{char.ToUpperInvariant(name[0])}{name.Substring(1)}";
}
