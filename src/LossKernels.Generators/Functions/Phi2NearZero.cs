using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Functions;

/// <summary>
/// phi2(x) = (exp(x) - 1 - x) / x^2 for |x| &lt;= 1: what is left of exp when 1 and x, which cancel elsewhere, are taken away. exp(x) - 1 is
/// x + x^2 phi2(x), and exp(x) - 1 - x is x^2 phi2(x), each to its last digits however small x is
/// (M. Hochbruck, A. Ostermann, "Exponential integrators", Acta Numerica 19, 2010, equation 2.10).
/// </summary>
/// <remarks>
/// The series sum x^n / (n + 2)!, whose coefficients are exact reciprocals rounded to the element type. Its last term is below
/// 2^-28 (float, n = 10) and 2^-57 (double, n = 17) of the result.
/// </remarks>
internal sealed class Phi2NearZero
{
    private static readonly Phi2NearZero Single = new()
    {
        Bound = "Relative error at most 1.5 * 2^-23.",
        Coefficients =
        [
            "0.5f", "0.166666672f", "0.0416666679f", "0.00833333377f", "0.00138888892f", "0.000198412701f",
            "2.48015876e-05f", "2.75573188e-06f", "2.755732e-07f", "2.50521079e-08f", "2.08767559e-09f",
        ],
    };

    private static readonly Phi2NearZero Double = new()
    {
        Bound = "Relative error at most 1.5 * 2^-52.",
        Coefficients =
        [
            "0.5", "0.16666666666666666", "0.041666666666666664", "0.0083333333333333332", "0.0013888888888888889",
            "0.00019841269841269841", "2.4801587301587302e-05", "2.7557319223985893e-06", "2.7557319223985888e-07", "2.505210838544172e-08",
            "2.08767569878681e-09", "1.6059043836821613e-10", "1.1470745597729725e-11", "7.6471637318198164e-13", "4.7794773323873853e-14",
            "2.8114572543455206e-15", "1.5619206968586225e-16", "8.2206352466243295e-18",
        ],
    };

    private string Bound { get; init; } = "";

    /// <summary>1 / (n + 2)! for n = 0, 1, ...</summary>
    private string[] Coefficients { get; init; } = [];

    public static SharedMethod Emit(VectorType vector, int count)
        => VectorFunctions.Method(vector, count, "Phi2", Comment(Of(vector.Element)), i => Statements(vector, Of(vector.Element).Coefficients, i));

    private static Phi2NearZero Of(ElementType element) => element == ElementType.Single ? Single : Double;

    private static string[] Comment(Phi2NearZero phi2) =>
    [
        "(exp(x) - 1 - x) / x^2 for |x| <= 1, by its series.",
        phi2.Bound,
    ];

    private static IEnumerable<string> Statements(VectorType v, string[] coefficients, string i)
    {
        yield return $"var h{i} = {v.MultiplyAdd(v.Splat(coefficients[coefficients.Length - 1]), $"x{i}", v.Splat(coefficients[coefficients.Length - 2]))};";
        for (var power = coefficients.Length - 3; power >= 0; power--)
        {
            yield return $"h{i} = {v.MultiplyAdd($"h{i}", $"x{i}", v.Splat(coefficients[power]))};";
        }

        yield return $"h{i}";
    }
}
