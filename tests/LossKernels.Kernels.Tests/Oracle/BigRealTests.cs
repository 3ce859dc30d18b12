using System.Globalization;
using System.Numerics;

namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>The oracle's arithmetic against constants and identities that do not come from it.</summary>
public class BigRealTests
{
    /// <summary>Constants to 65 digits, on which bc and mpmath agree.</summary>
    public static TheoryData<string, string> Constants => new()
    {
        { "exp 1", "2.718281828459045235360287471352662497757247093699959574966967627724" },
        { "exp -10", "0.00004539992976248485153559151556055061023791808886656496925907130565" },
        { "ln 2", "0.693147180559945309417232121458176568075500134360255254120680009493" },
        { "ln 10", "2.302585092994045684017991454684364207601101488628772976033327900967" },
        { "ln 0.0875", "-2.436116485618568307164335075615714182190517162127677549935977779510" },
    };

    [Theory]
    [MemberData(nameof(Constants))]
    public void A_function_gives_a_known_constant(string expression, string digits)
    {
        var parts = expression.Split(' ');
        var argument = Decimal(parts[1]);
        var value = parts[0] == "exp" ? BigReal.Exp(argument) : BigReal.Log(argument);
        AssertClose(Decimal(digits), value, 2e-50);
    }

    [Fact]
    public void Conversion_from_double_and_back_is_exact()
    {
        double[] values = [0, 1, -1, 0.1, Math.PI, double.Epsilon, -double.Epsilon, 1e-310, double.MaxValue, double.MinValue, float.Epsilon, 1 + Math.ScaleB(1, -52)];
        Assert.All(values, value => Assert.Equal(value, ((BigReal)value).ToDouble()));
        Assert.True((BigReal)double.Epsilon == BigReal.PowerOfTwo(-1074));
        Assert.Throws<ArgumentOutOfRangeException>(() => (BigReal)double.NaN);
    }

    [Fact]
    public void Arithmetic_agrees_with_exact_rationals()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var (p, q, r, s) = (random.Next(-999, 999), random.Next(1, 999), random.Next(-999, 999), random.Next(1, 999));
            var (x, y) = ((BigReal)p / (BigReal)q, (BigReal)r / (BigReal)s);
            AssertClose((BigReal)((p * s) + (r * q)) / (BigReal)(q * s), x + y, 1e-50);
            AssertClose((BigReal)((p * s) - (r * q)) / (BigReal)(q * s), x - y, 1e-50);
            AssertClose((BigReal)(p * r) / (BigReal)(q * s), x * y, 1e-50);
            Assert.Equal((p * s).CompareTo(r * q), x.CompareTo(y));
        }
    }

    [Fact]
    public void A_sum_far_below_the_last_bit_keeps_the_larger_term_and_its_order()
    {
        var one = BigReal.One;
        var tiny = BigReal.PowerOfTwo(-500);
        Assert.True(one + tiny == one);
        Assert.True(tiny + one == one);
        Assert.True(tiny > BigReal.Zero && tiny < one && -one < -tiny);
        Assert.True(one + BigReal.PowerOfTwo(-190) > one);
        Assert.True(one + BigReal.PowerOfTwo(-191) - one == BigReal.PowerOfTwo(-191));
        Assert.True(one - BigReal.PowerOfTwo(-194) == one, "a number of nothing but ones is rounded up to the next power of two");
    }

    [Fact]
    public void Exp_turns_sums_into_products()
    {
        var random = new Random(2);
        for (var i = 0; i < 200; i++)
        {
            BigReal x = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 4));
            BigReal y = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 4));
            AssertClose(BigReal.Exp(x + y), BigReal.Exp(x) * BigReal.Exp(y), 1e-50);
            Assert.Equal(Math.Exp(x.ToDouble()), BigReal.Exp(x).ToDouble(), Math.Exp(x.ToDouble()) * 1e-14);
        }

        Assert.True(BigReal.Exp(BigReal.Zero) == BigReal.One);
        Assert.True(BigReal.Exp(-1e30).IsZero);
        Assert.Throws<OverflowException>(() => BigReal.Exp(1e30));
    }

    [Fact]
    public void Log_undoes_exp()
    {
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            BigReal x = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 4));
            AssertClose(x, BigReal.Log(BigReal.Exp(x)), 1e-45);
        }
    }

    [Fact]
    public void Log1p_keeps_its_digits_at_every_size()
    {
        // log1p(x) = x - x^2/2 + x^3/3 ... of which two terms are enough for 2^-100.
        BigReal tiny = Math.ScaleB(1, -100);
        AssertClose(tiny - (tiny * tiny / 2.0) + (tiny * tiny * tiny / 3.0), BigReal.Log1p(tiny), 1e-52);
        AssertClose(BigReal.PowerOfTwo(-2000), BigReal.Log1p(BigReal.PowerOfTwo(-2000)), 1e-50);
        foreach (var x in (double[])[0.003, 0.0039, 0.00390625, 0.004, 0.5, 1, 7, 1e6])
        {
            AssertClose(BigReal.One + x, BigReal.Exp(BigReal.Log1p(x)), 1e-48);
        }
    }

    private static BigReal Decimal(string digits)
    {
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var places = point < 0 ? 0 : digits.Length - point - 1;
        var integer = BigInteger.Parse(digits.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        var value = BigReal.Zero;
        foreach (var digit in BigInteger.Abs(integer).ToString(CultureInfo.InvariantCulture))
        {
            value = (value * 10.0) + (digit - '0');
        }

        var scale = BigReal.One;
        for (var i = 0; i < places; i++)
        {
            scale *= 10.0;
        }

        return (integer.Sign < 0 ? -value : value) / scale;
    }

    private static void AssertClose(BigReal expected, BigReal actual, double relative)
    {
        var error = BigReal.Abs(actual - expected);
        Assert.True(error <= BigReal.Abs(expected) * relative, $"{actual} instead of {expected}, off by {error}");
    }
}
