using System.Diagnostics;
using FashionMnist.Evaluation;
using FashionMnist.Images;
using FashionMnist.Model;
using FashionMnist.Output;
using FashionMnist.Training;
using Spectre.Console;

namespace FashionMnist.Commands;

/// <summary>Trains, tests, shows what came out and saves it.</summary>
internal static class TrainCommand
{
    private const int WrongImagesShown = 4;
    private const int ClassesShown = 3;

    public static void Run(string dataFolder, string artifactsFolder, bool isUnbalanced, TrainingOptions options, IAnsiConsole console)
    {
        var training = LabeledImages.LoadTraining(dataFolder);
        var test = LabeledImages.LoadTest(dataFolder);
        if ((test.Height, test.Width) != (training.Height, training.Width))
        {
            throw new InputException(
                $"The training images in '{dataFolder}' have {training.Height} x {training.Width} pixels, the test images {test.Height} x {test.Width}.");
        }

        if (isUnbalanced)
        {
            training = training.Unbalanced();
        }

        CreateFolder(artifactsFolder);

        var trainer = new Trainer(training, test, options);
        console.WriteLine($"{training.Count:N0} training and {test.Count:N0} test images of {training.Height} x {training.Width} pixels, {Clothing.Classes} classes.");
        console.WriteLine($"Linear classifier, {trainer.Classifier.Parameters.Length:N0} parameters; {options.Epochs:N0} epochs of {trainer.BatchesPerEpoch:N0} batches, seed {options.Seed}.");
        console.WriteLine();

        var watch = Stopwatch.StartNew();
        var epochs = EpochLines.Run(trainer, options.Epochs, console);
        var seconds = watch.Elapsed.TotalSeconds;

        var predictions = new Predictions(trainer.Classifier, test);
        var confusion = predictions.Confusion;
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]Test accuracy {(double)confusion.Correct / confusion.Total * 100:F1}%[/]: {confusion.Correct:N0} of {confusion.Total:N0} images, after {seconds:F1} s of training.");
        console.WriteLine();
        console.Write(ConfusionTable.Of(confusion));
        ShowWrong(predictions, test, console);
        Save(artifactsFolder, trainer.Classifier, epochs, console);
    }

    // Before the work, so that a folder that cannot be written does not cost it.
    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The folder '{folder}' cannot be created to write to: {error.Message}", error);
        }
    }

    private static void ShowWrong(Predictions predictions, LabeledImages test, IAnsiConsole console)
    {
        var wrong = predictions.Wrong;
        if (wrong.Count == 0)
        {
            return;
        }

        var shown = wrong.Take(WrongImagesShown).ToArray();
        console.WriteLine();
        console.WriteLine($"Of {wrong.Count:N0} wrong images, the {shown.Length} of which the classifier was surest:");
        console.WriteLine();
        var cards = shown.Select(i => ImageCard.Of(test, i, predictions.Likeliest(i, ClassesShown), console.Profile.Capabilities));
        console.Write(ImageCard.Grid([.. cards], Math.Max(test.Width, ImageCard.TextWidth), console.Profile.Width));
    }

    private static void Save(string folder, LinearClassifier classifier, IReadOnlyList<EpochResult> epochs, IAnsiConsole console)
    {
        var weights = Path.Combine(folder, WeightsFile.Name);
        var curve = Path.Combine(folder, LossCurve.Name);
        WeightsFile.Save(weights, classifier);
        LossCurve.Save(curve, epochs);

        // Past the console's word wrap, which would break a long path.
        var writer = console.Profile.Out.Writer;
        writer.WriteLine($"Loss curve: {SampleFolder.Shortest(curve)}");
        writer.WriteLine($"Weights:    {SampleFolder.Shortest(weights)} (predict N reads them)");
    }
}
