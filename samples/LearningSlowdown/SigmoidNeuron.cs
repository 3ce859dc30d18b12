using LossKernels;

namespace LearningSlowdown;

/// <summary>A neuron with one input x, whose output is sigmoid(weight x + bias), and what it is trained by.</summary>
internal sealed partial class SigmoidNeuron(double weight, double bias)
{
    private double _weight = weight;
    private double _bias = bias;

    /// <summary>The output for an input.</summary>
    public double Output(double input)
    {
        var output = 0.0;
        Sigmoid([Logit(input)], new Span<double>(ref output));
        return output;
    }

    /// <summary>One step of gradient descent on one example.</summary>
    /// <param name="cost">What is to become small.</param>
    /// <param name="input">The neuron's input.</param>
    /// <param name="target">The output it is to have, 0 or 1.</param>
    /// <param name="rate">The learning rate.</param>
    public void Step(Cost cost, double input, byte target, double rate)
    {
        var slope = Slope(cost, input, target);
        _weight -= rate * slope * input;
        _bias -= rate * slope;
    }

    /// <summary>The derivative of the cost by the logit.</summary>
    public double Slope(Cost cost, double input, byte target)
    {
        var slope = 0.0;
        if (cost == Cost.CrossEntropy)
        {
            _ = CrossEntropy([Logit(input)], [target], new Span<double>(ref slope));
            return slope;
        }

        // (output - target)^2 / 2, by the chain rule: the factor output (1 - output) of the sigmoid all but vanishes at both ends.
        var output = Output(input);
        return (output - target) * output * (1 - output);
    }

    private double Logit(double input) => (_weight * input) + _bias;

    [Sigmoid]
    private static partial void Sigmoid(ReadOnlySpan<double> logits, Span<double> probabilities);

    [BinaryCrossEntropy]
    private static partial double CrossEntropy(ReadOnlySpan<double> logits, ReadOnlySpan<byte> labels, Span<double> gradient);
}
