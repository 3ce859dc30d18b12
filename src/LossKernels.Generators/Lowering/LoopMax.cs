using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>A maximum in four independent parts, so that no comparison waits for the one before.</summary>
internal sealed class LoopMax(string name, VectorType vector, LaneReductions reductions, CodeWriter writer)
    : LoopReduction(name, vector, reductions, writer)
{
    private int PartCount => Vector.IsScalar ? 1 : 4;

    public override void WriteStart()
    {
        for (var part = 0; part < PartCount; part++)
        {
            Writer.Write($"var {Part(part)} = {Vector.Splat($"{Vector.ElementName}.NegativeInfinity")};");
        }
    }

    public override void Include(int index, Expression tile, string classes)
        => Writer.Write($"{Part(index % PartCount)} = {Vector.Max(tile.Text, Part(index % PartCount))};");

    public override Expression Result() => Vector.IsScalar
        ? new(Part(0))
        : new(Reductions.Max(Vector.Max(Vector.Max(Part(0), Part(1)), Vector.Max(Part(2), Part(3)))));

    private string Part(int part) => $"{Name}Part{part}";
}
