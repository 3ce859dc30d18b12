namespace LossKernels.Benchmarks.Measuring;

/// <summary>The times of one contender over all turns.</summary>
/// <param name="Least">The least, in nanoseconds a call.</param>
/// <param name="Spread">How far the lower quartile lies above the least, as a part of it.</param>
internal readonly record struct Timing(double Least, double Spread)
{
    public static Timing Of(double[] times)
    {
        Array.Sort(times);
        return new Timing(times[0], (times[times.Length / 4] / times[0]) - 1);
    }
}
