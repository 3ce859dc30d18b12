using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Functions;

/// <summary>
/// exp(x) for x &lt;= 0: x = n ln 2 + r with |r| &lt;= ln 2 / 2 (Cody and Waite's two-part ln 2), exp(r) by a polynomial,
/// and 2^n put together from the bits of the number that was rounded to n.
/// </summary>
/// <remarks>
/// The constants 1 and r of the polynomial are kept exactly, so that exp(0) is 1 and no digit is lost there. The other
/// coefficients are the minimax fit (Remez) of <c>(exp(r) - 1 - r) / r^2</c> on |r| &lt;= ln 2 / 2 to the relative error of
/// exp(r), twice as much of it allowed for r &gt; 0, where a step of the result is twice as large, rounded to the element type.
/// For float the rounded ones were then moved by single bits towards the least error over the arguments that are hardest to round.
/// </remarks>
internal sealed class ExpOfNonPositive
{
    private static readonly ExpOfNonPositive Single = new()
    {
        Bound = "Error: at most 0.87 ulp with FMA, 1.1 without; the largest over every argument is 0.8404 and 1.0658.",
        One = "1f",
        // Rounds to n = -127, whose scale is 0; exp is below the least normal number (2^-126) from -87.34 on.
        Lowest = "-88f",
        Log2E = "1.44269502f",
        // 1.5 * 2^23 rounds to an integer; 127 more, and the low bits hold the exponent field of 2^n.
        RoundToExponent = "12583039f",
        // 15 bits, so that n * Ln2High is exact and so is x - n * Ln2High, with FMA or without.
        MinusLn2High = "-0.693145752f",
        MinusLn2Low = "-1.42860677e-06f",
        RestWeight = "6f",
        FractionBits = 23,
        // r^2 .. r^6; the polynomial's own relative error is below 2^-27.
        Coefficients = ["0.49999994f", "0.166665271f", "0.0416685604f", "0.00836806092f", "0.00137976522f"],
    };

    private static readonly ExpOfNonPositive Double = new()
    {
        Bound = "Error: at most 1 ulp with FMA, 1.25 without; measured on 6 million arguments 0.89 and 1.17.",
        One = "1.0",
        // Rounds to n = -1023, whose scale is 0; exp is below the least normal number (2^-1022) from -708.4 on.
        Lowest = "-709.0",
        Log2E = "1.4426950408889634",
        // 1.5 * 2^52 rounds to an integer; 1023 more, and the low bits hold the exponent field of 2^n.
        RoundToExponent = "6755399441056767.0",
        // 33 bits (fdlibm's split), so that n * Ln2High is exact and so is x - n * Ln2High, with FMA or without.
        MinusLn2High = "-0.69314718036912382",
        MinusLn2Low = "-1.9082149292705877e-10",
        FractionBits = 52,
        // r^2 .. r^11; the polynomial's own relative error is below 2^-57.
        Coefficients =
        [
            "0.50000000000000056", "0.16666666666666044", "0.041666666666567542", "0.0083333333337381015",
            "0.0013888888934829001", "0.00019841268967532032", "2.4801501433058746e-05", "2.755807458271791e-06",
            "2.7627494786044955e-07", "2.4844090128962936e-08",
        ],
    };

    private string Bound { get; init; } = "";

    private string One { get; init; } = "";

    private string Lowest { get; init; } = "";

    private string Log2E { get; init; } = "";

    private string RoundToExponent { get; init; } = "";

    private string MinusLn2High { get; init; } = "";

    private string MinusLn2Low { get; init; } = "";

    /// <summary>
    /// What the rounding of r lost goes back in with the quadratic term, times this: 1 / r^2 is 8 to 16 where that rounding weighs
    /// most, |r| from 0.25 on. Three operations that bring float from 0.88 ulp to 0.84; double needs them not.
    /// </summary>
    private string? RestWeight { get; init; }

    private int FractionBits { get; init; }

    private string[] Coefficients { get; init; } = [];

    public static SharedMethod Emit(VectorType vector, int count)
        => VectorFunctions.Method(vector, count, "Exp", Comment(Of(vector.Element)), i => Statements(vector, Of(vector.Element), i));

    private static ExpOfNonPositive Of(ElementType element) => element == ElementType.Single ? Single : Double;

    private static string[] Comment(ExpOfNonPositive exp) =>
    [
        "exp(x) for x <= 0, -inf or NaN. x = n ln 2 + r, |r| <= ln 2 / 2; exp(x) = 2^n exp(r), exp(r) = 1 + r + r^2 (minimax polynomial).",
        exp.Bound,
        $"exp(0) = 1 and exp(-inf) = 0 exactly; below the least normal number a result is 0 or within a step, and 0 from {exp.Lowest.TrimEnd('f')} down.",
    ];

    private static IEnumerable<string> Statements(VectorType v, ExpOfNonPositive exp, string i)
    {
        yield return $"var clamped{i} = {v.MaxOfConstant(exp.Lowest, $"x{i}")};";
        yield return $"var shifted{i} = {v.MultiplyAdd($"clamped{i}", v.Splat(exp.Log2E), v.Splat(exp.RoundToExponent))};";
        yield return $"var n{i} = shifted{i} - {v.Splat(exp.RoundToExponent)};";
        yield return $"var high{i} = {v.MultiplyAdd($"n{i}", v.Splat(exp.MinusLn2High), $"clamped{i}")};";
        yield return $"var r{i} = {v.MultiplyAdd($"n{i}", v.Splat(exp.MinusLn2Low), $"high{i}")};";

        var highest = exp.Coefficients.Length - 1;
        var quadratic = v.Splat(exp.Coefficients[0]);
        if (exp.RestWeight is { } weight)
        {
            yield return $"var rest{i} = {v.MultiplyAdd($"n{i}", v.Splat(exp.MinusLn2Low), $"high{i} - r{i}")};";
            yield return $"var quadratic{i} = {v.MultiplyAdd($"rest{i}", v.Splat(weight), quadratic)};";
            quadratic = $"quadratic{i}";
        }

        yield return $"var p{i} = {v.MultiplyAdd(v.Splat(exp.Coefficients[highest]), $"r{i}", v.Splat(exp.Coefficients[highest - 1]))};";
        for (var power = highest - 2; power > 0; power--)
        {
            yield return $"p{i} = {v.MultiplyAdd($"p{i}", $"r{i}", v.Splat(exp.Coefficients[power]))};";
        }

        yield return $"p{i} = {v.MultiplyAdd($"p{i}", $"r{i}", quadratic)};";

        yield return $"p{i} = {v.MultiplyAdd($"p{i}", $"r{i}", v.Splat(exp.One))};";
        yield return $"p{i} = {v.MultiplyAdd($"p{i}", $"r{i}", v.Splat(exp.One))};";
        yield return $"p{i} * {v.FromBits($"{v.ToBits($"shifted{i}")} << {exp.FractionBits}")}";
    }
}
