using System;
using System.Linq;

/// <summary>What a kernel gave against what its definition gives; the first difference ends the program.</summary>
internal static class Check
{
    public static void SumsToOne(string kernel, float[] values, int classes) => SumsTo(kernel, values, classes, 1);

    public static void SumsTo(string kernel, float[] values, int classes, float expected)
    {
        foreach (var row in values.Chunk(classes))
        {
            Near(kernel, expected, (float)row.Sum(value => (double)value));
        }
    }

    public static void Near(string kernel, double[] expected, float[] actual, double tolerance = 1e-5)
    {
        Near($"{kernel}: how many", expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Near($"{kernel}[{i}]", expected[i], actual[i], tolerance);
        }
    }

    public static void Near(string kernel, double expected, double actual, double tolerance = 1e-5)
    {
        if (!(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected))))
        {
            throw new InvalidOperationException($"{kernel}: {actual} where {expected} was expected");
        }
    }
}
