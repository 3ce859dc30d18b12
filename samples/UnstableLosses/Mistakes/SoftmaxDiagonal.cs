namespace UnstableLosses.Mistakes;

internal sealed class SoftmaxDiagonal : IMistake
{
    public static string Rule => "LK2008";

    public static string Question => "softmax backwards, at 1, 2, 3, from 1, 0, -1";

    public static double[] Wrong() => Backward([1, 2, 3], [1, 0, -1]);

    public static double[] Right()
    {
        var output = Softmax([1, 2, 3]);
        var gradient = new double[3];
        Kernels.SoftmaxGradient(output, [1, 0, -1], gradient);
        return gradient;
    }

    private static double[] Backward(double[] scores, double[] upstream)
    {
        var max = scores.Max();
        var sum = scores.Sum(score => Math.Exp(score - max));
        var output = scores.Select(score => Math.Exp(score - max) / sum).ToArray();
        var gradient = new double[upstream.Length];
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] = upstream[i] * output[i] * (1 - output[i]);
        }

        return gradient;
    }

    private static double[] Softmax(double[] scores)
    {
        var output = new double[scores.Length];
        Kernels.Softmax(scores, output);
        return output;
    }
}
