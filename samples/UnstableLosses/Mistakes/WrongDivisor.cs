namespace UnstableLosses.Mistakes;

internal sealed class WrongDivisor : IMistake
{
    private static readonly double[][] _probabilities = [[0.4, 0.6], [0.4, 0.6], [0.4, 0.6], [0.4, 0.6]];

    private static readonly double[][] _targets = [[1, 0], [1, 0], [1, 0], [1, 0]];

    public static string Rule => "LK2002";

    public static string Question => "cross-entropy of 4 rows of 2 classes, 0.4 at labels";

    public static double[] Wrong() => [CrossEntropy(_probabilities, _targets)];

    public static double[] Right() => [-Math.Log(0.4)];

    private static double CrossEntropy(double[][] probabilities, double[][] targets)
    {
        var loss = 0.0;
        for (var i = 0; i < targets.Length; i++)
        {
            for (var j = 0; j < targets[i].Length; j++)
            {
                loss -= targets[i][j] * Math.Log(Math.Max(probabilities[i][j], 1e-15));
            }
        }

        return loss / targets[0].Length;
    }
}
