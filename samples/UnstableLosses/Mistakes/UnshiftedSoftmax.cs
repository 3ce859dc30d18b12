namespace UnstableLosses.Mistakes;

internal sealed class UnshiftedSoftmax : IMistake
{
    public static string Rule => "LK1001";

    public static string Question => "softmax of 1000, 0";

    public static double[] Wrong() => Softmax([1000, 0]);

    public static double[] Right() => Shifted([1000, 0]);

    private static double[] Softmax(double[] scores)
    {
        var probabilities = new double[scores.Length];
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            probabilities[i] = Math.Exp(scores[i]);
            sum += probabilities[i];
        }

        for (var i = 0; i < scores.Length; i++)
        {
            probabilities[i] /= sum;
        }

        return probabilities;
    }

    private static double[] Shifted(double[] scores)
    {
        var max = scores.Max();
        var exponentials = scores.Select(score => Math.Exp(score - max)).ToArray();
        var sum = exponentials.Sum();
        return exponentials.Select(exponential => exponential / sum).ToArray();
    }
}
