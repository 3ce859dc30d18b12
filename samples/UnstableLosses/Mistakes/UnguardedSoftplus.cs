namespace UnstableLosses.Mistakes;

internal sealed class UnguardedSoftplus : IMistake
{
    public static string Rule => "LK1006";

    public static string Question => "softplus of 1000";

    public static double[] Wrong() => [Softplus(1000)];

    public static double[] Right() => [Guarded(1000)];

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    private static double Guarded(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
