using System.Numerics.Tensors;

namespace MultiLabel;

/// <summary>
/// What is to be learned: every output has a direction among the inputs and is positive where an example lies far enough along it. Inputs
/// are normal, and so is the noise that blurs the border: no classifier can be right about every example.
/// </summary>
internal sealed class Concepts
{
    // The normal distribution's upper quantiles of 40, 20, 10, 5 and 2 in 100: how many examples are positive.
    private static readonly double[] s_thresholds = [0.2533, 0.8416, 1.2816, 1.6449, 2.0537];

    // Its part of the variance of what is compared with a threshold; the inputs have the rest.
    private const double NoiseVariance = 0.15;

    private readonly Random _random;
    private readonly double[] _directions = new double[Examples.Outputs * Examples.Inputs];

    /// <summary>Draws a direction for every output.</summary>
    public Concepts(int seed)
    {
        _random = new Random(seed);
        FillWithNormal(_directions);
        for (var output = 0; output < Examples.Outputs; output++)
        {
            var direction = Direction(output);
            TensorPrimitives.Divide(direction, TensorPrimitives.Norm<double>(direction), direction);
        }
    }

    /// <summary>Draws examples, other ones with every call.</summary>
    public Examples Draw(int count)
    {
        var values = new double[count * Examples.Inputs];
        FillWithNormal(values);
        var noise = new double[count * Examples.Outputs];
        FillWithNormal(noise);

        var labels = new bool[count * Examples.Outputs];
        for (var i = 0; i < labels.Length; i++)
        {
            var (row, output) = Math.DivRem(i, Examples.Outputs);
            var along = TensorPrimitives.Dot<double>(values.AsSpan(row * Examples.Inputs, Examples.Inputs), Direction(output));
            labels[i] = (Math.Sqrt(1 - NoiseVariance) * along) + (Math.Sqrt(NoiseVariance) * noise[i]) > s_thresholds[output];
        }

        return new Examples(values, labels);
    }

    private Span<double> Direction(int output) => _directions.AsSpan(output * Examples.Inputs, Examples.Inputs);

    // G. E. P. Box, M. E. Muller, "A Note on the Generation of Random Normal Deviates", 1958.
    private void FillWithNormal(Span<double> values)
    {
        foreach (ref var value in values)
        {
            value = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        }
    }
}
