using System.Globalization;
using System.Numerics;

namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>
/// A finite real number <c>mantissa * 2^exponent</c> of 192 significant bits, with an exponent that never runs out.
/// Conversion from <see cref="double"/> is exact; each operation's relative error is at most 2^-191.
/// </summary>
internal readonly partial struct BigReal : IComparable<BigReal>, IEquatable<BigReal>
{
    /// <summary>The significant bits that an operation's result is rounded to.</summary>
    public const int Precision = 192;

    private readonly BigInteger _mantissa;
    private readonly int _exponent;

    private BigReal(BigInteger mantissa, int exponent)
    {
        var excess = (int)mantissa.GetBitLength() - Precision;
        if (excess > 0)
        {
            mantissa = (mantissa + (BigInteger.One << (excess - 1))) >> excess;
            exponent += excess;
        }

        _mantissa = mantissa;
        _exponent = mantissa.IsZero ? 0 : exponent;
    }

    public static BigReal Zero => default;

    public static BigReal One { get; } = new(BigInteger.One, 0);

    public int Sign => _mantissa.Sign;

    public bool IsZero => _mantissa.IsZero;

    /// <summary>The exponent e of the leading bit: 2^e &lt;= |x| &lt; 2^(e+1), up to the rounding of -2^n.</summary>
    private int Magnitude => _exponent + (int)_mantissa.GetBitLength() - 1;

    /// <summary>The number itself, without rounding, denormal numbers included.</summary>
    public static implicit operator BigReal(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A BigReal is finite.");
        }

        var bits = BitConverter.DoubleToInt64Bits(value);
        var fraction = bits & 0xFFFFFFFFFFFFF;
        var biased = (int)((bits >> 52) & 0x7FF);
        var mantissa = biased == 0 ? fraction : fraction | (1L << 52);
        return new BigReal(bits < 0 ? -mantissa : mantissa, Math.Max(biased, 1) - 1075);
    }

    public static BigReal operator -(BigReal x) => new(-x._mantissa, x._exponent);

    public static BigReal operator +(BigReal x, BigReal y)
    {
        if (x.IsZero || y.IsZero)
        {
            return x.IsZero ? y : x;
        }

        if (x._exponent < y._exponent)
        {
            (x, y) = (y, x);
        }

        // Where y lies wholly below the bits that are kept of x (or x below y's), the sum is the larger one, correctly rounded.
        var gap = x.Magnitude - y.Magnitude;
        if (Math.Abs(gap) > Precision + 2)
        {
            return gap > 0 ? x : y;
        }

        return new BigReal((x._mantissa << (x._exponent - y._exponent)) + y._mantissa, y._exponent);
    }

    public static BigReal operator -(BigReal x, BigReal y) => x + -y;

    public static BigReal operator *(BigReal x, BigReal y) => new(x._mantissa * y._mantissa, x._exponent + y._exponent);

    public static BigReal operator /(BigReal x, BigReal y)
    {
        if (y.IsZero)
        {
            throw new DivideByZeroException();
        }

        var shift = Math.Max(0, Precision + 2 + (int)y._mantissa.GetBitLength() - (int)x._mantissa.GetBitLength());
        return new BigReal((x._mantissa << shift) / y._mantissa, x._exponent - shift - y._exponent);
    }

    public static bool operator <(BigReal x, BigReal y) => x.CompareTo(y) < 0;

    public static bool operator >(BigReal x, BigReal y) => x.CompareTo(y) > 0;

    public static bool operator <=(BigReal x, BigReal y) => x.CompareTo(y) <= 0;

    public static bool operator >=(BigReal x, BigReal y) => x.CompareTo(y) >= 0;

    public static bool operator ==(BigReal x, BigReal y) => x.CompareTo(y) == 0;

    public static bool operator !=(BigReal x, BigReal y) => x.CompareTo(y) != 0;

    /// <summary>2^<paramref name="exponent"/>, exactly.</summary>
    public static BigReal PowerOfTwo(int exponent) => new(BigInteger.One, exponent);

    public static BigReal Abs(BigReal x) => x.Sign < 0 ? -x : x;

    public static BigReal Min(BigReal x, BigReal y) => x <= y ? x : y;

    public static BigReal Max(BigReal x, BigReal y) => x >= y ? x : y;

    public int CompareTo(BigReal other) => Sign != other.Sign ? Sign.CompareTo(other.Sign) : (this - other).Sign;

    public bool Equals(BigReal other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is BigReal other && Equals(other);

    /// <summary>Equal numbers hash alike: trailing zeros of the mantissa do not count.</summary>
    public override int GetHashCode() => IsZero ? 0 : HashCode.Combine(Sign, ToDouble());

    /// <summary>A <see cref="double"/> within one ulp; infinite or 0 out of range.</summary>
    public double ToDouble()
    {
        var excess = (int)BigInteger.Abs(_mantissa).GetBitLength() - 62;
        return excess > 0
            ? Math.ScaleB((long)(_mantissa >> excess), _exponent + excess)
            : Math.ScaleB((long)_mantissa, _exponent);
    }

    /// <summary>Some 17 digits, for messages; the power of two where a double does not reach.</summary>
    public override string ToString()
    {
        var nearest = ToDouble();
        return IsZero || (nearest != 0 && double.IsFinite(nearest))
            ? nearest.ToString("G17", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{(Sign < 0 ? "-" : "")}2^{Magnitude}");
    }
}
