using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>A maximum in four independent parts, so that no comparison waits for the one before.</summary>
internal sealed class LoopMax(string name, VectorType vector, LaneReductions reductions, CodeWriter writer)
    : LoopReduction(name, vector, reductions, writer)
{
    private readonly HashSet<int> _begun = [];

    private int PartCount => Vector.IsScalar ? 1 : 4;

    public override Expression Lanes => new(BalancedTree([.. _begun.OrderBy(part => part).Select(Part)]));

    public override void WriteStart(bool isWhole)
    {
        _begun.Clear();
        if (isWhole)
        {
            return;
        }

        for (var part = 0; part < PartCount; part++)
        {
            Writer.Write($"var {Part(part)} = {Vector.Splat($"{Vector.ElementName}.NegativeInfinity")};");
            _ = _begun.Add(part);
        }
    }

    public override void Include(int index, Expression tile, string classes)
    {
        var part = index % PartCount;
        Writer.Write(_begun.Add(part) ? $"var {Part(part)} = {tile};" : $"{Part(part)} = {Vector.Max(tile.Text, Part(part))};");
    }

    public override Expression Result() => Vector.IsScalar ? Lanes : new(Reductions.Max(Lanes.Text));

    private string BalancedTree(IReadOnlyList<string> parts)
        => parts.Count == 1 ? parts[0] : Vector.Max(BalancedTree([.. parts.Take((parts.Count + 1) / 2)]), BalancedTree([.. parts.Skip((parts.Count + 1) / 2)]));

    private string Part(int part) => $"{Name}Part{part}";
}
