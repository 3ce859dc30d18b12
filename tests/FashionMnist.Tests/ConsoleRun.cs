using FashionMnist.Commands;
using Spectre.Console;

namespace FashionMnist.Tests;

/// <summary>What a run of the program printed, to a file as it were, and how it ended.</summary>
internal sealed record ConsoleRun(int ExitCode, string Output, string Errors)
{
    public static ConsoleRun Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        var exitCode = CommandLine.Run(arguments, console, errors);
        return new ConsoleRun(exitCode, output.ToString(), errors.ToString());
    }
}
