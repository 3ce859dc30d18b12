using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>The class of the largest value, carried lane by lane with that value.</summary>
internal sealed class LoopArgMax(string name, VectorType vector, LaneReductions reductions, CodeWriter writer)
    : LoopReduction(name, vector, reductions, writer)
{
    private string Largest => $"{Name}Largest";

    private string Classes => $"{Name}Lanes";

    public override Expression Lanes => new(Classes);

    public override void WriteStart(bool isWhole)
    {
        // The first classes stand for a row of nothing but -infinity, which nothing replaces.
        Writer.Write($"var {Largest} = {Vector.Splat($"{Vector.ElementName}.NegativeInfinity")};");
        Writer.Write($"var {Classes} = {Vector.Indices(0)};");
    }

    public override void Include(int index, Expression tile, string classes)
        => new LargestSoFar(Vector, Reductions, Writer).Include(Largest, Classes, tile.Text, classes, $"{Name}Is{index}");

    public override Expression Result() => new(Vector.IsScalar ? Classes : Reductions.ClassOfLargest(Largest, Classes));
}
