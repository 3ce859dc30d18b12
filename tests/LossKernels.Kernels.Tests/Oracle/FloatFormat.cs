using LossKernels.Generators.Declarations;

namespace LossKernels.Kernels.Tests.Oracle;

/// <summary>What the error bounds need to know of an element type: of Half, which is computed in float, what they need to know of float.</summary>
/// <param name="Name">The C# keyword.</param>
/// <param name="UnitExponent">The unit u of the bounds is 2 to this power: the distance from 1 to the next number.</param>
/// <param name="LeastNormalExponent">The least normal number is 2 to this power.</param>
/// <param name="Largest">The largest finite number.</param>
internal sealed record FloatFormat(string Name, int UnitExponent, int LeastNormalExponent, double Largest)
{
    public static FloatFormat Single { get; } = new("float", -23, -126, float.MaxValue);

    public static FloatFormat Double { get; } = new("double", -52, -1022, double.MaxValue);

    public static FloatFormat Half { get; } = new("Half", -23, -126, float.MaxValue);

    /// <summary>u of the bounds.</summary>
    public BigReal Unit { get; } = BigReal.PowerOfTwo(UnitExponent);

    public BigReal LeastNormal { get; } = BigReal.PowerOfTwo(LeastNormalExponent);

    /// <summary>The distance of the denormal numbers from one another.</summary>
    public BigReal LeastPositive { get; } = BigReal.PowerOfTwo(LeastNormalExponent + UnitExponent);

    /// <summary>The number of this type next to a double.</summary>
    public double Round(double value) => this == Half ? (double)(System.Half)value : this == Single ? (float)value : value;

    public static FloatFormat Of(ElementType element) => element == ElementType.Single ? Single : Double;

    public static FloatFormat Of(StoredType stored) => stored == StoredType.Half ? Half : Of(stored.Computed());
}
