using System.Numerics.Tensors;
using FashionMnist.Images;
using FashionMnist.Model;

namespace FashionMnist.Training;

/// <summary>
/// Stochastic gradient descent in mini-batches with momentum, L2 and a falling learning rate. One thread and one seeded
/// source of chance: the same seed gives the same weights, bit for bit, on the same kind of processor.
/// </summary>
internal sealed class Trainer
{
    private readonly LabeledImages _training;
    private readonly LabeledImages _test;
    private readonly TrainingOptions _options;
    private readonly Random _random;
    private readonly int[] _order;
    private readonly float[] _inputs;
    private readonly byte[] _labels;
    private readonly float[] _logits;
    private readonly float[] _gradient;
    private readonly float[] _velocity;
    private readonly float[] _classWeights;
    private int _epoch;
    private long _batch;

    public Trainer(LabeledImages training, LabeledImages test, TrainingOptions options)
    {
        _training = training;
        _test = test;
        _options = options;
        _random = new Random(options.Seed);
        _order = [.. Enumerable.Range(0, training.Count)];
        _inputs = new float[options.BatchSize * training.PixelsPerImage];
        _labels = new byte[options.BatchSize];
        _logits = new float[options.BatchSize * Clothing.Classes];
        Classifier = new LinearClassifier(training.PixelsPerImage);
        _gradient = new float[Classifier.Parameters.Length];
        _velocity = new float[Classifier.Parameters.Length];
        _classWeights = options.HasClassWeights ? ClassBalance.Weights(training.Labels) : [.. Enumerable.Repeat(1f, Clothing.Classes)];
    }

    public LinearClassifier Classifier { get; }

    public int BatchesPerEpoch => (_training.Count + _options.BatchSize - 1) / _options.BatchSize;

    /// <summary>Goes once through all training images, in a new order, and measures where that led.</summary>
    public EpochResult RunEpoch()
    {
        _random.Shuffle(_order);
        foreach (var batch in _order.Chunk(_options.BatchSize))
        {
            Step(batch);
        }

        var (trainingLoss, trainingAccuracy) = Evaluate(_training);
        var (testLoss, testAccuracy) = Evaluate(_test);
        return new EpochResult(++_epoch, trainingLoss, trainingAccuracy, testLoss, testAccuracy);
    }

    private void Step(ReadOnlySpan<int> batch)
    {
        var pixels = _training.PixelsPerImage;
        var inputs = _inputs.AsSpan(0, batch.Length * pixels);
        var labels = _labels.AsSpan(0, batch.Length);
        var logits = _logits.AsSpan(0, batch.Length * Clothing.Classes);
        for (var row = 0; row < batch.Length; row++)
        {
            Pixels.Scale(_training.Image(batch[row]), inputs.Slice(row * pixels, pixels));
            labels[row] = _training.Labels[batch[row]];
        }

        Classifier.Logits(inputs, logits);
        Differentiate(logits, labels);
        Classifier.Backpropagate(inputs, logits, _gradient);

        var weightGradient = _gradient.AsSpan(0, Classifier.Weights.Length);
        TensorPrimitives.MultiplyAdd(Classifier.Weights, _options.L2, weightGradient, weightGradient);
        TensorPrimitives.MultiplyAdd(_velocity, _options.Momentum, _gradient, _velocity);
        TensorPrimitives.MultiplyAdd(_velocity, -NextLearningRate(), Classifier.Parameters, Classifier.Parameters);
    }

    /// <summary>The derivative of the training loss by the logits, in their own place: nothing needs them any more.</summary>
    private void Differentiate(Span<float> logits, ReadOnlySpan<byte> labels) => _ = _options.Loss switch
    {
        TrainingLoss.Smoothed => Clothing.SmoothedLoss(logits, labels, _classWeights, gradient: logits),
        TrainingLoss.Focal => Clothing.FocalLoss(logits, labels, _classWeights, gradient: logits),
        _ when _options.HasClassWeights => Clothing.Loss(logits, labels, _classWeights, gradient: logits),
        _ => Clothing.Loss(logits, labels, gradient: logits),
    };

    private float NextLearningRate()
    {
        var progress = _batch++ / ((double)_options.Epochs * BatchesPerEpoch);
        return (float)(_options.LearningRate * (1 + Math.Cos(Math.PI * progress)) / 2);
    }

    private (float Loss, double Accuracy) Evaluate(LabeledImages images)
    {
        var loss = Clothing.Loss(Classifier.Logits(images), images.Labels, out int correct);
        return (loss, (double)correct / images.Count);
    }
}
