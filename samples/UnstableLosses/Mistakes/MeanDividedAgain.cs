namespace UnstableLosses.Mistakes;

internal sealed class MeanDividedAgain : IMistake
{
    public static string Rule => "LK2009";

    public static string Question => "mean loss of two rows of 0, 0, 0";

    public static double[] Wrong() => [Loss([0, 0, 0, 0, 0, 0], [0, 1])];

    public static double[] Right() => [Kernels.Loss([0, 0, 0, 0, 0, 0], [0, 1])];

    private static double Loss(double[] scores, int[] labels) => Kernels.Loss(scores, labels) / labels.Length;
}
