using System.Globalization;
using System.Runtime.CompilerServices;
using LossKernels.Benchmarks.Codegen;
using LossKernels.Benchmarks.InMemory;
using LossKernels.Benchmarks.Surface;
using Spectre.Console;

namespace LossKernels.Benchmarks.FirstCall;

/// <summary>What the first calls of a kernel cost, as it is generated and with what could be done about them.</summary>
internal static class FirstCallCommand
{
    // What a consumer has by default: these benchmarks go without a profile.
    private static readonly (string, string) s_profile = ("DOTNET_TieredPGO", "1");

    private static readonly (string Name, bool IsOptimizedAtOnce, (string, string)[] Settings)[] s_ways =
    [
        ("as generated", false, [s_profile]),
        ("AggressiveOptimization on the layouts", true, [s_profile]),
        ("as generated, TieredPGO=0", false, [("DOTNET_TieredPGO", "0")]),
        ("as generated, TieredCompilation=0", false, [("DOTNET_TieredCompilation", "0")]),
    ];

    /// <param name="cases">The kernels.</param>
    /// <param name="classCounts">Class counts.</param>
    /// <param name="rowCounts">Rows.</param>
    /// <param name="processes">How many processes make each call; the least of their times counts.</param>
    /// <param name="console">Where results go.</param>
    /// <returns>0.</returns>
    public static int Run(IReadOnlyList<KernelCase> cases, IReadOnlyList<int> classCounts, IReadOnlyList<int> rowCounts, int processes, IAnsiConsole console)
    {
        var chosen = classCounts.SelectMany(classes => cases.Select(kernel => (Case: kernel, Classes: classes))).Select((kernel, i) => (kernel.Case, kernel.Classes, Method: $"Kernel{i}")).ToList();
        var consumer = Consumer.Of("Kernels", chosen.Select(kernel => kernel.Case.Declare(kernel.Method, kernel.Classes, "float")));
        var folder = Directory.CreateTempSubdirectory("first-call");
        try
        {
            var (plain, optimized) = (Path.Combine(folder.FullName, "Plain.dll"), Path.Combine(folder.FullName, "Optimized.dll"));
            File.WriteAllBytes(plain, consumer.Emit());
            File.WriteAllBytes(optimized, LayoutMethods.With(consumer, nameof(MethodImplOptions.AggressiveOptimization)).Emit());
            var table = new Table().Border(TableBorder.Markdown).AddColumn("kernel").AddColumn("rows").AddColumn("");
            foreach (var heading in (string[])["first call, us", "calls 2 to 30, us", "a call then, us"])
            {
                _ = table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right });
            }

            foreach (var (kernel, classes, method) in chosen)
            {
                foreach (var rows in rowCounts)
                {
                    var call = new ListedCall(method, ArgumentMemory.Of(consumer.Declarations[method], rows));
                    foreach (var (name, isOptimizedAtOnce, settings) in s_ways)
                    {
                        var runs = Enumerable.Range(0, processes).Select(_ => FirstCalls.Measure(isOptimizedAtOnce ? optimized : plain, call, settings)).ToList();
                        _ = table.AddRow($"{kernel.Name}, {classes:N0} classes", $"{rows}", name, Least(runs, run => run.First), Least(runs, run => run.Following), Least(runs, run => run.Settled));
                    }
                }
            }

            console.Write(table);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Least(IReadOnlyList<FirstCalls> runs, Func<FirstCalls, double> time)
        => runs.Min(time).ToString("N1", CultureInfo.InvariantCulture);
}
