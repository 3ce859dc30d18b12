using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK1003Tests
{
    private const string Before = """
        class C
        {
            double Loop(double[] z)
            {
                var sum = 0.0;
                for (var i = 0; i < z.Length; i++)
                {
                    sum += Math.Exp(z[i]);
                }

                return 2 * [|Math.Log(sum)|];
            }

            double PerScore(double[] z)
            {
                double sum = 0;
                foreach (var v in z)
                {
                    sum += Math.Exp(v);
                }

                return [|Math.Log(sum)|] / z.Length;
            }

            double Query(double[] z) => [|Math.Log(z.Sum(Math.Exp))|];

            double Two(double a, double b) => [|Math.Log(Math.Exp(a) + Math.Exp(b))|];
        }
        """;

    private const string After = """
        class C
        {
            double Loop(double[] z)
            {
                var sum = 0.0;
                var max = double.NegativeInfinity;
                for (var i = 0; i < z.Length; i++)
                {
                    max = Math.Max(max, z[i]);
                }

                for (var i = 0; i < z.Length; i++)
                {
                    sum += Math.Exp(z[i] - max);
                }

                return 2 * (max + Math.Log(sum));
            }

            double PerScore(double[] z)
            {
                double sum = 0;
                var max = double.NegativeInfinity;
                foreach (var v in z)
                {
                    max = Math.Max(max, v);
                }

                foreach (var v in z)
                {
                    sum += Math.Exp(v - max);
                }

                return (max + Math.Log(sum)) / z.Length;
            }

            double Query(double[] z)
            {
                var max = z.DefaultIfEmpty().Max();
                return max + Math.Log(z.Sum(value => Math.Exp(value - max)));
            }

            double Two(double a, double b) => Math.Max(a, b) + Math.Log(1 + Math.Exp(-Math.Abs(a - b)));
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK1003", new LossAnalyzer(), new MaximumShiftCodeFix());

    [Theory]
    [InlineData("double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += Math.Exp(x[i]); } return [|Math.Log(s)|]; }")]
    [InlineData("double F(double[] x) => [|Math.Log(x.Select(v => Math.Exp(v)).Sum())|];")]
    [InlineData("double F(double[] x) { var s = 0.0; foreach (var v in x) { s += Math.Exp(v); } return [|Math.Log(s / x.Length)|]; }")]
    [InlineData("double F(double[] x) { var s = 1e-10; foreach (var v in x) { s += Math.Exp(v); } return [|Math.Log(s)|]; }")]
    [InlineData("double F(double[] x) { var s = 0.0; foreach (var v in x) { s += Math.Exp(v); } return [|Math.Log(Math.Max(s, 1e-300))|]; }")]
    [InlineData("void F(double[][] z, double[] r) { for (int b = 0; b < z.Length; b++) { double s = 0; for (int k = 0; k < z[b].Length; k++) { s += Math.Exp(z[b][k]); } r[b] = [|Math.Log(s)|]; } }")]
    [InlineData("double F(double a, double b) => [|Math.Log(Math.Exp(a) + Math.Exp(b))|];")]
    [InlineData("double F(double[] x) { var m = x.Max(); var s = 0.0; foreach (var v in x) { s += Math.Exp(-v - m); } return m + [|Math.Log(s)|]; }")]
    [InlineData("double F(double x) => [|Math.Log(Math.Exp(x) + Math.Exp(-x))|];")]
    [InlineData("double F(double[] x, double t) { var s = 0.0; for (int i = 0; i < x.Length; i++) { s += Math.Exp(x[i] / t); } return t * [|Math.Log(s)|]; }")]
    [InlineData("T F<T>(T[] x) where T : System.Numerics.IFloatingPointIeee754<T> { var s = T.Zero; foreach (var v in x) { s += T.Exp(v); } return [|T.Log(s)|]; }")]
    public Task The_logarithm_of_a_sum_of_exponentials_is_reported(string member) => s_rule.Reports($"class C {{ {member} }}", Consumer.Options);

    [Theory]
    [InlineData("double F(double[] x) { var m = x.Max(); double s = 0; for (int i = 0; i < x.Length; i++) { s += Math.Exp(x[i] - m); } return m + Math.Log(s); }")]
    [InlineData("double F(double[] x) { var m = x.Max(); return m + Math.Log(x.Sum(v => Math.Exp(v - m))); }")]
    [InlineData("double F(double[] x) { var m = x[0]; foreach (var v in x) { m = v > m ? v : m; } var s = 0.0; foreach (var v in x) { s += Math.Exp(v - m); } return m + Math.Log(s / x.Length); }")]
    [InlineData("double F(double a, double b) { var m = Math.Max(a, b); return m + Math.Log(Math.Exp(a - m) + Math.Exp(b - m)); }")]
    [InlineData("double F(double a, double b, double c) { var m = Math.Max(a, Math.Max(b, c)); return m + Math.Log(Math.Exp(a - m) + Math.Exp(b - m) + Math.Exp(c - m)); }")]
    [InlineData("double F(double[] x) { var m = double.NegativeInfinity; foreach (var v in x) { m = Math.Max(m, -v); } var s = 0.0; foreach (var v in x) { s += Math.Exp(-v - m); } return m + Math.Log(s); }")]
    [InlineData("double F(double[] z) { var m = double.NegativeInfinity; foreach (var v in z) { m = Math.Max(m, -Softplus(v)); } var s = 0.0; foreach (var v in z) { s += Math.Exp(-Softplus(v) - m); } return m + Math.Log(s); } static double Softplus(double t) => Math.Max(t, 0) + Math.Log(1 + Math.Exp(-Math.Abs(t)));")]
    [InlineData("double F(double[] x) { double s = 0; foreach (var v in x) { s += Math.Exp(v); } return s; }")]
    [InlineData("double F(double[] x) { double s = 0; foreach (var v in x) { s += v; } return Math.Log(s); }")]
    [InlineData("double F(double[] x) { double s = 0; foreach (var v in x) { s += Math.Log(v); } return Math.Exp(s / x.Length); }")]
    [InlineData("double F(double[] x) { double s = 0; foreach (var v in x) { s += Math.Exp(Math.Clamp(v, -30, 30)); } return Math.Log(s); }")]
    [InlineData("double F(double[] x) { double s = 0; foreach (var v in x) { s += Math.Exp(Math.Min(v, 30)); } return Math.Log(s); }")]
    [InlineData("double F(double[] x) { double m = x[0], s = 0; foreach (var v in x) { var n = Math.Max(m, v); s = s * Math.Exp(m - n) + Math.Exp(v - n); m = n; } return m + Math.Log(s); }")]
    [InlineData("double F(double[] x) { Shift(x); double s = 0; foreach (var v in x) { s += Math.Exp(v); } return Math.Log(s); } extern void Shift(double[] x);")]
    [InlineData("double F(double a, double b) { a = Math.Min(a, 20); b = Math.Min(b, 20); return Math.Log(Math.Exp(a) + Math.Exp(b)); }")]
    [InlineData("double F(double a, double b) => Math.Log(Math.Sqrt(a) + Math.Exp(b));")]
    [InlineData("double F(double[] x, double shift) { double s = 0; foreach (var v in x) { s += Math.Exp(v - shift); } return shift + Math.Log(s); }")]
    [InlineData("double F(double[] x) => Math.Log(x.Length) + x.Sum(v => Math.Exp(v));")]
    [InlineData("double F(double[] x) { var m = x.Max(); for (int i = 0; i < x.Length; i++) { x[i] -= m; } var s = 0.0; foreach (var v in x) { s += Math.Exp(v); } return m + Math.Log(s); }")]
    [InlineData("double F(double x) => Math.Log(Math.Exp(x));")]
    [InlineData("double F(double n) { double s = 0; for (int i = 0; i < n; i++) { s += Math.Exp(1.5); } return Math.Log(s); }")]
    [InlineData("double F(double a, double b) { if (a > 100 || b > 100) { return Math.Max(a, b); } return Math.Log(Math.Exp(a) + Math.Exp(b)); }")]
    public Task Shifted_or_bounded_sums_and_others_are_silent(string member) => s_rule.Reports($"class C {{ {member} }}", Consumer.Options);

    [Fact]
    public async Task Exponents_that_are_never_positive_make_a_suggestion()
    {
        var reported = await s_rule.DiagnosticsOf("class C { double F(double[] d) => Math.Log(d.Sum(v => Math.Exp(-v * v))); }", Consumer.Options);
        Assert.Equal(("LK1003", DiagnosticSeverity.Info), (Assert.Single(reported).Id, reported[0].Severity));
    }

    [Fact]
    public Task A_softmax_of_the_same_sum_speaks_first() => s_rule.Reports(
        "class C { double F(double[] x, double[] p) { double s = 0; for (int i = 0; i < x.Length; i++) { s += {|LK1001:Math.Exp(x[i])|}; } for (int i = 0; i < x.Length; i++) { p[i] = Math.Exp(x[i]) / s; } return Math.Log(s); } }",
        Consumer.Options);

    [Fact]
    public Task The_maximum_is_subtracted_and_added_back() => s_rule.Fixes(Before, After, "Subtract the maximum", Consumer.Options);

    [Fact]
    public void The_fix_agrees_where_the_original_is_finite() => Agreement.Assert(Before, After, (x, _) => x.Max() < -600);
}
