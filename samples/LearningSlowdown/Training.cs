namespace LearningSlowdown;

/// <summary>
/// A neuron's way from a wrong output towards 0, on the input 1: the experiment by which Michael Nielsen introduces the cross-entropy
/// (Neural Networks and Deep Learning, 2015, chapter 3), with one learning rate for both costs.
/// </summary>
/// <param name="Cost">What the neuron is trained by.</param>
/// <param name="Outputs">Its output before the first step and after each.</param>
/// <param name="FirstSlope">The derivative of the cost by the logit before the first step.</param>
internal sealed record Training(Cost Cost, IReadOnlyList<double> Outputs, double FirstSlope)
{
    /// <summary>Weight and bias of the two beginnings: a wrong neuron, and one that is sure of what is wrong.</summary>
    public static IReadOnlyList<(double Weight, double Bias)> Starts { get; } = [(0.6, 0.9), (2, 2)];

    /// <summary>All four trainings: from each beginning by each cost.</summary>
    public static IReadOnlyList<Training> All(int steps, double rate) =>
        [.. Starts.SelectMany(start => Enum.GetValues<Cost>().Select(cost => Run(cost, start, steps, rate)))];

    private static Training Run(Cost cost, (double Weight, double Bias) start, int steps, double rate)
    {
        const double input = 1;
        const byte target = 0;
        var neuron = new SigmoidNeuron(start.Weight, start.Bias);
        var firstSlope = neuron.Slope(cost, input, target);
        var outputs = new List<double> { neuron.Output(input) };
        for (var step = 0; step < steps; step++)
        {
            neuron.Step(cost, input, target, rate);
            outputs.Add(neuron.Output(input));
        }

        return new Training(cost, outputs, firstSlope);
    }
}
