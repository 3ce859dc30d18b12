using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK4001Tests
{
    private const string Before = """
        class C
        {
            double Logarithm(double x) { x = Math.Clamp(x, -0.5, 0.5); return 3 * [|Math.Log(1 + x)|]; }
            double Complement(double y) { var p = Math.Clamp(y, 1e-12, 0.9); return -[|Math.Log(1 - p)|]; }
            double Variable(double x) { x = Math.Clamp(x, -0.5, 0.5); var q = 1 - x; return [|Math.Log(q)|]; }
            float Single(float x) => [|MathF.Log(MathF.Tanh(x / 4) * 0.5f + 1)|];
            double Function(double x) { x = Math.Tanh(x); return [|Math.Log(1 + 0.5 * x)|]; }
            double Exponential(double x)
            {
                x = Math.Clamp(x, -1, 1);
                var y = 2 * ([|Math.Exp(x) - 1|]);
                return y;
            }

            double Statements(double x)
            {
                x = Math.Clamp(x, -1, 1);
                var sum = [|Math.Exp(x) - 1|];
                sum += [|Math.Exp(x / 2) - 1|];
                return sum;
            }

            double InCondition(double x) => Math.Abs(x) < 1 ? [|Math.Exp(x) - 1|] : Math.Sign(x);
            float Converted(float x)
            {
                x = MathF.Tanh(x);
                return [|(float)Math.Exp(x) - 1f|];
            }
        }
        """;

    private const string After = """
        class C
        {
            double Logarithm(double x) { x = Math.Clamp(x, -0.5, 0.5); return 3 * (2 * Math.Atanh(x / (2 + x))); }
            double Complement(double y) { var p = Math.Clamp(y, 1e-12, 0.9); return -(2 * Math.Atanh(-p / (2 - p))); }
            double Variable(double x) { x = Math.Clamp(x, -0.5, 0.5); var q = 1 - x; return 2 * Math.Atanh((-x) / (2 + (-x))); }
            float Single(float x) => 2 * MathF.Atanh((MathF.Tanh(x / 4) * 0.5f) / (2 + (MathF.Tanh(x / 4) * 0.5f)));
            double Function(double x) { x = Math.Tanh(x); return 2 * Math.Atanh((0.5 * x) / (2 + (0.5 * x))); }
            double Exponential(double x)
            {
                x = Math.Clamp(x, -1, 1);
                var t = Math.Tanh(x / 2);
                var y = 2 * (2 * t / (1 - t));
                return y;
            }

            double Statements(double x)
            {
                x = Math.Clamp(x, -1, 1);
                var t2 = Math.Tanh(x / 2);
                var sum = 2 * t2 / (1 - t2);
                var t3 = Math.Tanh(x / 2 / 2);
                sum += 2 * t3 / (1 - t3);
                return sum;
            }

            double InCondition(double x) => Math.Abs(x) < 1 ? 2 * Math.Tanh(x / 2) / (1 - Math.Tanh(x / 2)) : Math.Sign(x);
            float Converted(float x)
            {
                x = MathF.Tanh(x);
                var t4 = (float)Math.Tanh(x / 2);
                return 2 * t4 / (1 - t4);
            }
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK4001", new LossAnalyzer(), new HyperbolicCodeFix());

    [Fact]
    public Task What_is_near_zero_for_sure_is_reported() => s_rule.Reports(
        """
        using System.Numerics;
        class C
        {
            double Clamped(double x) { var p = Math.Clamp(x, 1e-7, 0.9); return -[|Math.Log(1 - p)|]; }
            double Bounded(double x) => [|Math.Log(Math.Max(-0.9, Math.Min(0.9, x)) + 1)|];
            double Condition(double x) { if (x < 0 || x > 1) { return 0; } return [|Math.Log(1 + x)|]; }
            double Size(double x) { if (Math.Abs(x) <= 0.5) { return [|Math.Log(1 + x)|]; } return x; }
            double Guard(double x) => x is >= -0.5 and <= 0.5 ? [|Math.Exp(x) - 1|] : x;
            double Tangent(double x) => [|Math.Exp(Math.Tanh(x)) - 1|];
            float Single(float x) => [|MathF.Exp(Math.Clamp(x, -1, 1)) - 1|];
            T Generic<T>(T x) where T : IFloatingPointIeee754<T> => [|T.Exp(T.Tanh(x)) - T.One|];
            T GenericLog<T>(T x) where T : IBinaryFloatingPointIeee754<T> => [|T.Log(T.One + T.Tanh(x) / T.CreateChecked(2))|];
            double Each(double[] z) { var s = 0.0; foreach (var v in z) { s += [|Math.Log(1 + Math.Tanh(v) * 0.5)|]; } return s; }
            double Query(double[] z) => z.Select(v => Math.Tanh(v)).Sum(v => [|Math.Exp(v) - 1|]);
            double Helper(double x) => [|Math.Log(1 + Limited(x))|];
            static double Limited(double x) => Math.Clamp(x, -0.5, 0.5);
            double Extracted(double x) { var p = Math.Clamp(x, 0, 0.5); var q = 1 - p; return [|Math.Log(q)|]; }
            double Own(double x) => [|double.Log(1 + Math.Clamp(x, 0, 1))|];
        }
        """, Consumer.Options);

    [Fact]
    public Task What_may_be_large_or_is_told_apart_is_silent() => s_rule.Reports(
        """
        using System.Numerics;
        class C
        {
            double Any(double x) => Math.Log(1 + x);
            double Count(int n) => Math.Log(1 + n);
            double CountOfFew(int n) => Math.Log(1 + Math.Clamp(n, 0, 1));
            double Positive(double x) => Math.Log(1 + Math.Max(x, 0));
            double Square(double x) => Math.Log(1 + x * x);
            double Far(double x) => Math.Log(1 + Math.Clamp(x, 0.5, 1));
            double Large(double x) => Math.Log(1 + Math.Clamp(x, -10, 10));
            double Growth(double rate) => Math.Exp(rate) - 1;
            double LargeGrowth(double x) => Math.Exp(Math.Clamp(x, -3, 3)) - 1;
            double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
            double LogAdd(double a, double b) => Math.Max(a, b) + Math.Log(1 + Math.Exp(-Math.Abs(a - b)));
            double Branches(double x) => x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x));
            double Log1p(double x) { x = Math.Clamp(x, -0.5, 0.5); return Math.Log(1 + x); }
            double Kahan(double y) { var x = Math.Clamp(y, -0.5, 0.5); var u = 1 + x; return u == 1 ? x : Math.Log(u) * x / (u - 1); }
            double Series(double y) { var x = Math.Clamp(y, -0.5, 0.5); return Math.Abs(x) < 1e-5 ? x - x * x / 2 : Math.Log(1 + x); }
            double Expm1(double x) { x = Math.Tanh(x); return Math.Exp(x) - 1; }
            double SeriesOfExponential(double y) { var x = Math.Tanh(y); if (Math.Abs(x) < 1e-5) { return x + x * x / 2; } return Math.Exp(x) - 1; }
            double Entropy(double x) { var p = Math.Clamp(x, 0.1, 0.9); return -p * Math.Log(p); }
            double Less(double x) => Math.Exp(Math.Tanh(x)) - 2;
            double Two(double x) => Math.Log(2 + Math.Tanh(x));
            double Floor(double x) => Math.Log(Math.Clamp(x, 0, 1) + 1e-12);
            double Bits(double x) => Math.Log2(1 + Math.Clamp(x, 0, 1));
            double Constant() => Math.Log(1 + 0.5);
            double ConstantExponential() => Math.Exp(0.5) - 1;
            double AfterThat(double x) { x = Math.Clamp(x, 0, 1); x *= 40; return Math.Log(1 + x); }
            double Tail(double x) { if (Math.Abs(x) > 0.5) { return Math.Log(1 + x); } return x; }
            T Unknown<T>(T x) where T : ILogarithmicFunctions<T>, INumber<T> => T.Log(T.One + T.Clamp(x, T.Zero, T.One));
            double Elu(double x) => x > 0 ? x : Math.Exp(x) - 1;
            double Call(double x) => Math.Log(1 + Math.Sin(x));
            double Difference(double a, double b) => Math.Exp(Math.Tanh(a)) - Math.Exp(Math.Tanh(b));
            double Complement(double x) => 1 - Math.Exp(Math.Tanh(x));
            double NearMinusOne(double x) { var p = Math.Clamp(x, 1e-7, 1 - 1e-7); return -Math.Log(1 - p); }
            double ToMinusOne(double x) => Math.Log(1 + Math.Tanh(x));
        }
        """, Consumer.Options);

    [Fact]
    public Task Another_rule_speaks_of_the_logarithm_of_what_can_be_one() => s_rule.Reports(
        "class C { double F(double x) { var p = 1 / (1 + Math.Exp(-x)); return {|LK1005:Math.Log(1 - p)|}; } }", Consumer.Options);

    [Fact]
    public Task What_cannot_be_written_twice_gets_no_fix() => s_rule.OffersNoFix(
        """
        class C
        {
            double[] _x = [0.5];
            int _i;
            double F() => [|Math.Log(1 + Limited(_x[_i++]))|];
            double G() => [|Math.Exp(Limited(_x[_i++])) - 1|];
            static double Limited(double x) => Math.Clamp(x, -0.5, 0.5);
        }
        """, Consumer.Options);

    [Fact]
    public Task The_fix_keeps_the_digits() => s_rule.Fixes(Before, After, "Keep the digits of x", Consumer.Options);

    [Fact]
    public Task It_is_written_in_the_type_of_generic_math() => s_rule.Fixes(
        """
        using System.Numerics;
        class C
        {
            T F<T>(T x) where T : IFloatingPointIeee754<T>
            {
                x = T.Clamp(x, T.Zero, T.CreateChecked(0.5));
                return [|T.Log(T.One - x)|] + ([|T.Exp(x) - T.One|]);
            }
        }
        """,
        """
        using System.Numerics;
        class C
        {
            T F<T>(T x) where T : IFloatingPointIeee754<T>
            {
                x = T.Clamp(x, T.Zero, T.CreateChecked(0.5));
                var t = T.Tanh(x / T.CreateChecked(2));
                return (T.CreateChecked(2) * T.Atanh(-x / (T.CreateChecked(2) - x))) + (T.CreateChecked(2) * t / (T.One - t));
            }
        }
        """,
        options: Consumer.Options);

    [Fact]
    public void The_fix_agrees_where_the_digits_are_not_lost() => Agreement.Assert(Before, After, (x, y) => Math.Abs(y[0]) < 1e-2, isBetter: false);

    [Fact]
    public void The_fixed_code_has_the_digits_that_were_lost()
    {
        var (logarithm, exponential) = (2 * Math.Atanh(1e-20 / (2 + 1e-20)), 2 * Math.Tanh(1e-20 / 2) / (1 - Math.Tanh(1e-20 / 2)));
        Assert.Equal((0.0, 0.0), (Math.Log(1 + 1e-20), Math.Exp(1e-20) - 1));
        Assert.Equal((1e-20, 1e-20), (logarithm, exponential));
    }
}
