namespace UnstableLosses.Mistakes;

internal sealed class RowByRow : IMistake
{
    public static string Rule => "LK3004";

    public static string Question => "calls of a kernel for 1,000 rows";

    private const int Rows = 1_000;

    private static readonly double[] s_scores = new double[3 * Rows];

    public static double[] Wrong()
    {
        var (calls, labels) = (0, new int[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            labels[row] = Kernels.Predict(s_scores.AsSpan(row * 3, 3));
            calls++;
        }

        return [calls];
    }

    public static double[] Right()
    {
        var labels = new int[Rows];
        Kernels.Predict(s_scores, labels);
        return [1];
    }
}
