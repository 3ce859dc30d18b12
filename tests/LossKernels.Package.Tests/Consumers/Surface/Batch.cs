using System;
using System.Linq;

/// <summary>Rows of ten classes, and what follows from them by the definitions, in plain double arithmetic.</summary>
internal static class Batch
{
    public const int Rows = 5;

    public const int Classes = 10;

    public static float[] Logits { get; } = Waves(Rows * Classes);

    public static int[] Labels { get; } = [.. Enumerable.Range(0, Rows)];

    /// <summary>The probabilities of a row.</summary>
    public static double[] Softmax(int row, double temperature = 1) => Softmax(Row(row), temperature);

    public static double[] Softmax(double[] logits, double temperature = 1)
    {
        var exponentials = logits.Select(logit => Math.Exp((logit - logits.Max()) / temperature)).ToArray();
        return [.. exponentials.Select(exponential => exponential / exponentials.Sum())];
    }

    /// <summary>Minus the logarithm of the probability of a row's label.</summary>
    public static double Loss(int row) => -LogSoftmax(row)[Labels[row]];

    /// <summary>The logarithms of the probabilities of a row.</summary>
    public static double[] LogSoftmax(int row) => [.. Row(row).Select(logit => logit - LogSumExp(row))];

    public static double LogSumExp(int row)
    {
        var logits = Row(row);
        var largest = logits.Max();
        return largest + Math.Log(logits.Sum(logit => Math.Exp(logit - largest)));
    }

    /// <summary>Some value of every row.</summary>
    public static double[] OfRows(Func<int, double> value) => [.. Enumerable.Range(0, Rows).Select(value)];

    /// <summary>Some values of every row, one a class.</summary>
    public static double[] OfClasses(Func<int, double[]> values) => [.. Enumerable.Range(0, Rows).SelectMany(values)];

    /// <summary>Numbers between -4 and 4.</summary>
    public static float[] Waves(int count) => [.. Enumerable.Range(0, count).Select(index => 4 * MathF.Sin(index))];

    private static double[] Row(int row) => [.. Logits.Skip(row * Classes).Take(Classes).Select(logit => (double)logit)];
}
