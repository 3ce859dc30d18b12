using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering.Phases;

/// <summary>
/// A block of rows at a time, as many side by side as a vector has lanes, with each exponential and each logarithm in a loop of its own. A chain of
/// both is some 130 cycles long, and a CPU looks ahead over no more than two or three groups of rows; of a loop of one function, over ten times as many.
/// Returns the first row that no longer fills a vector.
/// </summary>
internal sealed class RowsAcrossLanesInPhases
{
    /// <summary>As many rows as a block of terms has that are totalled together.</summary>
    private const int Rows = 64;

    /// <summary>The most classes of which each has a register, as in <see cref="RowsAcrossLanes"/>.</summary>
    private const int MostClasses = 16;

    private readonly KernelArguments _arguments;
    private readonly VectorType _vector;
    private readonly SharedMethods _shared;
    private readonly FunctionPlan _plan;
    private readonly CodeWriter _writer = CodeWriter.OfMembers();

    public RowsAcrossLanesInPhases(KernelArguments arguments, VectorType vector, SharedMethods shared)
    {
        (_arguments, _vector, _shared) = (arguments, vector, shared);
        _plan = new FunctionPlan(arguments.Program, value => RowsAcrossLanes.IsSelected(arguments, value));
    }

    public static bool CanLower(int classes, VectorType vector) => !vector.IsScalar && classes <= MostClasses;

    /// <summary>The method's text.</summary>
    public string Write(string name)
    {
        _writer.WriteList($"private static nint {name}", _arguments.Parameters(takesScratch: true), "");
        _writer.OpenBlock();
        BatchLanes.Write(_arguments, _vector, _writer);
        var scratch = new ScratchMemory(_arguments, _vector, _writer);
        foreach (var value in _plan.Waiting)
        {
            if (value.Shape == ValueShape.Class)
            {
                scratch.Declare(PhasePlan.BlockOf(value), Rows * _arguments.Classes);
            }
            else
            {
                scratch.Declare(PhasePlan.SavedNameOf(value), Rows, value.Kind);
            }
        }

        _writer.OpenBlock($"while (row <= rows - {_vector.Lanes})");
        _writer.Write("var first = row;");
        _writer.Write($"var end = first + Math.Min({Rows}, (rows - first) & -{_vector.Lanes});");
        for (var phase = 0; phase < _plan.Count; phase++)
        {
            new LanesPhase(_arguments, _vector, _shared, _plan, phase, _writer).Write();
        }

        _writer.CloseBlock();
        _writer.Separate();
        _writer.Write("return row;");
        _writer.CloseBlock();
        return _writer.ToString();
    }
}
