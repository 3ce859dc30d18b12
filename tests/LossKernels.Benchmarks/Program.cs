using System.Text;
using LossKernels.Benchmarks;
using LossKernels.Benchmarks.Codegen;
using Spectre.Console;

// A process whose JIT lists what it makes: nothing but the kernels is to be compiled in it.
if (args is [ListedCall.Command, .. var call])
{
    return ListedCall.Run(call);
}

Console.OutputEncoding = Encoding.UTF8;

// Wide tables are not folded where no window has a width.
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 320;
}

return CommandLine.Run(args, AnsiConsole.Console, Console.Error);
