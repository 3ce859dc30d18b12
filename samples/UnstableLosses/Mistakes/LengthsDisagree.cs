namespace UnstableLosses.Mistakes;

internal sealed class LengthsDisagree : IMistake
{
    public static string Rule => "LK3003";

    public static string Question => "loss of one row, with two labels";

    public static double[] Wrong() => [Kernels.Loss([1, 2, 3], [2, 2])];

    public static double[] Right() => [Kernels.Loss([1, 2, 3], [2])];
}
