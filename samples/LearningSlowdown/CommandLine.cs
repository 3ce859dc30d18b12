using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Spectre.Console;

namespace LearningSlowdown;

/// <summary>What can be asked of the sample: other steps, another rate, another place for the drawing.</summary>
internal static class CommandLine
{
    private const int MostSteps = 1_000_000;

    /// <summary>Does what the arguments ask.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="console">Where results go.</param>
    /// <param name="errors">Where one sentence goes if the arguments or a file are wrong.</param>
    /// <returns>0, or 1 after an error.</returns>
    public static int Run(IReadOnlyList<string> arguments, IAnsiConsole console, TextWriter errors)
    {
        var parsed = Root(console).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            errors.WriteLine($"{parsed.Errors[0].Message} See --help.");
            return 1;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = console.Profile.Out.Writer,
                Error = errors,
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(error.Message);
            return 1;
        }
    }

    private static RootCommand Root(IAnsiConsole console)
    {
        var steps = new Option<int>("--steps")
        {
            HelpName = "count",
            Description = "Steps of gradient descent.",
            DefaultValueFactory = _ => 300,
            CustomParser = ParseSteps,
        };
        var rate = new Option<double>("--rate")
        {
            HelpName = "number",
            Description = "The learning rate, for both costs.",
            DefaultValueFactory = _ => 0.15,
            CustomParser = ParseRate,
        };
        var svg = new Option<FileInfo>("--svg")
        {
            HelpName = "file",
            Description = "Where the curves are drawn. [default: nowhere]",
        };
        var root = new RootCommand("One sigmoid neuron learns to put out 0, by squared error and by cross-entropy.") { steps, rate, svg };
        root.SetAction(parsed => Train(parsed.GetValue(steps), parsed.GetValue(rate), parsed.GetValue(svg), console));
        return root;
    }

    private static void Train(int steps, double rate, FileInfo? svg, IAnsiConsole console)
    {
        var trainings = Training.All(steps, rate);
        OutputTable.Write(console, trainings);
        if (svg is not null)
        {
            OutputCurves.Draw(trainings).Save(svg.FullName);
            console.Profile.Out.Writer.WriteLine($"Curves: {svg}");
        }
    }

    private static int ParseSteps(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var steps) && steps is >= 1 and <= MostSteps)
        {
            return steps;
        }

        result.AddError($"--steps takes a whole number from 1 to {MostSteps:N0}, not '{text}'.");
        return 1;
    }

    private static double ParseRate(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && double.IsFinite(rate) && rate > 0)
        {
            return rate;
        }

        result.AddError($"--rate takes a positive number, not '{text}'.");
        return 1;
    }
}
