using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>How a reduction over the classes is carried through the loops of a pass.</summary>
internal abstract class LoopReduction(string name, VectorType vector, LaneReductions reductions, CodeWriter writer)
{
    protected string Name { get; } = name;

    protected VectorType Vector { get; } = vector;

    protected LaneReductions Reductions { get; } = reductions;

    protected CodeWriter Writer { get; } = writer;

    public static LoopReduction Of(Value reduction, string name, VectorType vector, SummationTree tree, SharedMethods shared, CodeWriter writer)
    {
        var reductions = new LaneReductions(vector, shared);
        return reduction.Operation switch
        {
            Operation.Max => new LoopMax(name, vector, reductions, writer),
            Operation.Sum => new LoopSum(name, vector, tree, reductions, writer),
            Operation.ArgMax => new LoopArgMax(name, vector, reductions, writer),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction.Operation, "is no reduction"),
        };
    }

    /// <summary>Declares what outlives a row, before the loop over the rows.</summary>
    public virtual void WriteBuffers()
    {
    }

    /// <summary>Declares what a row accumulates into.</summary>
    /// <param name="isWhole">Whether one segment of straight code takes in the whole row, so that there is nothing to accumulate into.</param>
    public abstract void WriteStart(bool isWhole);

    /// <summary>Takes in one tile of a segment.</summary>
    public abstract void Include(int index, Expression tile, string classes);

    /// <summary>Ends a segment.</summary>
    public virtual void EndSegment(LoopSegment segment)
    {
    }

    /// <summary>What is left to reduce across the lanes.</summary>
    public abstract Expression Lanes { get; }

    /// <summary>The row's result.</summary>
    public abstract Expression Result();
}
