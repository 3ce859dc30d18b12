using System.Globalization;
using LossKernels.Generators.Declarations;

namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>
/// An exact result and what a kernel may return for it (DESIGN, section 2): anything between <see cref="Low"/> and
/// <see cref="High"/>; of an infinity, NaN or an exact zero only that itself.
/// </summary>
internal readonly record struct Expected
{
    private Expected(ExtendedReal exact, BigReal low, BigReal high, FloatFormat format)
    {
        Exact = exact;
        Low = low;
        High = high;
        Format = format;
    }

    public ExtendedReal Exact { get; }

    public BigReal Low { get; }

    public BigReal High { get; }

    public FloatFormat Format { get; }

    public static Expected NaN(FloatFormat format) => new(ExtendedReal.NaN, default, default, format);

    /// <summary>Exactly this, with no error allowed.</summary>
    public static Expected Exactly(ExtendedReal value, FloatFormat format)
        => value.IsFinite ? new(value, value.Finite, value.Finite, format) : new(value, default, default, format);

    /// <summary>A result whose relative error is at most <paramref name="units"/> * u.</summary>
    public static Expected Within(BigReal exact, double units, FloatFormat format)
        => Between(exact, exact, exact, units, format);

    /// <summary>
    /// A result that lies between two values, and then has a relative error of at most <paramref name="units"/> * u: the
    /// second value is what comes out when terms below the least normal number count as 0.
    /// </summary>
    public static Expected Between(BigReal exact, BigReal first, BigReal second, double units, FloatFormat format)
    {
        var low = BigReal.Min(first, second);
        var high = BigReal.Max(first, second);
        var relative = format.Unit * units;
        return Tolerated(exact, low - (BigReal.Abs(low) * relative), high + (BigReal.Abs(high) * relative), format);
    }

    /// <summary>A result whose absolute error is at most <paramref name="tolerance"/>.</summary>
    public static Expected WithinAbsolute(BigReal exact, BigReal tolerance, FloatFormat format)
        => Tolerated(exact, exact - tolerance, exact + tolerance, format);

    /// <summary>
    /// The sum of rows' results over a divisor: the rows' errors and at most 2u more (DESIGN, section 2, item 5), whatever
    /// their number, unless another number of units is given. All results have one sign.
    /// </summary>
    public static Expected Total(IReadOnlyList<Expected> rows, int divisor, FloatFormat format, double units = 2) => Total(rows, (BigReal)divisor, format, units);

    /// <inheritdoc cref="Total(IReadOnlyList{Expected}, int, FloatFormat, double)"/>
    public static Expected Total(IReadOnlyList<Expected> rows, BigReal divisor, FloatFormat format, double units = 2)
    {
        var exact = (ExtendedReal)BigReal.Zero;
        var low = BigReal.Zero;
        var high = BigReal.Zero;
        foreach (var row in rows)
        {
            exact += row.Exact;
            low += row.Low;
            high += row.High;
        }

        if (!exact.IsFinite)
        {
            return Exactly(exact, format);
        }

        var over = BigReal.One / divisor;
        return Between(exact.Finite * over, low * over, high * over, units, format);
    }

    /// <summary>Whether the result is rounded to Half, once, when it is stored: what was allowed before, rounded, is allowed then.</summary>
    private bool IsHalf { get; init; }

    /// <summary>The result as memory of some type holds it.</summary>
    public Expected StoredAs(StoredType stored) => this with { IsHalf = stored == StoredType.Half };

    /// <summary>Whether a kernel's value will do.</summary>
    public bool Accepts(double actual)
    {
        if (IsHalf && Exact.IsFinite)
        {
            return FloatFormat.Half.Round(Low.ToDouble()) <= actual && actual <= FloatFormat.Half.Round(High.ToDouble());
        }

        if (!Exact.IsFinite || !double.IsFinite(actual))
        {
            return Exact.IsNaN ? double.IsNaN(actual)
                : !Exact.IsFinite ? ExtendedReal.AreEqual(Exact, actual)
                : double.IsPositiveInfinity(actual) ? High > Format.Largest
                : double.IsNegativeInfinity(actual) && Low < -(BigReal)Format.Largest;
        }

        return Low <= actual && actual <= High;
    }

    /// <summary>What is wrong with a value that is not accepted, in units of u.</summary>
    public string Describe(double actual)
    {
        var shown = actual.ToString("G17", CultureInfo.InvariantCulture);
        if (!Exact.IsFinite || Exact.Finite.IsZero || !double.IsFinite(actual))
        {
            return $"{shown} instead of {Exact}";
        }

        var exact = Exact.Finite;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{shown} instead of {Exact}, off by {((actual - exact) / BigReal.Abs(exact) / Format.Unit).ToDouble():G4} u, allowed {((Low - exact) / BigReal.Abs(exact) / Format.Unit).ToDouble():G4} to {((High - exact) / BigReal.Abs(exact) / Format.Unit).ToDouble():G4}");
    }

    /// <summary>
    /// Below the least normal number the bound gives way: there anything between 0 and the exact result will do, and the denormal
    /// number next to it, which two roundings in a row may reach.
    /// </summary>
    private static Expected Tolerated(BigReal exact, BigReal low, BigReal high, FloatFormat format)
    {
        var step = format.LeastPositive;
        if (low.Sign >= 0 && low < format.LeastNormal)
        {
            low = BigReal.Zero;
        }

        if (high.Sign <= 0 && high > -format.LeastNormal)
        {
            high = BigReal.Zero;
        }

        if (low.IsZero && high.IsZero)
        {
            return Exactly(BigReal.Zero, format);
        }

        // Away from 0 only: nothing may change its sign.
        low = low.Sign < 0 && low > -format.LeastNormal ? low - step : low;
        high = high.Sign > 0 && high < format.LeastNormal ? high + step : high;
        return new(exact, low, high, format);
    }
}
