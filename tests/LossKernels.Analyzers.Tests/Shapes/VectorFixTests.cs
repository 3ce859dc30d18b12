using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Shapes;

/// <summary>LK1001's fix where a vector class, such as MathNet's, takes all exponentials at once.</summary>
public class VectorFixTests
{
    private const string Vector = """

        namespace MathNet.Numerics.LinearAlgebra
        {
            class Matrix<T> { public Matrix<T> PointwiseExp() => this; public Matrix<T> NormalizeRows(double p) => this; public static Matrix<T> operator -(Matrix<T> v, T x) => v; public T Maximum() => throw null!; }
            class Vector<T> { public Vector<T> PointwiseExp() => this; public Vector<T> Normalize(double p) => this; public static Vector<T> operator -(Vector<T> v, T x) => v; public T Maximum() => throw null!; }
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK1001", new LossAnalyzer(), new MaximumShiftCodeFix());

    [Fact]
    public Task The_vectors_own_maximum_is_subtracted() => s_rule.Fixes(
        """
        using MathNet.Numerics.LinearAlgebra;
        class C
        {
            Vector<double> _z = new();
            Vector<double> OfParameter(Vector<double> z) => [|z.PointwiseExp()|].Normalize(1);
            Vector<float> OfField() { var e = [|Scores.PointwiseExp()|]; /* all at once */ return e.Normalize(1.0); }
            Vector<float> Scores = new();
            Vector<double> OfThis() => [|this._z.PointwiseExp()|].Normalize(1);
        }
        """ + Vector,
        """
        using MathNet.Numerics.LinearAlgebra;
        class C
        {
            Vector<double> _z = new();
            Vector<double> OfParameter(Vector<double> z) => (z - z.Maximum()).PointwiseExp().Normalize(1);
            Vector<float> OfField() { var e = (Scores - Scores.Maximum()).PointwiseExp(); /* all at once */ return e.Normalize(1.0); }
            Vector<float> Scores = new();
            Vector<double> OfThis() => (this._z - this._z.Maximum()).PointwiseExp().Normalize(1);
        }
        """ + Vector,
        "Subtract the maximum",
        Consumer.Options);

    [Theory]
    [InlineData("the rows of a matrix have maxima of their own", "Matrix<double> F(Matrix<double> z) => [|z.PointwiseExp()|].NormalizeRows(1);")]
    [InlineData("a vector without a name would be looked up three times", "Vector<double> F(List<Vector<double>> z) => [|z[0].PointwiseExp()|].Normalize(1);")]
    [InlineData("the largest of complex numbers is no shift of their exponents", "Vector<System.Numerics.Complex> F(Vector<System.Numerics.Complex> z) => [|z.PointwiseExp()|].Normalize(1);")]
    public Task None_is_offered_that_may_not_be_right(string why, string member)
    {
        Assert.NotEmpty(why);
        return s_rule.OffersNoFix($"using MathNet.Numerics.LinearAlgebra; class C {{ {member} }}" + Vector, Consumer.Options);
    }

    [Fact]
    public Task A_vector_without_a_maximum_gets_no_fix() => s_rule.OffersNoFix(
        """
        using MathNet.Numerics.LinearAlgebra;
        class C { Vector<double> F(Vector<double> z) => [|z.PointwiseExp()|].Normalize(1); }
        namespace MathNet.Numerics.LinearAlgebra { class Vector<T> { public Vector<T> PointwiseExp() => this; public Vector<T> Normalize(double p) => this; } }
        """,
        Consumer.Options);
}
