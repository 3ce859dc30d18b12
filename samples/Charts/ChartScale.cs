using System.Globalization;

namespace Charts;

/// <summary>An axis: values between two bounds onto a stretch of the drawing, with ticks at round numbers.</summary>
/// <param name="Low">The least value shown.</param>
/// <param name="High">The greatest value shown.</param>
/// <param name="From">Where <paramref name="Low"/> is drawn.</param>
/// <param name="To">Where <paramref name="High"/> is drawn.</param>
/// <param name="Step">The distance of ticks, a power of ten times 1, 2 or 5; 0 on a logarithmic axis, whose ticks are such numbers themselves.</param>
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

    /// <summary>A logarithmic axis with exactly the given bounds, both above 0.</summary>
    public static ChartScale Logarithmic(double least, double greatest, double from, double to) => new(least, greatest, from, to, 0);

    public IEnumerable<double> Ticks
    {
        get
        {
            if (IsLogarithmic)
            {
                // 1, 2 and 5 of each power of ten where there are few, else the powers alone.
                int[] mantissas = High / Low < 2000 ? [1, 2, 5] : [1];
                for (var power = (int)Math.Floor(Math.Log10(Low)); power <= Math.Log10(High); power++)
                {
                    foreach (var tick in mantissas.Select(mantissa => mantissa * Math.Pow(10, power)).Where(IsWithin))
                    {
                        yield return tick;
                    }
                }

                yield break;
            }

            for (var i = (long)Math.Ceiling((Low / Step) - 1e-9); i * Step <= High + (Step * 1e-9); i++)
            {
                yield return i * Step;
            }
        }
    }

    /// <summary>The tick with the decimals that tell it from its neighbours.</summary>
    public string Label(double tick) => IsLogarithmic
        ? (tick < 1e6 ? tick.ToString(tick < 1000 ? "0.####" : "N0", CultureInfo.InvariantCulture) : (tick / 1e6).ToString("N0", CultureInfo.InvariantCulture) + "M")
        : tick.ToString($"F{Math.Max(0, (int)-Math.Floor(Math.Log10(Step) + 1e-9))}", CultureInfo.InvariantCulture);

    public double Position(double value)
    {
        var part = IsLogarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
        return From + (part * (To - From));
    }

    private bool IsLogarithmic => Step == 0;

    private bool IsWithin(double value) => value >= Low * (1 - 1e-9) && value <= High * (1 + 1e-9);

    private static double RoundStep(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(atLeast, 1e-12))));
        return power * (atLeast <= power ? 1 : atLeast <= 2 * power ? 2 : atLeast <= 5 * power ? 5 : 10);
    }
}
