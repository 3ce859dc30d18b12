using Spectre.Console;
using UnstableLosses;

var table = new Table().Border(TableBorder.Ascii2);
foreach (var heading in (string[])["rule", "what is computed", "as it is", "mended"])
{
    table.AddColumn(new TableColumn(heading).NoWrap());
}

foreach (var comparison in Comparison.All)
{
    table.AddRow(comparison.Rule, Markup.Escape(comparison.Question), comparison.Wrong, comparison.Right);
}

AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140);
AnsiConsole.Write(table);
