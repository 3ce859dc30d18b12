namespace UnstableLosses.Mistakes;

internal sealed class HandWrittenKernel : IMistake
{
    public static string Rule => "LK4004";

    public static string Question => "cross-entropy of 20, 0, label 0, in float";

    public static double[] Wrong() => [Loss([20, 0], 0)];

    public static double[] Right() => [Kernels.PairLoss([20, 0], 0)];

    private static float Loss(float[] scores, int label)
    {
        var max = MathF.Max(scores[0], scores[1]);
        var sum = 0f;
        for (var i = 0; i < 2; i++)
        {
            sum += MathF.Exp(scores[i] - max);
        }

        return MathF.Log(sum) + max - scores[label];
    }
}
