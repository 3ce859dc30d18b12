using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Functions;

/// <summary>
/// Half (1 sign, 5 exponent and 10 fraction bits) to float and back, vector by vector. .NET 10 has no vector instruction for it (x86's F16C is
/// not exposed), so that bits are moved; float's wider exponent range does the rest in ordinary arithmetic.
/// </summary>
/// <remarks>
/// The idea of letting an addition of floats round or renormalize is F. Giesen's ("float-&gt;half variants", 2012) and that of .NET's own scalar
/// conversions. No operand is a denormal float, which several CPUs take a hundred cycles for: a denormal Half is a normal float.
/// </remarks>
internal static class HalfConversion
{
    /// <summary><c>Widen(v)</c>: the float of the same value, from the bits of each Half, extended with their sign to 32 bits.</summary>
    /// <param name="bits">512, 256 or 128.</param>
    public static SharedMethod Widen(int bits)
    {
        var (v, name) = (Single(bits), $"Widen(Vector{bits}<int>)");
        return SharedMethod.Of(
            name,
            "From Half to float, exactly; each int holds the bits of a Half, extended with their sign.",
            $"{v.Name} Widen({v.ClassName}<int> half)",
            $$"""
                // 1 and the fraction, times 2 to the exponent: right for all but exponents of 0 and 31.
                var x = (((half << 13) & {{v.Splat("0x0FFFE000")}}) + {{v.Splat("112 << 23")}}).AsSingle();

                // With an exponent of 0 there is no 1 before the fraction, which counts double: 2 x - 2^-14, larger than x elsewhere.
                var magnitude = {{v.ClassName}}.MinNative(x, x + x - {{v.Splat(LeastNormal)}});
                var special = {{v.ClassName}}.GreaterThanOrEqual(x, {{v.Splat("65536f")}}) & {{v.Splat("float.PositiveInfinity")}};
                return magnitude | special | (half & {{v.Splat("int.MinValue")}}).AsSingle();
            """);
    }

    /// <summary><c>Narrow(v)</c>: the nearest Half, ties to even, as the low 16 bits of each int; the high ones are anything.</summary>
    /// <param name="bits">512, 256 or 128.</param>
    public static SharedMethod Narrow(int bits)
    {
        var v = Single(bits);
        return SharedMethod.Of(
            $"Narrow({v.Name})",
            "From float to the nearest Half, ties to even, in the low 16 bits of each int; what the high ones hold means nothing.",
            $"{v.ClassName}<int> Narrow({v.Name} x)",
            $$"""
                // 65520, half a step beyond the largest Half, rounds to infinity. The constant goes first, so that NaN stays (see Exp).
                var magnitude = {{v.ClassName}}.MinNative({{v.Splat("65520f")}}, {{v.ClassName}}.Abs(x));

                // 2^13 times the magnitude's power of 2 (at least the least normal Half's): added to it, it leaves the 11 bits of a Half and rounds
                // the others away. 2048 in its last bits makes up for the bias of the exponent, which is added to the fraction in the end.
                var power = {{v.ClassName}}.MaxNative({{v.Splat(LeastNormal)}}, magnitude).AsInt32() & {{v.Splat("0xFF << 23")}};
                var rounded = (magnitude + (power + {{v.Splat("(13 << 23) + 2048")}}).AsSingle()).AsInt32();
                var nan = {{v.ClassName}}.AndNot({{v.Splat("0x7E00")}}, {{v.ClassName}}.Equals(x, x).AsInt32());
                return (rounded + (rounded >>> 13)) | nan | ((x.AsInt32() >>> 16) & {{v.Splat("0x8000")}});
            """);
    }

    /// <summary>2^-14, the least normal Half.</summary>
    private const string LeastNormal = "6.10351562e-05f";

    private static VectorType Single(int bits) => new(ElementType.Single, bits);
}
