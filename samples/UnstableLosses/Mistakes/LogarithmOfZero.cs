namespace UnstableLosses.Mistakes;

internal sealed class LogarithmOfZero : IMistake
{
    public static string Rule => "LK1008";

    public static string Question => "cross-entropy of the shares of 3, 0, class 1";

    public static double[] Wrong() => [Loss([3, 0], 1)];

    public static double[] Right() => [Floored([3, 0], 1)];

    private static double Loss(double[] counts, int label)
    {
        var total = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
        }

        return -Math.Log(counts[label] / total);
    }

    private static double Floored(double[] counts, int label) => -Math.Log(Math.Max(counts[label] / counts.Sum(), 1e-15));
}
