namespace UnstableLosses.Mistakes;

internal sealed class SoftmaxTwice : IMistake
{
    public static string Rule => "LK2005";

    public static string Question => "softmax of 20, 0, 0";

    public static double[] Wrong() => Softmax([20, 0, 0]);

    public static double[] Right()
    {
        var probabilities = new double[3];
        Kernels.Softmax([20, 0, 0], probabilities);
        return probabilities;
    }

    private static double[] Softmax(double[] scores)
    {
        var probabilities = new double[scores.Length];
        Kernels.Softmax(scores, probabilities);
        Kernels.Softmax(probabilities, probabilities);
        return probabilities;
    }
}
