using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK1006Tests
{
    private static readonly RuleVerifier s_rule = new("LK1006", new LossAnalyzer(), new SoftplusCodeFix());

    [Theory]
    [InlineData("double F(double x) => [|Math.Log(1 + Math.Exp(x))|];")]
    [InlineData("double F(double x) => [|Math.Log(Math.Exp(-x) + 1.0)|];")]
    [InlineData("float F(float x) { var e = MathF.Exp(x); e++; return [|MathF.Log(e)|]; }")]
    [InlineData("double F(double x) { var e = Math.Exp(x); return [|Math.Log(1 + e, Math.E)|]; }")]
    [InlineData("double F(double x) => [|double.LogP1(double.Exp(x))|];")]
    [InlineData("double F(double x) => [|Math.Log2(1 + Math.Exp(x))|];")]
    [InlineData("double F(double margin, double beta) => [|Math.Log(1 + Math.Exp(-beta * margin))|] / beta;")]
    [InlineData("double[] F(double[] x) => x.Select(v => [|Math.Log(1 + Math.Exp(v))|]).ToArray();")]
    [InlineData("double F(double[] z) { double loss = 0; foreach (var v in z) { loss += [|Math.Log(1 + Math.Exp(-v))|]; } return loss / z.Length; }")]
    [InlineData("T F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => [|T.Log(T.One + T.Exp(x))|];")]
    [InlineData("static readonly Func<double, double> s_softplus = x => [|Math.Log(1 + Math.Exp(x))|];")]
    [InlineData("double F(double x) => [|Math.Log(OnePlus(Math.Exp(x)))|]; static double OnePlus(double e) => 1 + e;")]
    [InlineData("double F(double x) => x > 0 ? [|Math.Log(1 + Math.Exp(x))|] : 0;")]
    [InlineData("double F(double x) { if (x < -30) { return 0; } return [|Math.Log(1 + Math.Exp(x))|]; }")]
    [InlineData("double F(int n) { var s = 0.0; for (int i = -n; i <= n; i++) { s += [|Math.Log(1 + Math.Exp(-i))|]; } return s; }")]
    [InlineData("double F(int n) { var s = 0.0; for (int i = 0; i > -n; i--) { s += [|Math.Log(1 + Math.Exp(-i))|]; } return s; }")]
    public Task The_logarithm_of_one_more_than_an_exponential_is_reported(string member) => s_rule.Reports($"using System.Linq; class C {{ {member} }}");

    [Theory]
    [InlineData("double F(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));")]
    [InlineData("double F(double x) => x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x));")]
    [InlineData("double F(double x) { if (x > 0) { return x + Math.Log(1 + Math.Exp(-x)); } return Math.Log(1 + Math.Exp(x)); }")]
    [InlineData("double F(double x) { if (x > 0) { return x + Math.Log(1 + Math.Exp(-x)); } else { return Math.Log(1 + Math.Exp(x)); } }")]
    [InlineData("double F(double x) => x > 20 ? x : Math.Log(1 + Math.Exp(x));")]
    [InlineData("double F(double x) { if (x >= 30.0) return x; if (x <= -30) return Math.Exp(x); return Math.Log(1 + Math.Exp(x)); }")]
    [InlineData("double F(double x, double beta, double threshold) => beta * x > threshold ? x : Math.Log(1 + Math.Exp(beta * x)) / beta;")]
    [InlineData("double F(double x) => x * Math.Tanh(Math.Log(1 + Math.Exp(x)));")]
    [InlineData("double F(double x) { var softplus = Math.Log(1 + Math.Exp(x)); return x * Math.Tanh(softplus); }")]
    [InlineData("double F(double x) => Math.Log(1 + Math.Exp(Math.Min(x, 50)));")]
    [InlineData("double F(double x) => Math.Log(1 + Math.Exp(Math.Clamp(x, -50, 50)));")]
    [InlineData("double F(double x) => Math.Log(1 + Math.Exp(-x * x));")]
    [InlineData("double F(double a, double b) { if (b > a) { (a, b) = (b, a); } return a + Math.Log(1 + Math.Exp(b - a)); }")]
    [InlineData("double F(double a, double b) => a > b ? a + Math.Log(1 + Math.Exp(b - a)) : b + Math.Log(1 + Math.Exp(a - b));")]
    [InlineData("double F(double a, double b) { var m = Math.Max(a, b); return m + Math.Log(1 + Math.Exp(Math.Min(a, b) - m)); }")]
    [InlineData("double F(double a, double b) => Math.Max(a, b) + Math.Log(1 + Math.Exp(-Math.Abs(a - b)));")]
    [InlineData("double F(double x) => x switch { > 30 => x, _ => Math.Log(1 + Math.Exp(x)) };")]
    [InlineData("double F(double x) => Math.Log(2 + Math.Exp(x));")]
    [InlineData("double F(double x) => Math.Log(1 + x);")]
    [InlineData("double F(double p) { var x = Math.Log(p / (p + 1)); return Math.Log(1 + Math.Exp(-Math.Sqrt(p))); }")]
    [InlineData("double F(double x) { double y; if (x > 0) { y = x + Math.Log(1 + Math.Exp(-x)); } else { y = Math.Log(1 + Math.Exp(x)); } return y; }")]
    [InlineData("double F(double x) { const double Limit = 35; return x < Limit ? Math.Log(1 + Math.Exp(x)) : x; }")]
    [InlineData("static readonly double s_limit = 35; double F(double x) => x < s_limit ? Math.Log(1 + Math.Exp(x)) : x;")]
    [InlineData("double F(double x) => Math.Log(1 + Math.Exp(Math.Sin(x)));")]
    [InlineData("float F(float x) => x > 0 ? x + MathF.Log(1 + MathF.Exp(-x)) : MathF.Log(1 + MathF.Exp(x));")]
    [InlineData("double F(double x) { while (x > 30) { x -= 1; } return x <= 30 ? Math.Log(1 + Math.Exp(x)) : x; }")]
    [InlineData("double F(double x) { x = Math.Min(x, 40); var e = Math.Exp(x); return Math.Log(1 + e); }")]
    [InlineData("T F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => T.Max(x, T.Zero) + T.Log(T.One + T.Exp(-T.Abs(x)));")]
    [InlineData("float[] F(float step) { var t = new float[64]; for (var i = 0; i < t.Length; i++) { t[i] = MathF.Log(1 + MathF.Exp(-(i * 0.125f))); } return t; }")]
    [InlineData("double F(int n) { var s = 0.0; for (int i = 1; i <= n; i += 2) { s += Math.Log(1 + Math.Exp(-i)); } return s; }")]
    public Task A_guarded_or_bounded_one_is_silent(string member) => s_rule.Reports($"class C {{ {member} }}");

    private const string Before = """
        using static System.Math;
        class C
        {
            double F(double x) => 2 * [|Math.Log(1 + Math.Exp(x))|];
            float G(float y, float z) { var e = MathF.Exp(-y * z); return [|MathF.Log(e + 1)|]; }
            double H(double x) => [|Log(1.0 + Exp(-x))|];
            T I<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => [|T.Log(T.One + T.Exp(x))|];
            double J(double x) => [|double.LogP1(double.Exp(x))|];
        }
        """;

    private const string After = """
        using static System.Math;
        class C
        {
            double F(double x) => 2 * (Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))));
            float G(float y, float z) { var e = MathF.Exp(-y * z); return MathF.Max(-y * z, 0) + MathF.Log(1 + MathF.Exp(-MathF.Abs(-y * z))); }
            double H(double x) => Max(-x, 0) + Log(1 + Exp(-Abs(-x)));
            T I<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => T.Max(x, T.Zero) + T.Log(T.One + T.Exp(-T.Abs(x)));
            double J(double x) => double.Max(x, 0) + double.LogP1(double.Exp(-double.Abs(x)));
        }
        """;

    [Fact]
    public Task It_becomes_the_form_that_never_overflows() => s_rule.Fixes(Before, After, "Write Max(x, 0) + Log(1 + Exp(-Abs(x)))");

    [Fact]
    public void The_fix_agrees_where_the_original_is_finite() => Agreement.Assert(Before, After);
}
