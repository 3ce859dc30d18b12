using System.Text;
using LossKernels.Benchmarks.Codegen;
using LossKernels.Benchmarks.Depth;
using LossKernels.Benchmarks.FirstCall;
using Spectre.Console;

// Processes of their own for the JIT, in which nothing but the kernels is to be compiled, and what has a command line of its own.
switch (args)
{
    case [ListedCall.Command, .. var listed]:
        return ListedCall.Run(listed);
    case [FirstCalls.Command, .. var first]:
        return FirstCalls.Run(first);
    case [DepthCommand.Command, .. var asked]:
        return DepthCommand.Run(asked);
    default:
        break;
}

Console.OutputEncoding = Encoding.UTF8;

// Wide tables are not folded where no window has a width.
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 320;
}

return LossKernels.Benchmarks.CommandLine.Run(args, AnsiConsole.Console, Console.Error);
