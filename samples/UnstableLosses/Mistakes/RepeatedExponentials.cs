namespace UnstableLosses.Mistakes;

internal sealed class RepeatedExponentials : IMistake
{
    public static string Rule => "LK4003";

    public static string Question => "exponentials computed for a softmax of 1,000 scores";

    private static int _computed;

    public static double[] Wrong()
    {
        _computed = 0;
        _ = Softmax(new double[1_000]);
        return [_computed];
    }

    public static double[] Right()
    {
        _computed = 0;
        _ = Kept(new double[1_000]);
        return [_computed];
    }

    private static double[] Softmax(double[] scores)
    {
        var max = scores.Max();
        var exponentials = scores.Select(score => Counted(score - max));
        var sum = exponentials.Sum();
        return exponentials.Select(exponential => exponential / sum).ToArray();
    }

    private static double[] Kept(double[] scores)
    {
        var max = scores.Max();
        var exponentials = scores.Select(score => Counted(score - max)).ToArray();
        var sum = exponentials.Sum();
        return exponentials.Select(exponential => exponential / sum).ToArray();
    }

    private static double Counted(double exponent)
    {
        _computed++;
        return Math.Exp(exponent);
    }
}
