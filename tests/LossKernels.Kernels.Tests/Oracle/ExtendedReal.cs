using System.Globalization;

namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>
/// A real number, an infinity or NaN, with IEEE 754's rules for the latter: what a formula gives in exact arithmetic on inputs
/// that may be infinite or NaN. There is one zero, without a sign.
/// </summary>
internal readonly record struct ExtendedReal
{
    private readonly BigReal _finite;

    /// <summary>0 of a finite number, else the infinity or NaN.</summary>
    private readonly double _special;

    private ExtendedReal(BigReal finite, double special)
    {
        _finite = finite;
        _special = special;
    }

    public static ExtendedReal NaN => new(default, double.NaN);

    public static ExtendedReal PositiveInfinity => new(default, double.PositiveInfinity);

    public static ExtendedReal NegativeInfinity => new(default, double.NegativeInfinity);

    public bool IsFinite => _special == 0;

    public bool IsNaN => double.IsNaN(_special);

    /// <summary>The number; only where <see cref="IsFinite"/>.</summary>
    public BigReal Finite => IsFinite ? _finite : throw new InvalidOperationException($"{this} is no finite number.");

    private int Sign => IsFinite ? _finite.Sign : Math.Sign(_special);

    public static implicit operator ExtendedReal(BigReal value) => new(value, 0);

    public static implicit operator ExtendedReal(double value)
        => double.IsFinite(value) ? new((BigReal)value, 0) : new(default, value);

    public static ExtendedReal operator -(ExtendedReal x) => new(-x._finite, -x._special);

    public static ExtendedReal operator +(ExtendedReal x, ExtendedReal y)
        => x.IsFinite && y.IsFinite ? x._finite + y._finite : (ExtendedReal)(x._special + y._special);

    public static ExtendedReal operator -(ExtendedReal x, ExtendedReal y) => x + -y;

    public static ExtendedReal operator *(ExtendedReal x, ExtendedReal y)
    {
        if (x.IsFinite && y.IsFinite)
        {
            return x._finite * y._finite;
        }

        return x.IsNaN || y.IsNaN ? NaN : x.Sign * y.Sign * double.PositiveInfinity;
    }

    public static ExtendedReal operator /(ExtendedReal x, ExtendedReal y)
    {
        if (x.IsNaN || y.IsNaN || (!x.IsFinite && !y.IsFinite))
        {
            return NaN;
        }

        if (!y.IsFinite)
        {
            return BigReal.Zero;
        }

        if (y._finite.IsZero)
        {
            return x.Sign == 0 ? NaN : x.Sign * double.PositiveInfinity;
        }

        return x.IsFinite ? x._finite / y._finite : x * y;
    }

    /// <summary>Whether the two are equal as IEEE 754 has it: NaN equals nothing.</summary>
    public static bool AreEqual(ExtendedReal x, ExtendedReal y)
        => x.IsFinite && y.IsFinite ? x._finite == y._finite : !x.IsFinite && !y.IsFinite && x._special == y._special;

    /// <summary>Whether the first is less than the second; NaN is not.</summary>
    public static bool IsLess(ExtendedReal x, ExtendedReal y)
        => x.IsFinite && y.IsFinite ? x._finite < y._finite : !x.IsNaN && !y.IsNaN && x._special < y._special;

    /// <summary>The larger of the two, or NaN where one is NaN.</summary>
    public static ExtendedReal Max(ExtendedReal x, ExtendedReal y)
    {
        if (x.IsNaN || y.IsNaN)
        {
            return NaN;
        }

        if (x.IsFinite && y.IsFinite)
        {
            return BigReal.Max(x._finite, y._finite);
        }

        return x._special > 0 || y._special < 0 ? x : y;
    }

    public static ExtendedReal Abs(ExtendedReal x) => new(BigReal.Abs(x._finite), Math.Abs(x._special));

    public static ExtendedReal Exp(ExtendedReal x) => x.IsFinite ? BigReal.Exp(x._finite) : (ExtendedReal)Math.Exp(x._special);

    public static ExtendedReal Log1p(ExtendedReal x) => x.IsFinite ? BigReal.Log1p(x._finite) : (ExtendedReal)Math.Log(x._special);

    /// <summary>(exp(x) - 1 - x) / x^2; NaN where |x| is above 1, of which a row program may use nothing.</summary>
    public static ExtendedReal Phi2(ExtendedReal x)
        => x.IsFinite && BigReal.Abs(x._finite) <= BigReal.One ? BigReal.Phi2(x._finite) : NaN;

    public override string ToString() => IsFinite ? _finite.ToString() : _special.ToString(CultureInfo.InvariantCulture);
}
