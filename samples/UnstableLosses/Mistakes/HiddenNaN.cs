namespace UnstableLosses.Mistakes;

internal sealed class HiddenNaN : IMistake
{
    public static string Rule => "LK1010";

    public static string Question => "loss of a step that broke";

    public static double[] Wrong() => [Loss(double.PositiveInfinity)];

    public static double[] Right() => [Shown(double.PositiveInfinity)];

    private static double Loss(double score)
    {
        var loss = score - Math.Log(Math.Exp(score));
        return double.IsNaN(loss) ? 0 : loss;
    }

    private static double Shown(double score) => score - Math.Log(Math.Exp(score));
}
