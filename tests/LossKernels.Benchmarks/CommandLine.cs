using System.CommandLine;
using System.Runtime.Intrinsics;
using LossKernels.Benchmarks.Analysis;
using LossKernels.Benchmarks.Codegen;
using LossKernels.Benchmarks.Contenders;
using LossKernels.Benchmarks.Depth;
using LossKernels.Benchmarks.FirstCall;
using LossKernels.Benchmarks.Generation;
using LossKernels.Benchmarks.Kernels;
using LossKernels.Benchmarks.Layouts;
using LossKernels.Benchmarks.Ratios;
using LossKernels.Benchmarks.Surface;
using LossKernels.Generators.Declarations;
using Spectre.Console;

namespace LossKernels.Benchmarks;

/// <summary>What can be asked of the benchmarks.</summary>
internal static class CommandLine
{
    /// <summary>Does what the arguments ask.</summary>
    /// <returns>0; 1 if a target is missed, a result is wrong or the arguments are.</returns>
    public static int Run(IReadOnlyList<string> arguments, IAnsiConsole console, TextWriter errors)
    {
        var parsed = new RootCommand($"Times the generated kernels, as ratios within one run. '{DepthCommand.Command}' runs BenchmarkDotNet over them, with its own arguments.") { Ratios(console), Check(console), Codegen(console), Layouts(console), Kernels(console), FirstCall(console), Generator(console), Analyzers(console) }.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            errors.WriteLine($"{parsed.Errors[0].Message} See --help.");
            return 1;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = console.Profile.Out.Writer, Error = errors });
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(error.Message);
            return 1;
        }
    }

    private static Command Ratios(IAnsiConsole console)
    {
        var turns = new Option<int>("--turns") { Description = "How often each contender is timed.", DefaultValueFactory = _ => 60 };
        var svg = new Option<FileInfo?>("--svg") { Description = "Draws time per element against the class count, with all contenders and the floor, of softmax in float." };
        var options = new SelectionOptions();
        var command = new Command("ratios", "The contract's table: our times as multiples of the exp floor and of others' times.") { turns, svg };
        options.AddTo(command);
        command.SetAction(parsed => RatiosCommand.Run(options.Of(parsed), Math.Max(1, parsed.GetValue(turns)), parsed.GetValue(svg)?.FullName, console));
        return command;
    }

    private static Command Check(IAnsiConsole console)
    {
        var options = new SelectionOptions();
        var command = new Command("check", "Compares every contender's results with a loop in double, and times nothing.");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var contests = options.Of(parsed).Contests().ToList();
            console.WriteLine($"{contests.Sum(contest => contest.Contenders.Count)} contenders in {contests.Count} contests agree with a loop in double.");
            return contests.Count > 0 ? 0 : throw new InvalidOperationException("There are no such kernels.");
        });
        return command;
    }

    private static Command Codegen(IAnsiConsole console)
    {
        var kernels = new Option<string[]>("--kernel") { Description = "Kernels by name, as the kernels command prints them. [default: softmax, cross-entropy, and its gradient]", AllowMultipleArgumentsPerToken = true };
        var classes = new Option<int[]>("--k") { Description = "Class counts.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. Selection.Known] };
        var types = new Option<string[]>("--type") { Description = "Element types: float, double, Half.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["float"] };
        var bits = new Option<int?>("--bits") { Description = "The vectors' width: 128, 256 or 512. [default: the widest that the CPU has]" };
        var loops = new Option<bool>("--loops") { Description = "Shows each loop: what it is made of, and what of it is spilled." };
        _ = kernels.AcceptOnlyFromAmong([.. KernelCases.All.Select(kernel => kernel.Name)]);
        _ = types.AcceptOnlyFromAmong("float", "double", "Half");
        bits.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is not (null or 128 or 256 or 512))
            {
                result.AddError("--bits is 128, 256 or 512.");
            }
        });
        var command = new Command(
            "codegen",
            "What the JIT made of kernels: instructions, spills, code size. \"At least\" is what the generated C# asks for: each operation on vectors one instruction, loads as operands of what "
            + "uses them, constants in registers, nothing for addresses and loops. Cycles are a lower bound: the most that any set of execution ports has to do, or the instructions over the CPU's width; "
            + "nothing waits for a result.")
        { kernels, types, classes, bits, loops };
        command.SetAction(parsed => CodegenCommand.Run(
            parsed.GetValue(kernels) is { Length: > 0 } names ? [.. KernelCases.All.Where(kernel => names.Contains(kernel.Name))] : [KernelCases.Softmax, KernelCases.Loss, KernelCases.Gradient],
            parsed.GetValue(types)!,
            parsed.GetValue(classes)!,
            parsed.GetValue(bits),
            parsed.GetValue(loops),
            console));
        return command;
    }

    private static Command Kernels(IAnsiConsole console)
    {
        var turns = new Option<int>("--turns") { Description = "How often each kernel is timed.", DefaultValueFactory = _ => 60 };
        var classes = new Option<int[]>("--k") { Description = "Class counts, from 3 on.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [3, 10, 100, 1000] };
        var types = new Option<string[]>("--type") { Description = "Element types: float, double, Half.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["float", "double", "Half"] };
        _ = types.AcceptOnlyFromAmong("float", "double", "Half");
        classes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int[]>()?.Any(k => k is < 3 or > 1_048_576) == true)
            {
                result.AddError("A class count is 3 to 1,048,576.");
            }
        });
        var command = new Command("kernels", "Every kernel of the contract, as multiples of the time of softmax, each checked against what it gives without vectors.") { classes, types, turns };
        command.SetAction(parsed => KernelsCommand.Run(parsed.GetValue(types)!, parsed.GetValue(classes)!, Math.Max(1, parsed.GetValue(turns)), console));
        return command;
    }

    private static Command Layouts(IAnsiConsole console)
    {
        var turns = new Option<int>("--turns") { Description = "How often each kernel is timed.", DefaultValueFactory = _ => 60 };
        var classes = new Option<int[]>("--k")
        {
            Description = "Class counts. [default: around where layouts change]",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 17, 20, 24, 28, 29, 31, 32, 64, 100, 127, 128, 129, 200, 256],
        };
        var type = new Option<string>("--type") { Description = "Element type: float or double.", DefaultValueFactory = _ => "float" };
        var bits = new Option<int>("--bits") { Description = "The vectors' width. [default: the widest that the runtime prefers]", DefaultValueFactory = _ => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128 };
        _ = type.AcceptOnlyFromAmong("float", "double");
        bits.Validators.Add(result =>
        {
            if (!Floor.Widths.Contains(result.GetValueOrDefault<int>()))
            {
                result.AddError($"This CPU has vectors of {string.Join(", ", Floor.Widths)} bits.");
            }
        });
        var command = new Command("layouts", "Where layouts cross: softmax, loss and gradient in every layout that can hold a class count, with the same results.") { classes, type, bits, turns };
        command.SetAction(parsed => LayoutsCommand.Run(
            parsed.GetValue(type) == "double" ? ElementType.Double : ElementType.Single,
            parsed.GetValue(bits),
            parsed.GetValue(classes)!,
            Math.Max(1, parsed.GetValue(turns)),
            console));
        return command;
    }

    private static Command FirstCall(IAnsiConsole console)
    {
        var classes = new Option<int[]>("--k") { Description = "Class counts.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [10, 128, 1000] };
        var rows = new Option<int[]>("--rows") { Description = "Rows of a call.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 1024] };
        var processes = new Option<int>("--processes") { Description = "How many processes make each call; the least of their times counts.", DefaultValueFactory = _ => 5 };
        var command = new Command("first-call", "What the first calls of softmax and of a loss with its gradient take in a process that has just started.") { classes, rows, processes };
        command.SetAction(parsed => FirstCallCommand.Run([KernelCases.Softmax, KernelCases.Gradient], parsed.GetValue(classes)!, parsed.GetValue(rows)!, Math.Max(1, parsed.GetValue(processes)), console));
        return command;
    }

    private static Command Generator(IAnsiConsole console)
    {
        var turns = new Option<int>("--turns") { Description = "How often each part is timed.", DefaultValueFactory = _ => 5 };
        var command = new Command("generator", "What generation costs: a thousand kernels, an unrelated edit, the compiler's time and the bytes of IL for a hundred.") { turns };
        command.SetAction(parsed => GeneratorCommand.Run(Math.Max(1, parsed.GetValue(turns)), console));
        return command;
    }

    private static Command Analyzers(IAnsiConsole console)
    {
        var turns = new Option<int>("--turns") { Description = "How often each build is timed.", DefaultValueFactory = _ => 5 };
        var lines = new Option<int>("--lines") { Description = "Lines of the project without loss code.", DefaultValueFactory = _ => 100_000 };
        var command = new Command("analyzers", "What the analyzers cost a build, of a project without loss code and of loss code.") { turns, lines };
        command.SetAction(parsed => AnalyzersCommand.Run(Math.Max(1, parsed.GetValue(turns)), Math.Max(2_000, parsed.GetValue(lines)), console));
        return command;
    }

    /// <summary>The options that narrow what is timed.</summary>
    private sealed class SelectionOptions
    {
        private readonly Option<int[]> _classes = new("--k") { Description = $"Class counts: {string.Join(", ", Selection.Known)}.", AllowMultipleArgumentsPerToken = true };
        private readonly Option<int?> _rows = new("--rows") { Description = "Rows of a batch. [default: 1,024, fewer of many classes]" };
        private readonly Option<string[]> _types = new("--type") { Description = "Element types: float, double, Half.", AllowMultipleArgumentsPerToken = true };
        private readonly Option<TimedKernel[]> _kernels = new("--kernel") { Description = "Kernels.", AllowMultipleArgumentsPerToken = true };

        public SelectionOptions()
        {
            _ = _types.AcceptOnlyFromAmong("float", "double", "Half");
            _classes.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int[]>()?.FirstOrDefault(k => !Selection.Known.Contains(k)) is { } unknown and not 0)
                {
                    result.AddError($"There are no kernels of {unknown} classes, only of {string.Join(", ", Selection.Known)}.");
                }
            });
            _rows.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int?>() is < 1)
                {
                    result.AddError("--rows is at least 1.");
                }
            });
        }

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[_kernels, _types, _classes, _rows])
            {
                command.Options.Add(option);
            }
        }

        public Selection Of(ParseResult parsed)
            => new(parsed.GetValue(_types) ?? [], parsed.GetValue(_kernels) ?? [], parsed.GetValue(_classes) ?? [], parsed.GetValue(_rows));
    }
}
