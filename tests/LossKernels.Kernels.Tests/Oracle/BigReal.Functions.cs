using System.Numerics;
using System.Runtime.CompilerServices;

namespace LossKernels.Kernels.Tests.Oracle;

/// <content>
/// Exponential and logarithms. Inside, numbers are fixed-point: an integer over 2^254.
/// </content>
internal readonly partial struct BigReal
{
    private const int Scale = 254;
    private const int TableBits = 8;
    private const int Tables = 3;

    /// <summary>Terms after which what is left of exp(c), c &lt; 2^-24, is below 2^-240: c^9 / 9!.</summary>
    private const int ExpTerms = 9;

    private static readonly BigInteger _unit = BigInteger.One << Scale;

    private static readonly UInt256 _fixedOne = (UInt256)_unit;

    /// <summary>The bits of ln 2 = 2 atanh(1/3) of which 2^20 times are exact, and those after them.</summary>
    private static readonly (BigReal First, BigReal Last) _ln2 = Ln2();

    private static readonly UInt256[] _inverseFactorials = InverseFactorials();

    /// <summary>Entry i of table t is exp(i / 2^(8 (t + 1))).</summary>
    private static readonly UInt256[][] _expTables = ExpTables();

    /// <summary>
    /// e^x with a relative error of at most 2^-190: 0 below -2^20 (e^-1048576 is 10^-455388, which no kernel can tell from 0).
    /// Argument reduction by ln 2 (error 2^-192), three tables of 256 entries, and a Taylor polynomial on what is left.
    /// </summary>
    /// <exception cref="OverflowException">x is above 2^20.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BigReal Exp(BigReal x)
    {
        if (x.IsZero)
        {
            return One;
        }

        if (x._exponent >= 20)
        {
            return x.Sign < 0 ? Zero : throw new OverflowException("exp beyond e^(2^20)");
        }

        // A double's division may round up to the next integer.
        var power = (int)Math.Floor(x.ToDouble() / Math.Log(2));
        var reduced = x - (_ln2.First * power) - (_ln2.Last * power);
        if (reduced.Sign < 0)
        {
            power--;
            reduced += _ln2.First + _ln2.Last;
        }

        var rest = reduced._mantissa >> (UnitBit - Scale - reduced._exponent);
        var result = _fixedOne;
        for (var table = 0; table < Tables; table++)
        {
            var place = Scale - (TableBits * (table + 1));
            var index = rest >> place;
            if (!index.IsZero)
            {
                rest -= index << place;
                result = MultiplyScaled(result, _expTables[table][index.Fourth]);
            }
        }

        return new BigReal(false, MultiplyScaled(result, Taylor(rest)), power + UnitBit - Scale);
    }

    /// <summary>
    /// ln x with a relative error of at most 2^-175. Near 1 it is <see cref="Log1p"/>, elsewhere a double's logarithm and one
    /// correction: ln x = y + log1p(x e^-y - 1).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BigReal Log(BigReal x)
    {
        if (x.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x), "The logarithm of a positive number only.");
        }

        var fromOne = x - One;
        if (fromOne.IsZero || fromOne._exponent < -8)
        {
            return Log1pNearZero(fromOne);
        }

        var power = x._exponent;
        var mantissa = new BigReal(x, false, 0);
        BigReal estimate = Math.Log(mantissa.ToDouble());
        var correction = Log1pNearZero((mantissa * Exp(-estimate)) - One);
        return (_ln2.First * power) + (_ln2.Last * power) + estimate + correction;
    }

    /// <summary>ln(1 + x) for x &gt; -1 with a relative error of at most 2^-175, at any x however small.</summary>
    public static BigReal Log1p(BigReal x)
        => x.IsZero || x._exponent < -8 ? Log1pNearZero(x) : Log(One + x);

    /// <summary>
    /// 2 atanh(s), s = x / (2 + x), for |x| &lt; 2^-8: the terms shrink by s^2 &lt; 2^-17, and stop at 2^-200 of the sum.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static BigReal Log1pNearZero(BigReal x)
    {
        if (x.IsZero)
        {
            return Zero;
        }

        var ratio = x / (x + 2.0);
        var square = ratio * ratio;
        var power = ratio;
        var sum = ratio;
        for (var n = 3; ; n += 2)
        {
            power *= square;
            if (power._exponent < sum._exponent - 200)
            {
                return sum * 2.0;
            }

            sum += power / (BigReal)n;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static UInt256 Taylor(UInt256 x)
    {
        var sum = _inverseFactorials[ExpTerms];
        for (var n = ExpTerms - 1; n >= 0; n--)
        {
            sum = MultiplyScaled(sum, x) + _inverseFactorials[n];
        }

        return sum;
    }

    /// <summary>The product of two fixed-point numbers, the last two bits of it lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static UInt256 MultiplyScaled(UInt256 x, UInt256 y) => UInt256.MultiplyHigh(x, y) << (UInt256.Bits - Scale);

    private static (BigReal First, BigReal Last) Ln2()
    {
        const int last = Scale - (Precision - 21);
        var all = TwiceAtanhOfReciprocal(3);
        var first = (all >> last) << last;
        return (new BigReal(false, (UInt256)first, UnitBit - Scale), new BigReal(false, (UInt256)(all - first), UnitBit - Scale));
    }

    private static BigInteger TwiceAtanhOfReciprocal(int divisor)
    {
        // 32 guard bits: the 85 truncated terms lose less than 2^-280.
        var term = (_unit << 33) / divisor;
        var sum = term;
        for (var n = 3; !term.IsZero; n += 2)
        {
            term /= divisor * divisor;
            sum += term / n;
        }

        return sum >> 32;
    }

    private static UInt256[] InverseFactorials()
    {
        var values = new UInt256[ExpTerms + 1];
        var factorial = BigInteger.One;
        for (var n = 0; n <= ExpTerms; n++)
        {
            factorial *= Math.Max(n, 1);
            values[n] = (UInt256)(_unit / factorial);
        }

        return values;
    }

    private static UInt256[][] ExpTables()
    {
        var tables = new UInt256[Tables][];
        for (var table = 0; table < Tables; table++)
        {
            tables[table] = new UInt256[1 << TableBits];
            for (var index = 0; index < tables[table].Length; index++)
            {
                tables[table][index] = ExpBySeries(index, TableBits * (table + 1));
            }
        }

        return tables;
    }

    /// <summary>exp(index / 2^bits) by its Taylor series until nothing is left, with 32 guard bits.</summary>
    private static UInt256 ExpBySeries(int index, int bits)
    {
        var term = _unit << 32;
        var sum = term;
        for (var n = 1; !term.IsZero; n++)
        {
            term = ((term * index) >> bits) / n;
            sum += term;
        }

        return (UInt256)(sum >> 32);
    }

    /// <summary>(exp(x) - 1 - x) / x^2 for |x| &lt;= 1, by its series, of which nothing cancels; what is left out is below 2^-200.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BigReal Phi2(BigReal x)
    {
        var last = 0;
        while (last < Phi2Series.Coefficients.Length - 1 && Phi2Series.Coefficients[last]._exponent + (last * (x._exponent + 1)) >= -200)
        {
            last++;
        }

        var sum = Phi2Series.Coefficients[last];
        while (last > 0)
        {
            last--;
            sum = (sum * x) + Phi2Series.Coefficients[last];
        }

        return sum;
    }

    /// <summary>exp(x) - 1 to its last digits, however small x is.</summary>
    public static BigReal Expm1(BigReal x) => Abs(x) <= One ? x + (x * x * Phi2(x)) : Exp(x) - One;

    /// <summary>Of numbers, so that it is computed after the constants that they are made of.</summary>
    private static class Phi2Series
    {
        /// <summary>1 / 2!, 1 / 3! and so on to 1 / 58!.</summary>
        public static readonly BigReal[] Coefficients = Compute();

        private static BigReal[] Compute()
        {
            var values = new BigReal[57];
            values[0] = 0.5;
            for (var n = 1; n < values.Length; n++)
            {
                values[n] = values[n - 1] / (double)(n + 2);
            }

            return values;
        }
    }
}
