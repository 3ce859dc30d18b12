using System.Text;
using LossKernels.Benchmarks;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8;

// Wide tables are not folded where no window has a width.
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 240;
}

return CommandLine.Run(args, AnsiConsole.Console, Console.Error);
