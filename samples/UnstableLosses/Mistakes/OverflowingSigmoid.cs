namespace UnstableLosses.Mistakes;

internal sealed class OverflowingSigmoid : IMistake
{
    public static string Rule => "LK1007";

    public static string Question => "sigmoid of 1000";

    public static double[] Wrong() => [Sigmoid(1000)];

    public static double[] Right() => [OfNegative(1000)];

    private static double Sigmoid(double x)
    {
        var e = Math.Exp(x);
        return e / (1 + e);
    }

    private static double OfNegative(double x) => 1 / (1 + Math.Exp(-x));
}
