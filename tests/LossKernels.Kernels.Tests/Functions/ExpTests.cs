using LossKernels.Kernels.Tests.Oracle;
using Xunit.Abstractions;

namespace LossKernels.Kernels.Tests.Functions;

public class ExpTests(ITestOutputHelper output)
{
    /// <summary>From -0 to -infinity, in the order of the bits.</summary>
    private const uint FirstNonPositive = 0x80000000, LastNonPositive = 0xFF800000;

    private static double SingleBound => RoundingError.HasFma ? 0.87 : 1.1;

    private static double DoubleBound => RoundingError.HasFma ? 1 : 1.25;

    public static TheoryData<int> Widths => [.. EmittedFunctions.Widths];

    [Fact]
    public void Float_exp_is_within_its_bound_at_every_non_positive_argument()
    {
        // Math.Exp on the argument as a double is the oracle: its error, about a double's step, is 2^-29 of a float's.
        var (error, argument) = EveryFloat.Worst("Exp", FirstNonPositive, LastNonPositive, (x, result) =>
        {
            var exact = Math.Exp(x);

            // Below the least normal number anything between 0 and the value will do, to a step of the denormal numbers.
            return exact >= 1.17549435e-38f ? RoundingError.OfSingle(result, exact)
                : result >= 0 && result <= exact + float.Epsilon ? 0
                : double.PositiveInfinity;
        });

        output.WriteLine($"largest error {error:F4} ulp at {argument:G9}");
        Assert.True(error <= SingleBound, $"exp({argument:G9}) is off by {error:F4} ulp; {SingleBound} are allowed.");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Double_exp_is_within_its_bound(int bits)
    {
        var x = Arguments();
        var y = new double[x.Length];
        EmittedFunctions.Over<double>("Exp", bits)(x, y);

        var worst = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var exact = BigReal.Exp(x[i]);
            if (exact.ToDouble() < 2.2250738585072014e-308)
            {
                Assert.True(y[i] >= 0 && y[i] <= exact + double.Epsilon, $"exp({x[i]:G17}) is {y[i]:G17}, not between 0 and {exact}.");
                continue;
            }

            var error = RoundingError.OfDouble(y[i], exact);
            worst = Math.Max(worst, error);
            Assert.True(error <= DoubleBound, $"exp({x[i]:G17}) is off by {error:F4} ulp; {DoubleBound} are allowed.");
        }

        output.WriteLine($"largest error {worst:F4} ulp of {x.Length} arguments");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Float_exp_of_special_arguments(int bits)
    {
        Assert.Equal(1f, EmittedFunctions.At("Exp", bits, 0f));
        Assert.Equal(1f, EmittedFunctions.At("Exp", bits, -0f));
        Assert.Equal(1f, EmittedFunctions.At("Exp", bits, -float.Epsilon));
        AssertZero(EmittedFunctions.At("Exp", bits, float.NegativeInfinity));
        AssertZero(EmittedFunctions.At("Exp", bits, float.MinValue));
        AssertZero(EmittedFunctions.At("Exp", bits, -88f));
        Assert.Equal(float.NaN, EmittedFunctions.At("Exp", bits, float.NaN));
        Assert.Equal(float.NaN, EmittedFunctions.At("Exp", bits, -float.NaN));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Double_exp_of_special_arguments(int bits)
    {
        Assert.Equal(1.0, EmittedFunctions.At("Exp", bits, 0.0));
        Assert.Equal(1.0, EmittedFunctions.At("Exp", bits, -0.0));
        Assert.Equal(1.0, EmittedFunctions.At("Exp", bits, -double.Epsilon));
        AssertZero(EmittedFunctions.At("Exp", bits, double.NegativeInfinity));
        AssertZero(EmittedFunctions.At("Exp", bits, double.MinValue));
        AssertZero(EmittedFunctions.At("Exp", bits, -709.0));
        Assert.Equal(double.NaN, EmittedFunctions.At("Exp", bits, double.NaN));
        Assert.Equal(double.NaN, EmittedFunctions.At("Exp", bits, -double.NaN));
    }

    private static void AssertZero(double value) => Assert.True(value == 0 && !double.IsNegative(value), $"{value:G17} is not +0.");

    /// <summary>Random at all sizes, the edges of the reduced range (odd multiples of ln 2 / 2) and the edge of the normal numbers.</summary>
    private static double[] Arguments()
    {
        var random = new Random(1);
        var x = new double[16 * 256];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (i % 4) switch
            {
                0 => -700 * random.NextDouble(),
                1 => -Math.ScaleB(1 + random.NextDouble(), random.Next(-60, 9)),
                2 => -(random.Next(0, 1022) + 0.5) * 0.69314718055994531 * (1 + (random.Next(-4, 5) * 2.3e-16)),
                _ => -708.3964185322641 + (0.02 * (random.NextDouble() - 0.5)),
            };
        }

        return x;
    }
}
