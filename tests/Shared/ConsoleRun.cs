using Spectre.Console;

namespace LossKernels.Samples;

/// <summary>What a run of a sample printed, to a file as it were, and how it ended. The samples' test projects link this file.</summary>
internal sealed record ConsoleRun(int ExitCode, string Output, string Errors)
{
    /// <param name="run">The sample's command line.</param>
    /// <param name="arguments">What it is given.</param>
    public static ConsoleRun Of(Func<IReadOnlyList<string>, IAnsiConsole, TextWriter, int> run, params string[] arguments)
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
        var exitCode = run(arguments, console, errors);
        return new ConsoleRun(exitCode, output.ToString(), errors.ToString());
    }
}
