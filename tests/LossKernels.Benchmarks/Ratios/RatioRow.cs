using LossKernels.Benchmarks.Contenders;
using LossKernels.Benchmarks.Measuring;

namespace LossKernels.Benchmarks.Ratios;

/// <summary>A contest's times, and what they are of the contract's targets.</summary>
internal sealed class RatioRow(Contest contest, IReadOnlyList<Timing> timings)
{
    private readonly Target _target = Target.Of(contest);

    public Contest Contest => contest;

    /// <summary>The greatest spread of the times that the verdict rests on.</summary>
    public double Spread => contest.Contenders.Zip(timings, (contender, timing) => IsDecisive(contender.Name) ? timing.Spread : 0).Max();

    /// <summary>Our time over that of the floor, or of what stands in its place.</summary>
    public double? OfFloor => TimeOf(Contender.Ours) / Floor;

    public double? LimitOfFloor => _target.OfFloor;

    /// <summary>The time of TensorPrimitives over ours.</summary>
    public double? OverTensors => TimeOf(Contender.Tensors) / TimeOf(Contender.Ours);

    public double? LimitOverTensors => _target.OverTensors;

    /// <summary>By how much the time is above what the targets allow, as a part of it; not positive where they are met.</summary>
    public double Excess => Math.Max((OfFloor / LimitOfFloor) - 1 ?? 0, (LimitOverTensors / OverTensors) - 1 ?? 0);

    public bool Passes => Excess <= 0;

    /// <summary>The nanoseconds per element of a contender; null if it does not take part.</summary>
    public double? TimeOf(string name)
    {
        for (var i = 0; i < timings.Count; i++)
        {
            if (contest.Contenders[i].Name == name)
            {
                return timings[i].Least / contest.Contenders[i].Elements;
            }
        }

        return null;
    }

    /// <summary>The nanoseconds per element below which no kernel gets: the exp floor, for one huge row a copy's if it is longer, for Half those of float.</summary>
    public double? Floor
    {
        get
        {
            var floors = contest.Contenders.Where(contender => contender.Name.StartsWith(Contender.Floor, StringComparison.Ordinal)).Select(contender => TimeOf(contender.Name)).ToList();
            var least = floors.Count > 0 ? floors.Min() : TimeOf(Contender.FloatKernel);
            return TimeOf(Contender.Copy) is { } copy && floors.Count > 0 ? Math.Max(copy, least!.Value) : least;
        }
    }

    private static bool IsDecisive(string name)
        => name is Contender.Ours or Contender.Tensors or Contender.FloatKernel || name.StartsWith(Contender.Floor, StringComparison.Ordinal);
}
