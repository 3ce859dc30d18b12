namespace UnstableLosses.Mistakes;

internal sealed class LogarithmOfSoftmax : IMistake
{
    public static string Rule => "LK1004";

    public static string Question => "cross-entropy of 0, 1000, label 0";

    public static double[] Wrong() => [Loss([0, 1000], 0)];

    public static double[] Right() => [LossOfScores([0, 1000], 0)];

    private static double Loss(double[] scores, int label)
    {
        var max = scores.Max();
        var sum = scores.Sum(score => Math.Exp(score - max));
        return -Math.Log(Math.Exp(scores[label] - max) / sum);
    }

    private static double LossOfScores(double[] scores, int label)
    {
        var max = scores.Max();
        return max - scores[label] + Math.Log(scores.Sum(score => Math.Exp(score - max)));
    }
}
