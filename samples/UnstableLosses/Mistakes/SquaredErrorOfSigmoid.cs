namespace UnstableLosses.Mistakes;

internal sealed class SquaredErrorOfSigmoid : IMistake
{
    public static string Rule => "LK2006";

    public static string Question => "gradient at scores of 1.5, 4, target 0";

    public static double[] Wrong() => [Gradient(1.5, 0), Gradient(4, 0)];

    public static double[] Right() => [1 / (1 + Math.Exp(-1.5)), 1 / (1 + Math.Exp(-4))];

    private static double Gradient(double score, double target)
    {
        var output = 1 / (1 + Math.Exp(-score));
        return (output - target) * output * (1 - output);
    }
}
