namespace UnstableLosses.Mistakes;

internal sealed class UnshiftedLogSumExp : IMistake
{
    public static string Rule => "LK1003";

    public static string Question => "log-sum-exp of 1000, 1000";

    public static double[] Wrong() => [LogSumExp([1000, 1000])];

    public static double[] Right() => [Shifted([1000, 1000])];

    private static double LogSumExp(double[] scores)
    {
        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += Math.Exp(score);
        }

        return Math.Log(sum);
    }

    private static double Shifted(double[] scores)
    {
        var max = scores.Max();
        return max + Math.Log(scores.Sum(score => Math.Exp(score - max)));
    }
}
