using System.Globalization;
using LossKernels.Benchmarks.Codegen.Listing;
using Spectre.Console;

namespace LossKernels.Benchmarks.Codegen;

/// <summary>Counted kernels as a person reads them.</summary>
internal static class CodegenTable
{
    private static readonly Microarchitecture[] s_cpus = [Microarchitecture.Zen, Microarchitecture.Skylake];

    /// <summary>The floor in a few words.</summary>
    public static string Describe(CountedKernel floor)
        => string.Join(", ", [
            $"{Number(floor.Instructions)} instructions ({Number(floor.LeastInstructions)} at least), {Number(floor.Spills)} spills",
            .. s_cpus.Select(cpu => $"{Number(floor.CyclesOf(floor.Made, cpu))} cycles ({Number(floor.CyclesOf(floor.Least, cpu))}) on {cpu.Name}")]);

    /// <summary>A row for each kernel.</summary>
    public static Table Of(CountedKernel floor, IReadOnlyList<CountedKernel> kernels)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumn(new TableColumn("kernel") { NoWrap = true });
        foreach (var heading in (string[])["code, bytes", "frame, bytes", "instructions", "at least", "spills", .. s_cpus.SelectMany(cpu => (string[])[$"{cpu.Name}: cycles", "at least", "of floor", "at least"])])
        {
            _ = table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right, NoWrap = true });
        }

        foreach (var kernel in kernels)
        {
            _ = table.AddRow([
                kernel.Name,
                Whole(kernel.Methods.Sum(method => method.Bytes)),
                Whole(kernel.Methods.Select(method => method.FrameBytes).DefaultIfEmpty().Max()),
                .. kernel.IsComplete ? Counts(floor, kernel) : ["?"]]);
        }

        return table;
    }

    /// <summary>A row for each loop of a kernel.</summary>
    public static Table OfLoops(CountedKernel kernel)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumn(new TableColumn(kernel.Name) { NoWrap = true });
        foreach (var heading in (string[])["trips", "instructions", "vector", "at least", "multiply", "add", "compare", "logic", "shift", "shuffle", "divide", "loads", "constants", "stores", "spilled", "reloaded", .. s_cpus.SelectMany(cpu => (string[])[$"{cpu.Name}: cycles", "at least"])])
        {
            _ = table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right, NoWrap = true });
        }

        foreach (var loop in kernel.Loops)
        {
            var (stores, loads) = loop.Method.Spills(loop.Loop);
            var name = loop.Method.Name[(loop.Method.Name.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('(')[0];
            _ = table.AddRow([
                $"{name}, {new string('>', loop.Loop.Depth)}loop {loop.Number}",
                loop.Trips is { } trips ? Whole(trips) : "?",
                Whole(loop.Loop.Own.Count()),
                Whole(loop.VectorInstructions),
                loop.Least is { } least ? Whole(least.Dispatched) : "?",
                Whole(loop.Made[OperationKind.Multiply]),
                Whole(loop.Made[OperationKind.Add]),
                Whole(loop.Made[OperationKind.Compare]),
                Whole(loop.Made[OperationKind.Logic] + loop.Made[OperationKind.IntegerLanes]),
                Whole(loop.Made[OperationKind.Shift]),
                Whole(loop.Made[OperationKind.Shuffle]),
                Whole(loop.Made[OperationKind.Divide] + loop.Made[OperationKind.DivideDouble] + loop.Made[OperationKind.Convert]),
                Whole(loop.Made[OperationKind.Load]),
                Whole(loop.Constants),
                Whole(loop.Made[OperationKind.Store]),
                Whole(stores),
                Whole(loads),
                .. s_cpus.SelectMany(cpu => (string[])[Number(cpu.LeastCycles(loop.Made)), loop.Least is null ? "?" : Number(cpu.LeastCycles(loop.Least))])]);
        }

        return table;
    }

    private static IEnumerable<string> Counts(CountedKernel floor, CountedKernel kernel) =>
    [
        Number(kernel.Instructions),
        Number(kernel.LeastInstructions),
        Number(kernel.Spills),
        .. s_cpus.SelectMany(cpu => (string[])[
            Number(kernel.CyclesOf(kernel.Made, cpu)),
            Number(kernel.CyclesOf(kernel.Least, cpu)),
            Ratio(kernel.CyclesOf(kernel.Made, cpu) / floor.CyclesOf(floor.Made, cpu)),
            Ratio(kernel.CyclesOf(kernel.Least, cpu) / floor.CyclesOf(floor.Least, cpu))]),
    ];

    private static string Whole(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Ratio(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
