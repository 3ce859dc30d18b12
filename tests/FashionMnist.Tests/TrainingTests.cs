using FashionMnist.Images;
using FashionMnist.Model;
using FashionMnist.Training;

namespace FashionMnist.Tests;

public sealed class TrainingTests
{
    private const int Width = 10;

    [Fact]
    public void Separable_images_are_learned_without_an_error()
    {
        var trainer = new Trainer(Stripes(200, seed: 1), Stripes(50, seed: 2), new TrainingOptions { Epochs = 20, LearningRate = 0.5 });

        var results = Enumerable.Range(0, 20).Select(_ => trainer.RunEpoch()).ToArray();

        Assert.Equal(Enumerable.Range(1, 20), results.Select(r => r.Epoch));
        Assert.Equal((1.0, 1.0), (results[^1].TrainingAccuracy, results[^1].TestAccuracy));
        Assert.True(results[^1].TrainingLoss < results[0].TrainingLoss / 4, $"the loss went from {results[0].TrainingLoss} to {results[^1].TrainingLoss} only");
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_bit_for_bit()
    {
        Assert.Equal(WeightsAfterTraining(seed: 4), WeightsAfterTraining(seed: 4));
        Assert.NotEqual(WeightsAfterTraining(seed: 4), WeightsAfterTraining(seed: 5));
    }

    [Fact]
    public void Back_propagation_agrees_with_central_differences()
    {
        const int rows = 3;
        var random = new Random(6);
        var classifier = new LinearClassifier(Width, Values((Width + 1) * Clothing.Classes));
        var inputs = Values(rows * Width);
        byte[] labels = [2, 7, 2];
        var logits = new float[rows * Clothing.Classes];
        var gradient = new float[classifier.Parameters.Length];

        classifier.Logits(inputs, logits);
        Clothing.Loss(logits, labels, gradient: logits);
        classifier.Backpropagate(inputs, logits, gradient);

        const float step = 0.01f;
        for (var i = 0; i < gradient.Length; i++)
        {
            var difference = (LossWith(i, step) - LossWith(i, -step)) / (2 * step);
            Assert.True(Math.Abs(gradient[i] - difference) < 2e-4f, $"parameter {i}: {gradient[i]}, but by differences {difference}");
        }

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

        float LossWith(int parameter, float change)
        {
            var moved = new LinearClassifier(Width, classifier.Parameters.ToArray());
            moved.Parameters[parameter] += change;
            var results = new float[rows * Clothing.Classes];
            moved.Logits(inputs, results);
            return Clothing.Loss(results, labels, out int _);
        }
    }

    [Fact]
    public void An_untrained_classifier_finds_all_classes_equally_likely()
    {
        var images = Stripes(20, seed: 1);

        var loss = Clothing.Loss(new LinearClassifier(Width).Logits(images), images.Labels, out int correct);

        Assert.Equal(MathF.Log(10), loss, 1e-6f);
        Assert.Equal(images.Labels.Count((byte)0), correct); // a tie goes to the lowest class
    }

    private static float[] WeightsAfterTraining(int seed)
    {
        var trainer = new Trainer(Stripes(150, seed: 1), Stripes(10, seed: 2), new TrainingOptions { Epochs = 2, Seed = seed });
        trainer.RunEpoch();
        trainer.RunEpoch();
        return trainer.Classifier.Parameters.ToArray();
    }

    // One row of pixels, of which the one of the image's class is bright and the others are noise.
    private static LabeledImages Stripes(int count, int seed)
    {
        var random = new Random(seed);
        var pixels = new byte[count * Width];
        var labels = new byte[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % Clothing.Classes);
            random.NextBytes(pixels.AsSpan(i * Width, Width));
            for (var x = 0; x < Width; x++)
            {
                pixels[(i * Width) + x] /= 4;
            }

            pixels[(i * Width) + labels[i]] = byte.MaxValue;
        }

        return new LabeledImages(1, Width, pixels, labels);
    }
}
