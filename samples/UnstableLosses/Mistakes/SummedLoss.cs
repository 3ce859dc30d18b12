namespace UnstableLosses.Mistakes;

internal sealed class SummedLoss : IMistake
{
    private static readonly double[][] _probabilities = [.. Enumerable.Repeat((double[])[0.4, 0.6], 32)];

    private static readonly int[] _labels = new int[32];

    public static string Rule => "LK2001";

    public static string Question => "cross-entropy of 32 rows, 0.4 at each label";

    public static double[] Wrong() => [CrossEntropy(_probabilities, _labels)];

    public static double[] Right() => [-Math.Log(0.4)];

    private static double CrossEntropy(double[][] probabilities, int[] labels)
    {
        var loss = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            loss -= Math.Log(Math.Max(probabilities[i][labels[i]], 1e-15));
        }

        return loss;
    }
}
