namespace Charts;

/// <summary>A linear axis: values between two bounds onto a stretch of the drawing, with ticks at round numbers.</summary>
/// <param name="Low">The least value shown.</param>
/// <param name="High">The greatest value shown.</param>
/// <param name="From">Where <paramref name="Low"/> is drawn.</param>
/// <param name="To">Where <paramref name="High"/> is drawn.</param>
/// <param name="Step">The distance of ticks, a power of ten times 1, 2 or 5.</param>
public readonly record struct ChartScale(double Low, double High, double From, double To, double Step)
{
    /// <summary>An axis whose bounds are ticks around the given values.</summary>
    public static ChartScale Around(double least, double greatest, double from, double to)
    {
        var step = RoundStep(Math.Max(greatest - least, 1e-6 * Math.Max(1, Math.Abs(greatest))) / 5);
        return new ChartScale(Math.Floor(least / step) * step, Math.Ceiling(greatest / step) * step, from, to, step);
    }

    /// <summary>An axis of whole numbers with exactly the given bounds.</summary>
    public static ChartScale Whole(int least, int greatest, double from, double to) =>
        new(least, Math.Max(greatest, least + 1), from, to, Math.Max(1, RoundStep((greatest - least) / 8.0)));

    public IEnumerable<double> Ticks
    {
        get
        {
            for (var i = (long)Math.Ceiling((Low / Step) - 1e-9); i * Step <= High + (Step * 1e-9); i++)
            {
                yield return i * Step;
            }
        }
    }

    /// <summary>Decimals that tell two neighbouring ticks apart.</summary>
    public int Decimals => Math.Max(0, (int)-Math.Floor(Math.Log10(Step) + 1e-9));

    public double Position(double value) => From + ((value - Low) / (High - Low) * (To - From));

    private static double RoundStep(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(atLeast, 1e-12))));
        return power * (atLeast <= power ? 1 : atLeast <= 2 * power ? 2 : atLeast <= 5 * power ? 5 : 10);
    }
}
