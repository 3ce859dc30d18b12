namespace UnstableLosses.Mistakes;

internal sealed class EpsilonWithoutEffect : IMistake
{
    public static string Rule => "LK1009";

    public static string Question => "loss of a probability of 1, target 0, clamped, in float";

    public static double[] Wrong() => [Loss(1)];

    public static double[] Right() => [Clamped(1)];

    private static float Loss(float probability) => -MathF.Log(1 - Math.Clamp(probability, 1e-8f, 1 - 1e-8f));

    private static float Clamped(float probability) => -MathF.Log(1 - Math.Clamp(probability, 1e-7f, 1 - 1e-7f));
}
