namespace LossKernels.Kernels.Tests.Functions;

/// <summary>
/// The relative errors, in units of 2^-23 of the exact result, that the proofs of docs/numerics.md start from. They are smaller
/// than the errors in steps, because the largest of those are not at the least significands.
/// </summary>
public class RelativeErrorTests
{
    private const double Unit = 1.1920928955078125e-7;

    private const float LeastNormal = 1.17549435e-38f;

    private static double ExpBound => RoundingError.HasFma ? 0.6 : 0.74;

    private static double Log1pBound => RoundingError.HasFma ? 0.9 : 1.2;

    [Fact]
    public void Float_exp_has_the_relative_error_that_the_proofs_start_from()
    {
        // From -0 to -infinity.
        var (error, argument) = EveryFloat.Worst("Exp", 0x80000000, 0xFF800000, (x, result) => RelativeError(result, Math.Exp(x)));

        Assert.True(error <= ExpBound, $"exp({argument:G9}) has a relative error of {error:F4} u; {ExpBound} are allowed.");
    }

    [Fact]
    public void Float_log1p_has_the_relative_error_that_the_proofs_start_from()
    {
        // From the least normal number to the largest. In double, the rounding of 1 + x is made good by the last term.
        var (error, argument) = EveryFloat.Worst("Log1p", 0x00800000, 0x7F7FFFFF, (x, result) =>
        {
            var rounded = 1.0 + x;
            return RelativeError(result, rounded == 1 ? x - (0.5 * x * (double)x) : Math.Log(rounded) + ((x - (rounded - 1)) / rounded));
        });

        Assert.True(error <= Log1pBound, $"log1p({argument:G9}) has a relative error of {error:F4} u; {Log1pBound} are allowed.");
    }

    /// <summary>In units of u; where the exact result is no normal number, no bound is promised.</summary>
    private static double RelativeError(float result, double exact) => exact >= LeastNormal ? Math.Abs(result - exact) / exact / Unit : 0;
}
