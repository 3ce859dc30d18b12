using System.Globalization;
using System.Xml.Linq;
using Charts;
using FashionMnist.Training;

namespace FashionMnist.Output;

/// <summary>The loss after each epoch, on the training and on the test images, as an SVG drawing.</summary>
internal static class LossCurve
{
    public const string Name = "loss.svg";

    private const string TrainingColour = "#1f6fb4";
    private const string TestColour = "#d1602a";

    public static void Save(string path, IReadOnlyList<EpochResult> epochs) => Chart(epochs).Save(path);

    public static XDocument Draw(IReadOnlyList<EpochResult> epochs) => Chart(epochs).Draw();

    private static LineChart Chart(IReadOnlyList<EpochResult> epochs)
    {
        var last = epochs[^1];
        return new LineChart
        {
            Description = "Loss of a linear classifier on Fashion-MNIST",
            Title = "Loss by epoch",
            Subtitle = Invariant($"Test accuracy {last.TestAccuracy * 100:F1}% after epoch {last.Epoch}"),
            Horizontal = "epoch",
            Vertical = "mean cross-entropy (nats)",
            Curves =
            [
                new(Invariant($"training images, {last.TrainingLoss:F4} at the end"), TrainingColour, Points(epochs, e => e.TrainingLoss)),
                new(Invariant($"test images, {last.TestLoss:F4} at the end"), TestColour, Points(epochs, e => e.TestLoss)),
            ],
        };
    }

    private static (int X, double Y)[] Points(IReadOnlyList<EpochResult> epochs, Func<EpochResult, float> loss) =>
        [.. epochs.Select(e => (e.Epoch, (double)loss(e)))];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
