using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace LossKernels.Benchmarks.Depth;

/// <summary>BenchmarkDotNet over the kernels: its statistics, and whatever of it the arguments ask for.</summary>
internal static class DepthCommand
{
    /// <summary>The command line's first argument; those that follow are BenchmarkDotNet's.</summary>
    public const string Command = "depth";

    /// <returns>0; 1 if a benchmark failed.</returns>
    public static int Run(string[] arguments)
    {
        // In this process, whose assemblies are those that the other commands time; the results beside the program.
        var config = DefaultConfig.Instance
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet"));
        var summaries = BenchmarkSwitcher.FromTypes([typeof(KernelBenchmarks<>)]).Run(arguments, config);
        return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
