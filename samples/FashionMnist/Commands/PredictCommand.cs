using FashionMnist.Evaluation;
using FashionMnist.Images;
using FashionMnist.Model;
using FashionMnist.Output;
using Spectre.Console;

namespace FashionMnist.Commands;

/// <summary>Shows a test image with what the saved classifier thinks of it, and how fast it thinks.</summary>
internal static class PredictCommand
{
    private const int ClassesShown = 3;

    public static void Run(string dataFolder, string artifactsFolder, int index, IAnsiConsole console)
    {
        var test = LabeledImages.LoadTest(dataFolder);
        if (index >= test.Count)
        {
            throw new InputException($"There is no test image {index:N0}: they are numbered from 0 to {test.Count - 1:N0}.");
        }

        var classifier = WeightsFile.Load(Path.Combine(artifactsFolder, WeightsFile.Name), test.PixelsPerImage);
        var logits = new float[Clothing.Classes];
        classifier.Logits(test.Image(index), logits);
        var prediction = Clothing.Predict(logits, out var probability);

        console.Write(ImageCard.Of(test, index, RankedClass.Rank(logits, ClassesShown), console.Profile.Capabilities));
        console.WriteLine();
        var verdict = prediction == test.Labels[index] ? "rightly" : "wrongly";
        console.WriteLine($"Classified {verdict} as {Clothing.Names[prediction]}, with a probability of {probability * 100:F1}%.");
        console.WriteLine();

        var rate = InferenceRate.Measure(classifier, test);
        console.WriteLine($"Inference: {Rounded(rate.Images):N0} images a second on one thread, from bytes to class;");
        console.WriteLine($"the generated prediction kernel alone: {Rounded(rate.KernelRows):N0} images a second.");
    }

    /// <summary>To two digits: more would be noise.</summary>
    private static double Rounded(double value)
    {
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(value)) - 1));
        return Math.Round(value / unit) * unit;
    }
}
