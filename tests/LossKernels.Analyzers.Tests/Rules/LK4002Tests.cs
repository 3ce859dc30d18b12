using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK4002Tests
{
    private const string Before = """
        using static System.Math;
        using M = System.Math;

        class C
        {
            float Weight(float x) => (float)[|Math.Exp(-x)|];
            float Sigmoid(float x) => 1 / (1 + (float)[|System.Math.Exp(-x)|]);
            float Imported(float x) => (float)([|Exp(x)|]);
            float Named(float x) => (float)[|M.Pow(x, 2)|];
            float Nested(float x) => (float)[|Math.Log(1 + (float)[|Math.Exp(-Math.Abs(x))|])|];
            float Kept(float x) { var e = [|Math.Exp(x)|]; return 1 + (float)e; }
            float Declared(float x) { double e = [|Math.Exp(x)|]; return (float)e / 2; }
        }
        """;

    private const string After = """
        using static System.Math;
        using M = System.Math;

        class C
        {
            float Weight(float x) => MathF.Exp(-x);
            float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
            float Imported(float x) => MathF.Exp(x);
            float Named(float x) => MathF.Pow(x, 2);
            float Nested(float x) => MathF.Log(1 + MathF.Exp(-Math.Abs(x)));
            float Kept(float x) { var e = MathF.Exp(x); return 1 + (float)e; }
            float Declared(float x) { double e = MathF.Exp(x); return (float)e / 2; }
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK4002", new LossAnalyzer(), new FloatFunctionCodeFix());

    [Fact]
    public Task A_function_of_floats_that_is_rounded_to_float_is_reported() => s_rule.Reports(
        """
        class C
        {
            void Softmax(float[] z) { var m = z.Max(); var s = 0f; for (int i = 0; i < z.Length; i++) { z[i] = (float)[|Math.Exp(z[i] - m)|]; s += z[i]; } for (int i = 0; i < z.Length; i++) { z[i] /= s; } }
            float[] Query(float[] z) { var m = z.Max(); return z.Select(v => (float)[|Math.Exp(v - m)|]).ToArray(); }
            float Sum(float[] z) { var s = 0f; foreach (var v in z) { s += (float)[|Math.Exp(v)|]; } return s; }
            float Natural(float[] v, int i) => -(float)[|Math.Log(v[i])|];
            float Base(float p) => (float)[|Math.Log(p, 2)|];
            float Bits(float p) => (float)[|Math.Log2(p)|];
            float Decimals(float p) => (float)[|Math.Log10(p)|];
            float Power(float p, float gamma) => (float)[|Math.Pow(1 - p, gamma)|];
            float Named(float p) => (float)[|Math.Pow(y: 2, x: p)|];
            float Helper(float x) => Rounded(x) + 1;
            static float Rounded(float x) => (float)[|Math.Exp(x)|];
            float Kept(float x) { var e = [|Math.Exp(x)|]; return (float)e; }
            float While(float[] z) { var s = 0f; var i = 0; while (i < z.Length) { s += (float)[|Math.Exp(z[i])|]; i++; } return s; }
        }
        """, Consumer.Options);

    [Fact]
    public Task What_is_computed_in_double_is_silent() => s_rule.Reports(
        """
        class C
        {
            double Kept(float x) => Math.Exp(x);
            float OfDouble(double x) => (float)Math.Exp(x);
            float OfBoth(float x, double max) => (float)Math.Exp(x - max);
            float Scaled(float x) => (float)Math.Exp(x * 0.5);
            float Quotient(float x) => (float)(1 / (1 + Math.Exp(-x)));
            float Sum(float[] z) { var s = 0.0; foreach (var v in z) { s += Math.Exp(v); } return (float)s; }
            float Total(float[] z) => (float)z.Sum(v => Math.Exp(v));
            float OfInteger(int i) => (float)Math.Exp(i);
            float PowerOfDouble(float p, double gamma) => (float)Math.Pow(p, gamma);
            float PowerOfHalf(float p) => (float)Math.Pow(p, 0.5);
            float PowerOfInteger(int i, int j) => (float)Math.Pow(i, j);
            float ToLarge(float p) => (float)Math.Pow(p, 16777217);
            float Rounded(float x) => MathF.Exp(x);
            float Own(float x) => float.Exp(x);
            double ToDouble(float x) => (double)Math.Exp(x);
            Half ToHalf(float x) => (Half)Math.Exp(x);
            decimal ToDecimal(float x) => (decimal)Math.Exp(x);
            int ToInteger(float x) => (int)Math.Exp(x);
            float Used(float x) { var e = Math.Exp(x); return (float)(e / (2 + e)); }
            float UsedTwice(float x) { var e = Math.Exp(x); Console.WriteLine(e); return (float)e; }
            float Reassigned(float x) { var e = Math.Exp(x); e += 1e-9; return (float)e; }
            double Unused(float x) { var e = Math.Exp(x); return 1; }
            float Largest(float x, float y) => (float)Math.Max(x, y) * MathF.Exp(1);
            float Shape(float x) => (float)Math.ScaleB(x, 2) * MathF.Exp(1);
            float Theirs(float x) => (float)Other.Exp(x);
            float Far(float x) { var sum = Math.Exp(x) + Math.Exp(-x); return (float)sum; }
        }
        static class Other { public static double Exp(double x) => x; }
        """, Consumer.Options);

    [Fact]
    public Task The_fix_calls_MathF() => s_rule.Fixes(Before, After, "Use MathF", Consumer.Options);

    [Fact]
    public Task A_class_of_the_same_name_is_not_called() => s_rule.Fixes(
        "static class MathF { } class C { float F(float x) => (float)[|Math.Exp(x)|]; }",
        "static class MathF { } class C { float F(float x) => System.MathF.Exp(x); }",
        options: Consumer.Options);

    [Fact]
    public void The_fix_agrees_with_the_original() => Agreement.Assert(Before, After, isBetter: false);

    [Fact]
    public async Task It_is_offered_without_being_shown()
    {
        var reported = await s_rule.DiagnosticsOf("class C { float F(float x) => (float)Math.Exp(x); }", Consumer.Options);
        Assert.Equal(DiagnosticSeverity.Hidden, Assert.Single(reported).Severity);
    }
}
