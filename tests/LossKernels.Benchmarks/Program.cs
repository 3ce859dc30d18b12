using System.Text;
using LossKernels.Benchmarks;
using LossKernels.Benchmarks.Codegen;
using LossKernels.Benchmarks.FirstCall;
using Spectre.Console;

// Processes of their own for the JIT: nothing but the kernels is to be compiled in them.
switch (args)
{
    case [ListedCall.Command, .. var listed]:
        return ListedCall.Run(listed);
    case [FirstCalls.Command, .. var first]:
        return FirstCalls.Run(first);
    default:
        break;
}

Console.OutputEncoding = Encoding.UTF8;

// Wide tables are not folded where no window has a width.
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 320;
}

return CommandLine.Run(args, AnsiConsole.Console, Console.Error);
