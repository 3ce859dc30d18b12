using System.Globalization;
using Spectre.Console;

namespace LearningSlowdown;

/// <summary>The outputs of all trainings, a line for every tenth of the way.</summary>
internal static class OutputTable
{
    private const int Lines = 10;

    public static void Write(IAnsiConsole console, IReadOnlyList<Training> trainings)
    {
        var steps = trainings[0].Outputs.Count - 1;
        var table = new Table().Border(TableBorder.Ascii2);
        table.AddColumn(new TableColumn("step").RightAligned());
        foreach (var training in trainings)
        {
            table.AddColumn(new TableColumn(Invariant($"{OutputCurves.Name(training.Cost)}\nfrom {training.Outputs[0]:F2}")).RightAligned());
        }

        foreach (var step in Enumerable.Range(0, Lines + 1).Select(line => (int)((long)steps * line / Lines)).Distinct())
        {
            table.AddRow([Invariant($"{step}"), .. trainings.Select(training => Invariant($"{training.Outputs[step]:F4}"))]);
        }

        table.AddEmptyRow();
        table.AddRow(["first slope", .. trainings.Select(training => Invariant($"{training.FirstSlope:F4}"))]);
        console.Write(table);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
