namespace UnstableLosses.Mistakes;

internal sealed class ProbabilitiesAsLogits : IMistake
{
    public static string Rule => "LK2003";

    public static string Question => "cross-entropy of 20, 0, 0, label 0";

    public static double[] Wrong() => [Loss([20, 0, 0], [0])];

    public static double[] Right() => [Kernels.Loss([20, 0, 0], [0])];

    private static double Loss(double[] scores, int[] labels)
    {
        var probabilities = new double[scores.Length];
        Kernels.Softmax(scores, probabilities);
        return Kernels.Loss(probabilities, labels);
    }
}
