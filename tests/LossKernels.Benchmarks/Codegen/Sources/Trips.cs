namespace LossKernels.Benchmarks.Codegen.Sources;

/// <summary>How often the body of each loop of a program was entered. Code that was instrumented by <see cref="LoopCounting"/> calls it.</summary>
public static class Trips
{
    private static long[] _counts = [];

    /// <summary>Begins anew, with so many loops.</summary>
    public static void Reset(int loops) => _counts = new long[loops];

    /// <summary>One more trip through a loop.</summary>
    public static void Count(int loop) => _counts[loop]++;

    /// <summary>The trips of a loop since the last reset.</summary>
    public static long Of(int loop) => _counts[loop];
}
