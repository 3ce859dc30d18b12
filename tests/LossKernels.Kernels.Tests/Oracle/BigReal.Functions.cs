using System.Numerics;

namespace LossKernels.Kernels.Tests.Oracle;

/// <content>
/// Exponential and logarithms. Inside, numbers are fixed-point: an integer over 2^256.
/// </content>
internal readonly partial struct BigReal
{
    private const int Scale = 256;
    private const int TableBits = 8;
    private const int Tables = 3;

    /// <summary>Terms after which what is left of exp(c), c &lt; 2^-24, is below 2^-240: c^9 / 9!.</summary>
    private const int ExpTerms = 9;

    private static readonly BigInteger _unit = BigInteger.One << Scale;

    /// <summary>ln 2 = 2 atanh(1/3), with 2^-256 as the last place.</summary>
    private static readonly BigInteger _ln2 = TwiceAtanhOfReciprocal(3);

    private static readonly BigInteger[] _inverseFactorials = InverseFactorials();

    /// <summary>Entry i of table t is exp(i / 2^(8 (t + 1))).</summary>
    private static readonly BigInteger[][] _expTables = ExpTables();

    /// <summary>
    /// e^x with a relative error of at most 2^-190: 0 below -2^20 (e^-1048576 is 10^-455388, which no kernel can tell from 0).
    /// Argument reduction by ln 2 (error 2^21 * 2^-256), three tables of 256 entries, and a Taylor polynomial on what is left.
    /// </summary>
    /// <exception cref="OverflowException">x is above 2^20.</exception>
    public static BigReal Exp(BigReal x)
    {
        if (x.IsZero)
        {
            return One;
        }

        if (x.Magnitude >= 20)
        {
            return x.Sign < 0 ? Zero : throw new OverflowException("exp beyond e^(2^20)");
        }

        var shift = x._exponent + Scale;
        var fixedPoint = shift >= 0 ? x._mantissa << shift : x._mantissa >> -shift;
        var power = (int)BigInteger.Divide(fixedPoint, _ln2);
        var rest = fixedPoint - (power * _ln2);
        if (rest.Sign < 0)
        {
            power--;
            rest += _ln2;
        }

        var result = _unit;
        for (var table = 0; table < Tables; table++)
        {
            var place = Scale - (TableBits * (table + 1));
            var index = (int)(rest >> place);
            if (index != 0)
            {
                rest -= (BigInteger)index << place;
                result = (result * _expTables[table][index]) >> Scale;
            }
        }

        return new BigReal((result * Taylor(rest)) >> Scale, power - Scale);
    }

    /// <summary>
    /// ln x with a relative error of at most 2^-175. Near 1 it is <see cref="Log1p"/>, elsewhere a double's logarithm and one
    /// correction: ln x = y + log1p(x e^-y - 1).
    /// </summary>
    public static BigReal Log(BigReal x)
    {
        if (x.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x), "The logarithm of a positive number only.");
        }

        var fromOne = x - One;
        if (fromOne.IsZero || fromOne.Magnitude < -8)
        {
            return Log1pNearZero(fromOne);
        }

        var power = x.Magnitude;
        var mantissa = new BigReal(x._mantissa, x._exponent - power);
        BigReal estimate = Math.Log(mantissa.ToDouble());
        var correction = Log1pNearZero((mantissa * Exp(-estimate)) - One);
        return (new BigReal(_ln2, -Scale) * power) + estimate + correction;
    }

    /// <summary>ln(1 + x) for x &gt; -1 with a relative error of at most 2^-175, at any x however small.</summary>
    public static BigReal Log1p(BigReal x)
        => x.IsZero || x.Magnitude < -8 ? Log1pNearZero(x) : Log(One + x);

    /// <summary>
    /// 2 atanh(s), s = x / (2 + x), for |x| &lt; 2^-8: the terms shrink by s^2 &lt; 2^-17, and stop at 2^-200 of the sum.
    /// </summary>
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
            if (power.Magnitude < sum.Magnitude - 200)
            {
                return sum * 2.0;
            }

            sum += power / (BigReal)n;
        }
    }

    private static BigInteger Taylor(BigInteger x)
    {
        var sum = _inverseFactorials[ExpTerms];
        for (var n = ExpTerms - 1; n >= 0; n--)
        {
            sum = ((sum * x) >> Scale) + _inverseFactorials[n];
        }

        return sum;
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

    private static BigInteger[] InverseFactorials()
    {
        var values = new BigInteger[ExpTerms + 1];
        var factorial = BigInteger.One;
        for (var n = 0; n <= ExpTerms; n++)
        {
            factorial *= Math.Max(n, 1);
            values[n] = _unit / factorial;
        }

        return values;
    }

    private static BigInteger[][] ExpTables()
    {
        var tables = new BigInteger[Tables][];
        for (var table = 0; table < Tables; table++)
        {
            tables[table] = new BigInteger[1 << TableBits];
            for (var index = 0; index < tables[table].Length; index++)
            {
                tables[table][index] = ExpBySeries(index, TableBits * (table + 1));
            }
        }

        return tables;
    }

    /// <summary>exp(index / 2^bits) by its Taylor series until nothing is left, with 32 guard bits.</summary>
    private static BigInteger ExpBySeries(int index, int bits)
    {
        var term = _unit << 32;
        var sum = term;
        for (var n = 1; !term.IsZero; n++)
        {
            term = ((term * index) >> bits) / n;
            sum += term;
        }

        return sum >> 32;
    }

    /// <summary>(exp(x) - 1 - x) / x^2 for |x| &lt;= 1, by its series, of which nothing cancels.</summary>
    public static BigReal Phi2(BigReal x)
    {
        var sum = Zero;
        var term = PowerOfTwo(-1);
        for (var n = 3; n < 60; n++)
        {
            sum += term;
            term = term * x / (double)n;
        }

        return sum;
    }

    /// <summary>exp(x) - 1 to its last digits, however small x is.</summary>
    public static BigReal Expm1(BigReal x) => Abs(x) <= One ? x + (x * x * Phi2(x)) : Exp(x) - One;
}
