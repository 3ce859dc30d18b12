using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Functions;

/// <summary>Errors in steps of the element type (ulp) at the exact result.</summary>
internal static class RoundingError
{
    /// <summary>Whether x * y + z is rounded once on this machine, under the switches of this run.</summary>
    public static bool HasFma => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>The distance of floats from one another at a value; below the least normal number the least distance.</summary>
    public static double StepOfSingle(double exact) => Math.ScaleB(1, Math.Max(Math.ILogB(exact), -126) - 23);

    /// <summary>Error of a float in steps, from an exact value given as a double, whose own error is below 2^-28 steps.</summary>
    public static double OfSingle(float result, double exact) => Math.Abs(result - exact) / StepOfSingle(exact);

    /// <summary>Error of a double in steps.</summary>
    public static double OfDouble(double result, BigReal exact)
    {
        var exponent = Math.Max(Math.ILogB(exact.ToDouble()), -1022);
        return (BigReal.Abs(result - exact) / BigReal.PowerOfTwo(exponent - 52)).ToDouble();
    }
}
