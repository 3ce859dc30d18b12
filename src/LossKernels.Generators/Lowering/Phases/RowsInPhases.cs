using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering.Phases;

/// <summary>
/// A block of rows at a time, that stays in the first-level cache, in loops that each do one thing: all maxima, all exponentials, all sums, all quotients. No row
/// waits for its own reductions, which are finished for many rows side by side; what is computed once a row (a logarithm, a division) fills whole vectors.
/// Returns the first row that no longer fills a vector.
/// </summary>
internal sealed class RowsInPhases
{
    /// <summary>As many rows as a block of terms has that are totalled together.</summary>
    private const int MostRows = 64;

    /// <summary>The classes of a block's rows: 16 KB of floats, so that inputs and outputs lie in the first-level cache together; more where a vector of rows has more.</summary>
    private const int MostInBlock = 4096;

    private readonly KernelArguments _arguments;
    private readonly VectorType _vector;
    private readonly SharedMethods _shared;
    private readonly PhasePlan _plan;
    private readonly CodeWriter _writer = CodeWriter.OfMembers();
    private readonly ScratchMemory _scratch;

    public RowsInPhases(KernelArguments arguments, VectorType vector, SharedMethods shared)
    {
        (_arguments, _vector, _shared) = (arguments, vector, shared);
        _scratch = new ScratchMemory(arguments, vector, _writer);
        _plan = arguments.PhasesOf(LayoutTable.IsReducedAcrossRows(arguments.Classes, vector));
    }

    private int Rows => Math.Max(_vector.Lanes, Math.Min(MostRows, MostInBlock / _arguments.Classes / _vector.Lanes * _vector.Lanes));

    /// <summary>Whether a row has more than one class, fills a vector where one row does, and as few rows as a vector has lanes stay in the second-level cache.</summary>
    public static bool CanLower(int classes, VectorType vector)
        => !vector.IsScalar && classes > 1 && classes <= LayoutTable.MostInPhases(vector.Element) && (LayoutTable.IsReducedAcrossRows(classes, vector) || RowByRow.CanFill(classes, vector));

    /// <summary>Whether there is something that phases are for: exponentials, and a pass that waits for another; and no ranks, which are found row by row.</summary>
    public static bool IsFor(RowProgram program)
        => program.Values.Any(value => value is { Operation: Operation.Exp, Shape: ValueShape.Class })
            && program.Passes.Count > 1
            && program.Values.All(value => value.Shape != ValueShape.Rank);

    /// <summary>The method's text.</summary>
    public string Write(string name)
    {
        _writer.WriteList($"private static nint {name}", _arguments.Parameters(takesScratch: true), "");
        _writer.OpenBlock();
        BatchLanes.Write(_arguments, _vector, _writer);
        WriteBuffers();
        _writer.OpenBlock($"while (row <= rows - {_vector.Lanes})");
        _writer.Write("var first = row;");
        _writer.Write($"var end = first + Math.Min({Rows}, (rows - first) & -{_vector.Lanes});");
        for (var pass = 0; pass < _plan.Passes.Count; pass++)
        {
            _writer.Separate();
            _writer.Write(_plan.Passes.HeadingOf(pass, LayoutLowering.NameOf, KernelArguments.NameOf));
            if (_plan.IsReducedAcrossRows)
            {
                new FlatPhase(_arguments, _vector, _shared, _plan, pass, _writer).Write();
            }
            else
            {
                new RowPhase(_arguments, _vector, _shared, _plan, pass, _writer).Write();
            }

            foreach (var loop in (int[])[PhasePlan.LoopOverRows(pass), PhasePlan.LoopOfFunctions(pass)])
            {
                new RowsPhase(_arguments, _vector, _shared, _plan, pass, loop, _writer).Write();
            }
        }

        _writer.CloseBlock();
        _writer.Separate();
        _writer.Write("return row;");
        _writer.CloseBlock();
        return _writer.ToString();
    }

    private void WriteBuffers()
    {
        foreach (var value in _plan.Saved)
        {
            _scratch.Declare(PhasePlan.SavedNameOf(value), Rows, value.Kind);
        }

        foreach (var value in Enumerable.Range(0, _plan.Passes.Count).SelectMany(_plan.PartialReductionsOf))
        {
            _scratch.Declare($"{LayoutLowering.NameOf(value)}Partials", Rows * _vector.Lanes);
        }

        foreach (var value in _plan.Homes.OnStack)
        {
            _scratch.Declare(PhasePlan.BlockOf(value), Rows * _arguments.Classes);
        }

        if (!_plan.IsReducedAcrossRows)
        {
            RowPhase.WriteBuffers(_arguments, _vector, _shared, _plan, _writer);
        }
        else if (_arguments.Inputs.Where(input => input.Shape == ValueShape.Class && RoleShapes.IsSharedByRows(input.Role)).ToList() is { Count: > 0 } shared)
        {
            // Where no block of rows is left, there is nothing to do, and there may be no scratch memory.
            _writer.OpenBlock($"if (row > rows - {_vector.Lanes})");
            _writer.Write("return row;");
            _writer.CloseBlock();
            _writer.Separate();
            shared.ForEach(WriteRepeated);
        }
    }

    private void WriteRepeated(Value load)
    {
        var (name, count) = (PhasePlan.RepeatedNameOf(load), _vector.Lanes * _arguments.Classes);
        var memory = new ElementMemory(VectorType.Scalar(_vector.Element), _arguments.StoredTypeOf(load.Role), _shared);
        _scratch.Declare(name, count);
        _writer.OpenBlock($"for (var i = 0; i < {count}; i++)");
        _writer.Write($"Unsafe.Add(ref {name}, i) = {memory.Load(KernelArguments.NameOf(load.Role), $"i % {_arguments.Classes}")};");
        _writer.CloseBlock();
        _writer.Separate();
    }
}
