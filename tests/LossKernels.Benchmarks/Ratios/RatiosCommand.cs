using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossKernels.Benchmarks.Measuring;
using Spectre.Console;

namespace LossKernels.Benchmarks.Ratios;

/// <summary>Holds the contests and prints the contract's table.</summary>
internal static class RatiosCommand
{
    public static int Run(Selection selection, int turns, string? svg, IAnsiConsole console)
    {
        console.WriteLine($"{CpuName()}; vectors of {string.Join(", ", VectorWidths())} bits; {RuntimeInformation.FrameworkDescription}");
        var contests = selection.Contests().ToList();
        if (contests.Count == 0)
        {
            throw new InvalidOperationException("There are no such kernels.");
        }

        Race.Warm([.. contests.SelectMany(contest => contest.Contenders).Select(contender => contender.Call)]);
        List<RatioRow> rows = [.. contests.Select(contest => new RatioRow(contest, Race.Run([.. contest.Contenders.Select(contender => contender.Call)], turns)))];
        console.Write(RatioTable.Of(rows));
        if (svg is not null)
        {
            Picture.Of(rows).Save(svg);
        }

        var shortRows = rows.Count(row => !row.Passes);
        console.WriteLine(shortRows == 0 ? "Every target is met." : $"{shortRows} of {rows.Count} rows are short of their target.");
        return shortRows == 0 ? 0 : 1;
    }

    private static IEnumerable<string> VectorWidths()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            yield return "512";
        }
        else if (Avx512F.IsSupported)
        {
            yield return "512 (which the runtime does not prefer here)";
        }

        if (Vector256.IsHardwareAccelerated)
        {
            yield return "256";
        }

        if (Vector128.IsHardwareAccelerated)
        {
            yield return "128";
        }
    }

    private static string CpuName()
        => (File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() : null)
           ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
           ?? RuntimeInformation.ProcessArchitecture.ToString();
}
