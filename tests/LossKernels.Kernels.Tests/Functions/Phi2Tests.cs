using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Functions;

public class Phi2Tests
{
    /// <summary>The promised relative error, in units of u.</summary>
    private const double Bound = 1.5;

    public static TheoryData<int> Widths => [.. EmittedFunctions.Widths];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Float_phi2_is_within_its_bound(int bits)
    {
        var x = Arguments().Select(argument => (float)argument).ToArray();
        var y = new float[x.Length];
        EmittedFunctions.Over<float>("Phi2", bits)(x, y);
        Check(FloatFormat.Single, [.. x.Select(value => (double)value)], [.. y.Select(value => (double)value)]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Double_phi2_is_within_its_bound(int bits)
    {
        var x = Arguments();
        var y = new double[x.Length];
        EmittedFunctions.Over<double>("Phi2", bits)(x, y);
        Check(FloatFormat.Double, x, y);
    }

    [Fact]
    public void The_oracles_phi2_is_that_of_its_exponential()
    {
        foreach (var x in (double[])[-1, -0.7, -0.3, 0.25, 0.5, 1])
        {
            var exact = (BigReal.Exp(x) - BigReal.One - x) / ((BigReal)x * x);
            Assert.True(BigReal.Abs(BigReal.Phi2(x) - exact) < BigReal.PowerOfTwo(-180), $"phi2({x})");
        }
    }

    private static void Check(FloatFormat format, double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var exact = BigReal.Phi2(x[i]);
            var error = (BigReal.Abs(y[i] - exact) / exact / format.Unit).ToDouble();
            Assert.True(error <= Bound, $"phi2({x[i]:G17}) is off by {error:F4} u; {Bound} are allowed.");
        }
    }

    private static double[] Arguments()
    {
        var random = new Random(5);
        return [-1, 1, 0, double.Epsilon, .. Enumerable.Range(0, 4092).Select(i => i % 4 == 0 ? Math.ScaleB(random.NextDouble(), -i / 8) : (2 * random.NextDouble()) - 1)];
    }
}
