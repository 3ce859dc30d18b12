namespace UnstableLosses.Mistakes;

internal sealed class DigitsBesideOne : IMistake
{
    public static string Rule => "LK4001";

    public static string Question => "log(1 + x) of 1e-20";

    public static double[] Wrong() => [Logarithm(1e-20)];

    public static double[] Right() => [Kept(1e-20)];

    private static double Logarithm(double share)
    {
        var x = Math.Clamp(share, 0, 1);
        return Math.Log(1 + x);
    }

    private static double Kept(double share)
    {
        var x = Math.Clamp(share, 0, 1);
        return 2 * Math.Atanh(x / (2 + x));
    }
}
