using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LossKernels.Benchmarks.FirstCall;

/// <summary>The time that this thread has run, where the system tells (Linux), so that other programs do not count; else the time that has passed.</summary>
internal static class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    /// <summary>Microseconds since some moment.</summary>
    public static double Microseconds
        => OperatingSystem.IsLinux() && clock_gettime(ThreadProcessorTime, out var time) == 0
            ? (time.Seconds * 1e6) + (time.Nanoseconds / 1e3)
            : Stopwatch.GetTimestamp() * 1e6 / Stopwatch.Frequency;

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
