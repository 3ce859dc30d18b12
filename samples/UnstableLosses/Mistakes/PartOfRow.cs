namespace UnstableLosses.Mistakes;

internal sealed class PartOfRow : IMistake
{
    public static string Rule => "LK3001";

    public static string Question => "softmax of 1, 2 by a kernel of 3 classes";

    public static double[] Wrong()
    {
        var probabilities = new double[2];
        Kernels.Softmax([1, 2], probabilities);
        return probabilities;
    }

    public static double[] Right()
    {
        var probabilities = new double[3];
        Kernels.Softmax([1, 2, double.NegativeInfinity], probabilities);
        return probabilities;
    }
}
