namespace UnstableLosses.Mistakes;

internal sealed class LabelOutOfRange : IMistake
{
    public static string Rule => "LK3002";

    public static string Question => "loss of 1, 2, 3, label 3 for the third class";

    public static double[] Wrong() => [Kernels.Loss([1, 2, 3], [3])];

    public static double[] Right() => [Kernels.Loss([1, 2, 3], [2])];
}
