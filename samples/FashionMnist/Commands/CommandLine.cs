using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FashionMnist.Images;
using FashionMnist.Training;
using Spectre.Console;

namespace FashionMnist.Commands;

/// <summary>What can be asked of the sample: to train (without a command) and to predict.</summary>
internal static class CommandLine
{
    private static readonly (string Name, TrainingLoss Loss)[] s_losses =
        [("cross-entropy", TrainingLoss.CrossEntropy), ("smoothed", TrainingLoss.Smoothed), ("focal", TrainingLoss.Focal)];

    /// <summary>Does what the arguments ask.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="console">Where results go.</param>
    /// <param name="errors">Where one sentence goes if the arguments or a file are wrong.</param>
    /// <returns>0, or 1 after an error.</returns>
    public static int Run(IReadOnlyList<string> arguments, IAnsiConsole console, TextWriter errors)
    {
        try
        {
            var parsed = Commands(console).Parse(arguments);
            if (parsed.Errors.Count > 0)
            {
                throw new InputException($"{parsed.Errors[0].Message} See --help.");
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = console.Profile.Out.Writer,
                Error = errors,
            });
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(error.Message);
            return 1;
        }
    }

    private static RootCommand Commands(IAnsiConsole console)
    {
        var defaults = new TrainingOptions();
        var data = Folder(new Option<string>("--data")
        {
            Description = "The IDX files of Fashion-MNIST, with or without .gz. [default: data in the sample's folder]",
        });
        var artifacts = Folder(new Option<string>("--artifacts")
        {
            Description = "Where the weights and the loss curve are written, and read from. [default: artifacts in the sample's folder, which git ignores]",
        });
        var epochs = new Option<int>("--epochs")
        {
            HelpName = "count",
            Description = "How often training goes through all images.",
            DefaultValueFactory = _ => defaults.Epochs,
            CustomParser = result => ParseWholeNumber(result, "--epochs", least: 1),
        };
        var seed = new Option<int>("--seed")
        {
            HelpName = "number",
            Description = "Decides the order of the images; the same seed gives the same figures.",
            DefaultValueFactory = _ => defaults.Seed,
            CustomParser = result => ParseWholeNumber(result, "--seed", least: 0),
        };
        var loss = new Option<TrainingLoss>("--loss")
        {
            HelpName = "name",
            Description = $"What training minimizes: {LossNames}.",
            DefaultValueFactory = _ => defaults.Loss,
            CustomParser = ParseLoss,
        };
        var classWeights = new Option<bool>("--class-weights")
        {
            Description = "Weighs each class the more the fewer training images it has.",
        };
        var unbalanced = new Option<bool>("--unbalanced")
        {
            Description = $"Trains on one in {ClassBalance.OneIn} of the images of every second class, and on all of the others.",
        };
        var image = new Argument<int>("N")
        {
            Description = "The number of a test image, from 0.",
            CustomParser = result => ParseWholeNumber(result, "N", least: 0),
        };

        string DataFolder(ParseResult parsed) => parsed.GetValue(data) ?? SampleFolder.Data;
        string ArtifactsFolder(ParseResult parsed) => parsed.GetValue(artifacts) ?? SampleFolder.Artifacts;
        void Train(ParseResult parsed) => TrainCommand.Run(
            DataFolder(parsed),
            ArtifactsFolder(parsed),
            parsed.GetValue(unbalanced),
            defaults with
            {
                Epochs = parsed.GetValue(epochs),
                Seed = parsed.GetValue(seed),
                Loss = parsed.GetValue(loss),
                HasClassWeights = parsed.GetValue(classWeights),
            },
            console);

        var train = new Command("train", "Trains, tests and saves the weights; the same as no command.") { epochs, seed, loss, classWeights, unbalanced };
        train.SetAction(Train);
        var predict = new Command("predict", "Shows a test image with its three likeliest classes, and measures inference.") { image };
        predict.SetAction(parsed => PredictCommand.Run(
            DataFolder(parsed), ArtifactsFolder(parsed), parsed.GetValue(image), console));
        var root = new RootCommand("Trains a linear classifier on images of clothing, with generated softmax and cross-entropy kernels.")
        {
            epochs, seed, loss, classWeights, unbalanced, data, artifacts, train, predict,
        };
        root.SetAction(Train);
        return root;
    }

    private static Option<string> Folder(Option<string> option)
    {
        option.HelpName = "folder";
        option.Recursive = true;
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError($"{option.Name} takes a folder, not an empty name.");
            }
        });
        return option;
    }

    private static string LossNames => string.Join(", ", s_losses.Select(loss => loss.Name));

    private static TrainingLoss ParseLoss(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var index = Array.FindIndex(s_losses, loss => loss.Name == text);
        if (index < 0)
        {
            result.AddError($"--loss takes one of {LossNames}, not '{text}'.");
            return default;
        }

        return s_losses[index].Loss;
    }

    private static int ParseWholeNumber(ArgumentResult result, string name, int least)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least)
        {
            return value;
        }

        result.AddError($"{name} takes a whole number from {least:N0} to {int.MaxValue:N0}, not '{text}'.");
        return least;
    }
}
