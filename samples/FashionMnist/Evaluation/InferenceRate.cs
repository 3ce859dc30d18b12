using System.Diagnostics;
using FashionMnist.Images;
using FashionMnist.Model;

namespace FashionMnist.Evaluation;

/// <summary>How much one thread handles in a second, once the just-in-time compiler has optimized what it runs.</summary>
/// <param name="Images">From an image's bytes to its class and probability.</param>
/// <param name="KernelRows">The generated prediction kernel alone: from ten logits to the class and its probability.</param>
internal readonly record struct InferenceRate(double Images, double KernelRows)
{
    private const int BatchRows = 256;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan s_measured = TimeSpan.FromMilliseconds(600);

    public static InferenceRate Measure(LinearClassifier classifier, LabeledImages images)
    {
        var rows = Math.Min(BatchRows, images.Count);
        var batches = images.Count / rows;
        var logits = new float[rows * Clothing.Classes];
        var labels = new int[rows];
        var probabilities = new float[rows];
        var next = 0;

        void ClassifyBatch()
        {
            var start = next++ % batches * rows * images.PixelsPerImage;
            classifier.Logits(images.Pixels.Slice(start, rows * images.PixelsPerImage), logits);
            PredictBatch();
        }

        void PredictBatch() => Clothing.Predict(logits, labels, probabilities);

        return new InferenceRate(rows * CallsPerSecond(ClassifyBatch), rows * CallsPerSecond(PredictBatch));
    }

    private static double CallsPerSecond(Action batch)
    {
        Repeat(batch, s_warmUp);
        return Repeat(batch, s_measured);
    }

    private static double Repeat(Action batch, TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        long calls = 0;
        do
        {
            // Several at a time, so that reading the clock does not count.
            for (var i = 0; i < 16; i++, calls++)
            {
                batch();
            }
        }
        while (watch.Elapsed < duration);

        return calls / watch.Elapsed.TotalSeconds;
    }
}
