using System.Numerics.Tensors;

namespace MultiLabel;

/// <summary>Gradient descent in mini-batches with momentum, on one thread: the same seed gives the same parameters.</summary>
/// <param name="training">What is learned.</param>
/// <param name="positiveWeights">For every output, how many negative labels a positive one counts for.</param>
/// <param name="seed">Decides the order of the examples.</param>
internal sealed class Trainer(Examples training, double[] positiveWeights, int seed)
{
    private const int BatchSize = 50;
    private const double LearningRate = 0.1;
    private const double Momentum = 0.9;

    private readonly Random _random = new(seed);
    private readonly int[] _order = [.. Enumerable.Range(0, training.Count)];
    private readonly double[] _inputs = new double[BatchSize * Examples.Inputs];
    private readonly bool[] _labels = new bool[BatchSize * Examples.Outputs];
    private readonly double[] _gradient = new double[(Examples.Inputs + 1) * Examples.Outputs];
    private readonly double[] _velocity = new double[(Examples.Inputs + 1) * Examples.Outputs];

    public LinearClassifier Classifier { get; } = new();

    /// <summary>Goes once through all examples, in a new order.</summary>
    public void RunEpoch()
    {
        _random.Shuffle(_order);
        foreach (var batch in _order.Chunk(BatchSize))
        {
            Step(batch);
        }
    }

    private void Step(ReadOnlySpan<int> batch)
    {
        for (var row = 0; row < batch.Length; row++)
        {
            training.Values.AsSpan(batch[row] * Examples.Inputs, Examples.Inputs).CopyTo(_inputs.AsSpan(row * Examples.Inputs));
            training.Labels.AsSpan(batch[row] * Examples.Outputs, Examples.Outputs).CopyTo(_labels.AsSpan(row * Examples.Outputs));
        }

        var inputs = _inputs.AsSpan(0, batch.Length * Examples.Inputs);
        var labels = _labels.AsSpan(0, batch.Length * Examples.Outputs);
        Classifier.Differentiate(inputs, labels, positiveWeights, _gradient);
        TensorPrimitives.MultiplyAdd(_velocity, Momentum, _gradient, _velocity);
        TensorPrimitives.MultiplyAdd(_velocity, -LearningRate, Classifier.Parameters, Classifier.Parameters);
    }
}
