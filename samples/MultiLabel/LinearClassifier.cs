using System.Numerics.Tensors;
using LossKernels;

namespace MultiLabel;

/// <summary>
/// Logistic regression with several outputs: the logit of an output is its weights times the inputs plus its bias, and every output is
/// decided on its own. All parameters lie in one array, the weights output after output and then the biases.
/// </summary>
internal sealed partial class LinearClassifier
{
    // In double: a figure that is printed does not depend on how wide the processor's vectors are.
    private readonly double[] _parameters = new double[(Examples.Inputs + 1) * Examples.Outputs];

    public Span<double> Parameters => _parameters;

    /// <summary>The logits of examples: rows * inputs values in, rows * outputs values out.</summary>
    public void Logits(ReadOnlySpan<double> inputs, Span<double> logits)
    {
        var weights = Weights(_parameters);
        var biases = Biases(_parameters);
        for (var (row, rows) = (0, inputs.Length / Examples.Inputs); row < rows; row++)
        {
            var example = inputs.Slice(row * Examples.Inputs, Examples.Inputs);
            for (var output = 0; output < Examples.Outputs; output++)
            {
                logits[(row * Examples.Outputs) + output] = TensorPrimitives.Dot(example, OfOutput(weights, output)) + biases[output];
            }
        }
    }

    /// <summary>The mean loss of examples.</summary>
    /// <param name="examples">What is to be recognized.</param>
    /// <param name="positiveWeights">For every output, how many negative labels a positive one counts for.</param>
    public double Loss(Examples examples, ReadOnlySpan<double> positiveWeights)
    {
        var logits = new double[examples.Labels.Length];
        Logits(examples.Values, logits);
        return Loss(logits, examples.Labels, positiveWeights);
    }

    /// <summary>The probability that a label is positive, of every output of every example.</summary>
    public double[] Probabilities(Examples examples)
    {
        var probabilities = new double[examples.Labels.Length];
        Logits(examples.Values, probabilities);
        Sigmoid(probabilities, probabilities);
        return probabilities;
    }

    /// <summary>The derivative of the mean loss by each parameter, and that loss.</summary>
    /// <param name="inputs">rows * inputs values.</param>
    /// <param name="labels">rows * outputs values.</param>
    /// <param name="positiveWeights">For every output, how many negative labels a positive one counts for.</param>
    /// <param name="gradient">Written: the derivative by <see cref="Parameters"/>, in their order.</param>
    public double Differentiate(ReadOnlySpan<double> inputs, ReadOnlySpan<bool> labels, ReadOnlySpan<double> positiveWeights, Span<double> gradient)
    {
        // The derivative by the logits takes their place: nothing needs them any more.
        var logits = new double[labels.Length];
        Logits(inputs, logits);
        var loss = Loss(logits, labels, positiveWeights, gradient: logits);

        gradient.Clear();
        var weightGradient = Weights(gradient);
        var biasGradient = Biases(gradient);
        for (var (row, rows) = (0, inputs.Length / Examples.Inputs); row < rows; row++)
        {
            var example = inputs.Slice(row * Examples.Inputs, Examples.Inputs);
            var rowGradient = logits.AsSpan(row * Examples.Outputs, Examples.Outputs);
            TensorPrimitives.Add(biasGradient, rowGradient, biasGradient);
            for (var output = 0; output < Examples.Outputs; output++)
            {
                var target = OfOutput(weightGradient, output);
                TensorPrimitives.MultiplyAdd(example, rowGradient[output], target, target);
            }
        }

        return loss;
    }

    private static Span<double> Weights(Span<double> parameters) => parameters[..(Examples.Inputs * Examples.Outputs)];

    private static Span<double> Biases(Span<double> parameters) => parameters[(Examples.Inputs * Examples.Outputs)..];

    private static Span<double> OfOutput(Span<double> weights, int output) => weights.Slice(output * Examples.Inputs, Examples.Inputs);

    [BinaryCrossEntropy(Examples.Outputs)]
    private static partial double Loss(
        ReadOnlySpan<double> logits, ReadOnlySpan<bool> labels, ReadOnlySpan<double> positiveWeights, Span<double> gradient);

    [BinaryCrossEntropy(Examples.Outputs)]
    private static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<bool> labels, ReadOnlySpan<double> positiveWeights);

    [Sigmoid]
    private static partial void Sigmoid(ReadOnlySpan<double> logits, Span<double> probabilities);
}
