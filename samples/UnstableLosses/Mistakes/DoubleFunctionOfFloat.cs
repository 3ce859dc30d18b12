namespace UnstableLosses.Mistakes;

internal sealed class DoubleFunctionOfFloat : IMistake
{
    public static string Rule => "LK4002";

    public static string Question => "sigmoid of 1, in float";

    public static double[] Wrong() => [Sigmoid(1)];

    public static double[] Right() => [OfFloat(1)];

    private static float Sigmoid(float x) => 1 / (1 + (float)Math.Exp(-x));

    private static float OfFloat(float x) => 1 / (1 + MathF.Exp(-x));
}
