using System.CommandLine;
using LossKernels.Fuzzing.Runs;

namespace LossKernels.Fuzzing;

/// <summary>What can be asked of the fuzzers.</summary>
internal static class CommandLine
{
    /// <returns>0; 1 if something broke or the arguments are wrong.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var parsed = new RootCommand("Runs the generator, the analyzers and the fixes over source that nobody would write.") { Source(output) }.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            errors.WriteLine($"{parsed.Errors[0].Message} See --help.");
            return 1;
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = errors });
    }

    private static Command Source(TextWriter output)
    {
        var count = new Option<int>("--count") { Description = "How many mutants.", DefaultValueFactory = _ => 10_000 };
        var seed = new Option<int>("--seed") { Description = "The run's seed: a mutant follows from it and from its own number.", DefaultValueFactory = _ => 1 };
        var from = new Option<int>("--from") { Description = "The first mutant's number.", DefaultValueFactory = _ => 0 };
        var threads = new Option<int>("--threads") { Description = "How many at once.", DefaultValueFactory = _ => 1 };
        var folder = new Option<DirectoryInfo>("--out") { Description = "Where sources that break something are written, minimized.", DefaultValueFactory = _ => new("artifacts/fuzzing") };
        var command = new Command("source", "Mutants of real declarations and loss code.") { count, seed, from, threads, folder };
        command.SetAction(parsed =>
        {
            var run = new FuzzRun(parsed.GetValue(seed), parsed.GetRequiredValue(folder).FullName, output);
            return run.Run(parsed.GetValue(from), Math.Max(1, parsed.GetValue(count)), Math.Max(1, parsed.GetValue(threads))) == 0 ? 0 : 1;
        });
        return command;
    }
}
