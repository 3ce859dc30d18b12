namespace UnstableLosses.Mistakes;

internal sealed class LogarithmOfSigmoid : IMistake
{
    public static string Rule => "LK1005";

    public static string Question => "binary cross-entropy of 40, target 0";

    public static double[] Wrong() => [Loss(40)];

    public static double[] Right() => [LossOfLogit(40)];

    private static double Loss(double logit)
    {
        var probability = 1 / (1 + Math.Exp(-logit));
        return -Math.Log(1 - probability);
    }

    private static double LossOfLogit(double logit) => Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
}
