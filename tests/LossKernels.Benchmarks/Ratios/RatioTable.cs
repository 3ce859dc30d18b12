using System.Globalization;
using LossKernels.Benchmarks.Contenders;
using Spectre.Console;

namespace LossKernels.Benchmarks.Ratios;

/// <summary>The rows as a person reads them: times in nanoseconds per element, and ratios.</summary>
internal static class RatioTable
{
    public static Table Of(IReadOnlyList<RatioRow> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (heading, isText) in ((string, bool)[])[("kernel", true), ("type", true), ("K", false), ("rows", false), ("ours, ns", false), ("of floor", false), ("at most", false), ("over Tensors", false), ("at least", false), ("512 bits", false), ("256", false), ("128", false), ("scalar loop", false), ("spread", false), ("verdict", true)])
        {
            _ = table.AddColumn(new TableColumn(heading) { Alignment = isText ? Justify.Left : Justify.Right, NoWrap = true });
        }

        foreach (var row in rows)
        {
            var contest = row.Contest;
            _ = table.AddRow(
                Name(contest.Kernel),
                contest.Type,
                contest.Classes.ToString("N0", CultureInfo.InvariantCulture),
                contest.Rows.ToString("N0", CultureInfo.InvariantCulture),
                Number(row.TimeOf(Contender.Ours), "0.000"),
                Number(row.OfFloor, "0.00"),
                Number(row.LimitOfFloor, "0.0"),
                Number(row.OverTensors, "0.0"),
                Number(row.LimitOverTensors, "0.0"),
                Number(row.TimeOf("ours, 512 bits"), "0.000"),
                Number(row.TimeOf("ours, 256 bits"), "0.000"),
                Number(row.TimeOf("ours, 128 bits"), "0.000"),
                Number(row.TimeOf(Contender.Loop), "0.00"),
                Number(100 * row.Spread, "0") + "%",
                row.LimitOfFloor is null && row.LimitOverTensors is null ? "" : row.Passes ? "pass" : $"short by {Number(100 * row.Excess, "0")}%");
        }

        return table;
    }

    private static string Name(TimedKernel kernel) => kernel switch
    {
        TimedKernel.Softmax => "softmax",
        TimedKernel.Loss => "loss",
        TimedKernel.Gradient => "loss and gradient",
        TimedKernel.OneRow => "softmax of one row, overlapping",
        _ => "softmax of one row, waiting",
    };

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
