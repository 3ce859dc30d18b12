using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK1007Tests
{
    private static readonly RuleVerifier s_rule = new("LK1007", new LossAnalyzer(), new SigmoidCodeFix());

    [Theory]
    [InlineData("double F(double x) => [|Math.Exp(x) / (1 + Math.Exp(x))|];")]
    [InlineData("double F(double x) { var e = Math.Exp(x); return [|e / (e + 1.0)|]; }")]
    [InlineData("float F(float x) { float e = MathF.Exp(x); e = [|e / (1f + e)|]; return e; }")]
    [InlineData("double F(double w, double x, double b) { var z = w * x + b; return [|Math.Exp(z) / (1 + Math.Exp(b + x * w))|]; }")]
    [InlineData("T F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => [|T.Exp(x) / (T.One + T.Exp(x))|];")]
    [InlineData("double F(double x) => [|E(x) / (1 + E(x))|]; static double E(double y) => Math.Exp(y);")]
    [InlineData("void F(double[] x) { for (var i = 0; i < x.Length; i++) { x[i] = [|Math.Exp(x[i]) / (1 + Math.Exp(x[i]))|]; } }")]
    public Task An_exponential_over_one_more_is_reported(string member) => s_rule.Reports($"class C {{ {member} }}");

    [Theory]
    [InlineData("double F(double x) => 1 / (1 + Math.Exp(-x));")]
    [InlineData("double F(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));")]
    [InlineData("double F(double x) { if (x >= 0) { return 1 / (1 + Math.Exp(-x)); } var e = Math.Exp(x); return e / (1 + e); }")]
    [InlineData("double F(double x) { if (x > 500) return 1; return Math.Exp(x) / (1 + Math.Exp(x)); }")]
    [InlineData("double F(double x) { var e = Math.Exp(-Math.Abs(x)); return e / (1 + e); }")]
    [InlineData("double F(double x) { x = Math.Min(x, 30); return Math.Exp(x) / (1 + Math.Exp(x)); }")]
    [InlineData("double F(double x) { x = Math.Clamp(x, -30, 30); return Math.Exp(x) / (1 + Math.Exp(x)); }")]
    [InlineData("double F(double x) => Math.Exp(-x * x) / (1 + Math.Exp(-x * x));")]
    [InlineData("double F(double x) => Math.Exp(x) / (2 + Math.Exp(x));")]
    [InlineData("double F(double x, double y) => Math.Exp(x) / (1 + Math.Exp(y));")]
    [InlineData("double F(double e) => e / (1 + e);")]
    [InlineData("double F(double x) => x switch { < 0 => Math.Exp(x) / (1 + Math.Exp(x)), _ => 1 / (1 + Math.Exp(-x)) };")]
    [InlineData("double F(double a, double b) { var d = Math.Min(a, b) - Math.Max(a, b); return Math.Exp(d) / (1 + Math.Exp(d)); }")]
    [InlineData("double Exp(double x) => x; double F(double x) => Exp(x) / (1 + Exp(x));")]
    public Task What_cannot_overflow_or_is_no_sigmoid_is_silent(string member) => s_rule.Reports($"class C {{ {member} }}");

    private const string Before = """
        using static System.Math;
        class C
        {
            double F(double x) => 2 * ([|Math.Exp(x) / (1 + Math.Exp(x))|]);
            float G(float a, float b) { var e = (float)Math.Exp(a - b); return [|e / (1 + e)|]; }
            double H(double x) => [|Exp(-x) / (1 + Exp(-x))|];
            T I<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => [|T.Exp(x) / (T.One + T.Exp(x))|];
        }
        """;

    private const string After = """
        using static System.Math;
        class C
        {
            double F(double x) => 2 * (1 / (1 + Math.Exp(-x)));
            float G(float a, float b) { var e = (float)Math.Exp(a - b); return 1 / (1 + (float)Math.Exp(-(a - b))); }
            double H(double x) => 1 / (1 + Exp(x));
            T I<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));
        }
        """;

    [Fact]
    public Task It_becomes_one_over_one_more() => s_rule.Fixes(Before, After, "Write 1 / (1 + Exp(-x))");

    [Fact]
    public Task No_fix_is_offered_where_the_argument_has_changed_since() => s_rule.OffersNoFix(
        "class C { double F(double x) { var e = Math.Exp(x); x = 0; return [|e / (1 + e)|] + x; } }");

    [Fact]
    public void The_fix_agrees_where_the_original_is_finite() => Agreement.Assert(Before, After);
}
