using LossKernels.Kernels.Tests.Oracle;
using Xunit.Abstractions;

namespace LossKernels.Kernels.Tests.Functions;

public class Log1pTests(ITestOutputHelper output)
{
    /// <summary>From the least positive to the largest finite float, in the order of the bits.</summary>
    private const uint FirstPositive = 1, LastFinite = 0x7F7FFFFF;

    private static double SingleBound => RoundingError.HasFma ? 1.23 : 1.62;

    private static double DoubleBound => RoundingError.HasFma ? 1.6 : 2;

    public static TheoryData<int> Widths => [.. EmittedFunctions.Widths];

    [Fact]
    public void Float_log1p_is_within_its_bound_at_every_positive_argument()
    {
        var (error, argument) = EveryFloat.Worst("Log1p", FirstPositive, LastFinite, (x, result) =>
        {
            // From 2^-29 on 1 + x is exact in double; below, two terms of the series are closer than 2^-59.
            double wide = x;
            var exact = wide >= 1.862645149230957e-9 ? Math.Log(1 + wide) : wide - (wide * wide / 2);
            return RoundingError.OfSingle(result, exact);
        });

        output.WriteLine($"largest error {error:F4} ulp at {argument:G9}");
        Assert.True(error <= SingleBound, $"log1p({argument:G9}) is off by {error:F4} ulp; {SingleBound} are allowed.");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Double_log1p_is_within_its_bound(int bits)
    {
        var x = Arguments();
        var y = new double[x.Length];
        EmittedFunctions.Over<double>("Log1p", bits)(x, y);

        var worst = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var error = RoundingError.OfDouble(y[i], BigReal.Log1p(x[i]));
            worst = Math.Max(worst, error);
            Assert.True(error <= DoubleBound, $"log1p({x[i]:G17}) is off by {error:F4} ulp; {DoubleBound} are allowed.");
        }

        output.WriteLine($"largest error {worst:F4} ulp of {x.Length} arguments");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Float_log1p_of_special_arguments(int bits)
    {
        Assert.Equal(0f, EmittedFunctions.At("Log1p", bits, 0f));
        Assert.Equal(float.Epsilon, EmittedFunctions.At("Log1p", bits, float.Epsilon));
        Assert.Equal(float.PositiveInfinity, EmittedFunctions.At("Log1p", bits, float.PositiveInfinity));
        Assert.Equal(float.NaN, EmittedFunctions.At("Log1p", bits, float.NaN));
        Assert.Equal(float.NaN, EmittedFunctions.At("Log1p", bits, -float.NaN));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Double_log1p_of_special_arguments(int bits)
    {
        Assert.Equal(0.0, EmittedFunctions.At("Log1p", bits, 0.0));
        Assert.Equal(double.Epsilon, EmittedFunctions.At("Log1p", bits, double.Epsilon));
        Assert.Equal(double.PositiveInfinity, EmittedFunctions.At("Log1p", bits, double.PositiveInfinity));
        Assert.Equal(double.NaN, EmittedFunctions.At("Log1p", bits, double.NaN));
        Assert.Equal(double.NaN, EmittedFunctions.At("Log1p", bits, -double.NaN));
    }

    /// <summary>Random at all sizes, close to 1 (where the error peaks), on both sides of 1 + x = 2^k, and the largest.</summary>
    private static double[] Arguments()
    {
        var random = new Random(2);
        var x = new double[16 * 256];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (i % 4) switch
            {
                0 => Math.ScaleB(1 + random.NextDouble(), random.Next(-1022, 1024)),
                1 => Math.ScaleB(1 + random.NextDouble(), random.Next(-60, 21)),
                2 => 0.7 + (0.3 * random.NextDouble()),
                _ => Math.Abs(((Math.ScaleB(1, random.Next(0, 60)) - 1) * (1 + (random.Next(-4, 5) * 1.2e-16))) + (random.Next(2) * 1e-16)),
            };
        }

        x[0] = double.MaxValue;
        return x;
    }
}
