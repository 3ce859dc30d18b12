using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK1005Tests
{
    private const string Before = """
        class C
        {
            double Log(double x) => [|Math.Log(1 / (1 + Math.Exp(-x)))|];
            double LogOfComplement(double x) => 2 - [|Math.Log(1 - Sigmoid(x))|];
            double OfHelper(double w, double x) => [|Math.Log(Sigmoid(w * x))|] + 1;
            private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
            float Float(float x) { var p = 1 / (1 + MathF.Exp(-x)); return -[|MathF.Log(p)|]; }
        }
        """;

    private const string After = """
        class C
        {
            double Log(double x) => Math.Min(x, 0) - Math.Log(1 + Math.Exp(-Math.Abs(x)));
            double LogOfComplement(double x) => 2 - (Math.Min(-x, 0) - Math.Log(1 + Math.Exp(-Math.Abs(x))));
            double OfHelper(double w, double x) => (Math.Min(w * x, 0) - Math.Log(1 + Math.Exp(-Math.Abs(w * x)))) + 1;
            private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
            float Float(float x) { var p = 1 / (1 + MathF.Exp(-x)); return -(MathF.Min(x, 0) - MathF.Log(1 + MathF.Exp(-MathF.Abs(x)))); }
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK1005", new LossAnalyzer(), new LogSigmoidCodeFix());

    [Theory]
    [InlineData("double F(double x) { var p = 1.0 / (1.0 + Math.Exp(-x)); return -[|Math.Log(p)|]; }")]
    [InlineData("double F(double x, double y) { var p = S(x); return -y * [|Math.Log(p)|] - (1 - y) * [|Math.Log(1 - p)|]; } static double S(double x) => 1 / (1 + Math.Exp(-x));")]
    [InlineData("double F(double x) { var p = x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)); return [|Math.Log(p)|]; }")]
    [InlineData("double F(double[] z) { var loss = 0.0; foreach (var v in z) { var p = 1 / (1 + Math.Exp(-v)); loss -= [|Math.Log(p)|]; } return loss / z.Length; }")]
    [InlineData("double F(double[] z) => -z.Select(S).Select(p => [|Math.Log(p)|]).Average(); double S(double x) => 1 / (1 + Math.Exp(-x));")]
    [InlineData("T F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => [|T.Log(T.One / (T.One + T.Exp(-x)))|];")]
    [InlineData("double F(double[] x) { var p = new double[x.Length]; for (int i = 0; i < x.Length; i++) { p[i] = 1 / (1 + Math.Exp(-x[i])); } var s = 0.0; for (int i = 0; i < p.Length; i++) { s += [|Math.Log(1 - p[i])|]; } return s / p.Length; }")]
    public Task The_logarithm_of_a_sigmoid_is_reported(string member) => s_rule.Reports($"class C {{ {member} }}", Consumer.Options);

    [Theory]
    [InlineData("double F(double x) => Math.Min(x, 0) - Math.Log(1 + Math.Exp(-Math.Abs(x)));")]
    [InlineData("double F(double x, double y) => Math.Max(x, 0) - x * y + Math.Log(1 + Math.Exp(-Math.Abs(x)));")]
    [InlineData("double F(double x) => -Math.Log(1 + Math.Exp(-Math.Max(x, -30)));")]
    [InlineData("double F(double p) => Math.Log(p);")]
    [InlineData("double F(double p) => Math.Log(p / (1 - p));")]
    [InlineData("double F(double x) { var p = 1 / (1 + Math.Exp(-x)); return p > 0 ? Math.Log(p) : -745; }")]
    [InlineData("double F(double x) { var p = 1 / (1 + Math.Exp(-x)); if (p == 0) { return -745; } return Math.Log(p); }")]
    [InlineData("double F(double x) { x = Math.Clamp(x, -30, 30); return Math.Log(1 / (1 + Math.Exp(-x))); }")]
    [InlineData("double F(double x) => Math.Log(1 / (2 + Math.Exp(-x)));")]
    [InlineData("double F(double x) => x > 0 ? -Math.Log(1 + Math.Exp(-x)) : x - Math.Log(1 + Math.Exp(x));")]
    [InlineData("double F(double x) { var p = 1 / (1 + Math.Exp(-x)); p = 0.5; return Math.Log(p); }")]
    [InlineData("double F(double x) => Math.Sqrt(1 / (1 + Math.Exp(-x)));")]
    [InlineData("double F(double x) => 1 / (1 + Math.Exp(-x)) * Math.Log(x);")]
    [InlineData("double F(Func<double, double> s, double x) => Math.Log(s(x));")]
    public Task Forms_of_logits_guards_and_others_are_silent(string member) => s_rule.Reports($"class C {{ {member} }}", Consumer.Options);

    [Theory]
    [InlineData("double F(double x) => [|Math.Log(1 / (1 + Math.Exp(-x)) + 1e-12)|];")]
    [InlineData("double F(double x) => [|Math.Log(Math.Max(1 / (1 + Math.Exp(-x)), 1e-12))|];")]
    [InlineData("double F(double x) { var p = Math.Clamp(1 / (1 + Math.Exp(-x)), 1e-12, 1 - 1e-12); return [|Math.Log(p)|]; }")]
    [InlineData("double F(double x) { var p = 1 / (1 + Math.Exp(-x)); return (1 - p) * [|Math.Log(1 - p + 1e-8)|]; }")]
    public async Task A_floored_one_is_a_suggestion_without_a_fix(string member)
    {
        await s_rule.OffersNoFix($"class C {{ {member} }}", Consumer.Options);
        var plain = member.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(await s_rule.DiagnosticsOf($"class C {{ {plain} }}", Consumer.Options)).Severity);
    }

    [Fact]
    public Task It_is_computed_from_the_argument_of_the_sigmoid() => s_rule.Fixes(Before, After, "Write Min(x, 0) - Log(1 + Exp(-Abs(x)))", Consumer.Options);

    [Fact]
    public void The_fix_agrees_where_the_original_is_finite() => Agreement.Assert(
        Before.Replace("private static double Sigmoid", "static double Sigmoid"), After.Replace("private static double Sigmoid", "static double Sigmoid"), (x, y) => x[0] is > 0 or < -80);
}
