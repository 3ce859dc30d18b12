using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Spectre.Console;

namespace MultiLabel;

/// <summary>What can be asked of the sample: more epochs, other data.</summary>
internal static class CommandLine
{
    private const int ExamplesOfASet = 4000;
    private const int MostEpochs = 10_000;

    /// <summary>Does what the arguments ask.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="console">Where results go.</param>
    /// <param name="errors">Where one sentence goes if the arguments are wrong.</param>
    /// <returns>0, or 1 after an error.</returns>
    public static int Run(IReadOnlyList<string> arguments, IAnsiConsole console, TextWriter errors)
    {
        var parsed = Root(console).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            errors.WriteLine($"{parsed.Errors[0].Message} See --help.");
            return 1;
        }

        return parsed.Invoke(new InvocationConfiguration { Output = console.Profile.Out.Writer, Error = errors });
    }

    private static RootCommand Root(IAnsiConsole console)
    {
        var epochs = new Option<int>("--epochs")
        {
            HelpName = "count",
            Description = "How often each training goes through all examples.",
            DefaultValueFactory = _ => 30,
            CustomParser = result => ParseWholeNumber(result, 1, MostEpochs),
        };
        var seed = new Option<int>("--seed")
        {
            HelpName = "number",
            Description = "Decides the examples and their order.",
            DefaultValueFactory = _ => 1,
            CustomParser = result => ParseWholeNumber(result, 0, int.MaxValue),
        };
        var root = new RootCommand("Learns several yes-or-no labels at once, some of them rare, without and with positive weights.") { epochs, seed };
        root.SetAction(parsed => Train(parsed.GetValue(epochs), parsed.GetValue(seed), console));
        return root;
    }

    private static void Train(int epochs, int seed, IAnsiConsole console)
    {
        var concepts = new Concepts(seed);
        var (training, test) = (concepts.Draw(ExamplesOfASet), concepts.Draw(ExamplesOfASet));
        var unweighted = Training.Run(training, test, [.. Enumerable.Repeat(1.0, Examples.Outputs)], epochs, seed);
        var weighted = Training.Run(training, test, training.BalancingWeights(), epochs, seed);

        WriteLine($"Multi-label classification: {Examples.Outputs} yes-or-no outputs of {Examples.Inputs} inputs,");
        WriteLine($"{training.Count:N0} training and {test.Count:N0} test examples, linear classifier, seed {seed}.");
        WriteLine($"");
        WriteLine($"Mean binary cross-entropy, without and with positive weights:");
        Report.WriteLosses(console, unweighted, weighted);
        WriteLine($"");
        WriteLine($"Each output on the test examples, above without and below with its weight:");
        Report.WriteOutputs(console, unweighted, weighted);

        void WriteLine(FormattableString text) => console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    private static int ParseWholeNumber(ArgumentResult result, int least, int most)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        var name = ((OptionResult)result.Parent!).Option.Name;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes a whole number from {least} to {most:N0}, not '{text}'."));
        return least;
    }
}
