using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>
/// A finite real number of 192 significant bits, with an exponent that never runs out. Conversion from <see cref="double"/> is exact; each operation's relative
/// error is at most 2^-191.
/// </summary>
internal readonly partial struct BigReal : IComparable<BigReal>, IEquatable<BigReal>
{
    /// <summary>The significant bits that an operation's result is rounded to.</summary>
    public const int Precision = 192;

    /// <summary>The first bit of a mantissa, which is set unless the number is 0, stands for 1; the last 64 are 0.</summary>
    private const int UnitBit = UInt256.Bits - 1;

    /// <summary>The mantissa of 1.</summary>
    private static readonly UInt256 _one = new(1UL << 63, 0, 0, 0);

    /// <summary>Half of a mantissa's last bit.</summary>
    private static readonly UInt256 _half = new(0, 0, 0, 1UL << 63);

    private readonly UInt256 _mantissa;

    /// <summary>The exponent e of the leading bit: 2^e &lt;= |x| &lt; 2^(e+1).</summary>
    private readonly int _exponent;

    private readonly bool _isNegative;

    /// <summary>The number of these 256 bits whose first one stands for 2^<paramref name="exponent"/>, rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private BigReal(bool isNegative, UInt256 bits, int exponent)
    {
        if (bits.IsZero)
        {
            return;
        }

        var zeros = bits.LeadingZeros;
        var rounded = (bits << zeros) + _half;
        var hasCarried = rounded.First < _one.First;
        _mantissa = hasCarried ? _one : rounded with { Fourth = 0 };
        _exponent = exponent - zeros + (hasCarried ? 1 : 0);
        _isNegative = isNegative;
    }

    private BigReal(BigReal x, bool isNegative, int exponent)
    {
        _mantissa = x._mantissa;
        _exponent = exponent;
        _isNegative = isNegative;
    }

    public static BigReal Zero => default;

    public static BigReal One => PowerOfTwo(0);

    public int Sign => IsZero ? 0 : _isNegative ? -1 : 1;

    public bool IsZero => _mantissa.IsZero;

    /// <summary>The number itself, without rounding, denormal numbers included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static implicit operator BigReal(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A BigReal is finite.");
        }

        var bits = BitConverter.DoubleToUInt64Bits(value);
        var fraction = bits & 0xFFFFFFFFFFFFF;
        var biased = (int)((bits >> 52) & 0x7FF);
        var integer = biased == 0 ? fraction : fraction | (1UL << 52);
        return new BigReal(value < 0, new UInt256(0, 0, 0, integer), Math.Max(biased, 1) - 1075 + UnitBit);
    }

    public static BigReal operator -(BigReal x) => new(x, !x._isNegative, x._exponent);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BigReal operator +(BigReal x, BigReal y)
    {
        if (x.IsZero || y.IsZero)
        {
            return x.IsZero ? y : x;
        }

        if (x._exponent < y._exponent || (x._exponent == y._exponent && x._mantissa.CompareTo(y._mantissa) < 0))
        {
            (x, y) = (y, x);
        }

        // Where y lies wholly below the bits that are kept of x, the sum is x, correctly rounded.
        var gap = x._exponent - y._exponent;
        if (gap > Precision + 2)
        {
            return x;
        }

        // One bit lower, so that the sum has a place for what it carries. Bits of y are lost only where the two are too far apart to cancel.
        var (large, small) = (x._mantissa >> 1, y._mantissa >> (gap + 1));
        return new BigReal(x._isNegative, x._isNegative == y._isNegative ? large + small : large - small, x._exponent + 1);
    }

    public static BigReal operator -(BigReal x, BigReal y) => x + -y;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BigReal operator *(BigReal x, BigReal y)
        => new(x._isNegative != y._isNegative, UInt256.MultiplyHigh(x._mantissa, y._mantissa), x._exponent + y._exponent + 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BigReal operator /(BigReal x, BigReal y)
    {
        if (y.IsZero)
        {
            throw new DivideByZeroException();
        }

        var isNegative = x._isNegative != y._isNegative;
        var exponent = x._exponent - y._exponent;
        if ((y._mantissa.Second | y._mantissa.Third) == 0)
        {
            // One bit lower, so that the quotient has a place for its first.
            return new BigReal(isNegative, UInt256.Divide(x._mantissa >> 1, y._mantissa.First), exponent);
        }

        const int places = Precision + 2;
        var quotient = ((BigInteger)(x._mantissa >> (UInt256.Bits - Precision)) << places) / (BigInteger)(y._mantissa >> (UInt256.Bits - Precision));
        return new BigReal(isNegative, (UInt256)quotient, exponent + UnitBit - places);
    }

    public static bool operator <(BigReal x, BigReal y) => x.CompareTo(y) < 0;

    public static bool operator >(BigReal x, BigReal y) => x.CompareTo(y) > 0;

    public static bool operator <=(BigReal x, BigReal y) => x.CompareTo(y) <= 0;

    public static bool operator >=(BigReal x, BigReal y) => x.CompareTo(y) >= 0;

    public static bool operator ==(BigReal x, BigReal y) => x.CompareTo(y) == 0;

    public static bool operator !=(BigReal x, BigReal y) => x.CompareTo(y) != 0;

    /// <summary>2^<paramref name="exponent"/>, exactly.</summary>
    public static BigReal PowerOfTwo(int exponent) => new(false, _one, exponent);

    public static BigReal Abs(BigReal x) => x._isNegative ? -x : x;

    public static BigReal Min(BigReal x, BigReal y) => x <= y ? x : y;

    public static BigReal Max(BigReal x, BigReal y) => x >= y ? x : y;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int CompareTo(BigReal other)
    {
        if (Sign != other.Sign || IsZero)
        {
            return Sign.CompareTo(other.Sign);
        }

        var size = _exponent == other._exponent ? _mantissa.CompareTo(other._mantissa) : _exponent.CompareTo(other._exponent);
        return Sign * size;
    }

    public bool Equals(BigReal other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is BigReal other && Equals(other);

    public override int GetHashCode() => IsZero ? 0 : HashCode.Combine(Sign, _mantissa, _exponent);

    /// <summary>A <see cref="double"/> within one ulp; infinite or 0 out of range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double ToDouble() => Sign * Math.ScaleB(_mantissa.First >> 2, _exponent - 61);

    /// <summary>Some 17 digits, for messages; the power of two where a double does not reach.</summary>
    public override string ToString()
    {
        var nearest = ToDouble();
        return IsZero || (nearest != 0 && double.IsFinite(nearest))
            ? nearest.ToString("G17", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{(Sign < 0 ? "-" : "")}2^{_exponent}");
    }
}
