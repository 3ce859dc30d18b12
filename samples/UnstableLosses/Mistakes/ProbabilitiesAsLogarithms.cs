namespace UnstableLosses.Mistakes;

internal sealed class ProbabilitiesAsLogarithms : IMistake
{
    public static string Rule => "LK2004";

    public static string Question => "negative log-likelihood of 2, 0, 0, label 0";

    public static double[] Wrong() => [Loss([2, 0, 0], [0])];

    public static double[] Right()
    {
        var logProbabilities = new double[3];
        Kernels.LogSoftmax([2, 0, 0], logProbabilities);
        return [Kernels.Likelihood(logProbabilities, [0])];
    }

    private static double Loss(double[] scores, int[] labels)
    {
        var probabilities = new double[scores.Length];
        Kernels.Softmax(scores, probabilities);
        return Kernels.Likelihood(probabilities, labels);
    }
}
