using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LossKernels.Analyzers.Tests.Rules;

/// <summary>Exponentials that are written as powers of e: the fixes rewrite their exponent, and leave the base.</summary>
public class PowerOfEFixTests
{
    private const string Loops = """
        class C
        {
            double LogSumExp(double[] x)
            {
                var sum = 0.0;
                foreach (var v in x)
                {
                    sum += Math.Pow(Math.E, v);
                }

                return [|Math.Log(sum)|];
            }

            double Two(double a, double b) => [|Math.Log(Math.Pow(Math.E, a) + Math.Pow(Math.E, 2 * b))|];
        }
        """;

    private const string ShiftedLoops = """
        class C
        {
            double LogSumExp(double[] x)
            {
                var sum = 0.0;
                var max = double.NegativeInfinity;
                foreach (var v in x)
                {
                    max = Math.Max(max, v);
                }

                foreach (var v in x)
                {
                    sum += Math.Pow(Math.E, v - max);
                }

                return max + Math.Log(sum);
            }

            double Two(double a, double b) => Math.Max(a, 2 * b) + Math.Log(1 + Math.Pow(Math.E, -Math.Abs(a - (2 * b))));
        }
        """;

    private const string Query = """
        class C
        {
            double[] Softmax(double[] x)
            {
                var sum = x.Sum(v => [|Math.Pow(Math.E, v / 2)|]);
                return x.Select(v => Math.Pow(Math.E, v / 2) / sum).ToArray();
            }
        }
        """;

    private const string ShiftedQuery = """
        class C
        {
            double[] Softmax(double[] x)
            {
                var max = x.Select(v => v / 2).DefaultIfEmpty().Max();
                var sum = x.Sum(v => Math.Pow(Math.E, v / 2 - max));
                return x.Select(v => Math.Pow(Math.E, v / 2 - max) / sum).ToArray();
            }
        }
        """;

    public static TheoryData<string, string, string> Cases => new()
    {
        { "LK1001", Query, ShiftedQuery },
        { "LK1003", Loops, ShiftedLoops },
        { "LK1005", "class C { double F(double x) => [|Math.Log(1 / (1 + Math.Pow(Math.E, -x)))|]; }", "class C { double F(double x) => Math.Min(x, 0) - Math.Log(1 + Math.Exp(-Math.Abs(x))); }" },
        { "LK1006", "class C { double F(double x) => [|Math.Log(1 + Math.Pow(Math.E, x))|]; }", "class C { double F(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Pow(Math.E, -Math.Abs(x))); }" },
        { "LK1007", "class C { double F(double x) => [|Math.Pow(Math.E, x) / (1 + Math.Pow(Math.E, x))|]; }", "class C { double F(double x) => 1 / (1 + Math.Pow(Math.E, -x)); }" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public Task The_exponent_is_rewritten(string id, string before, string after) => new RuleVerifier(id, new LossAnalyzer(), FixOf(id)).Fixes(before, after, options: Consumer.Options);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_fix_agrees_with_the_original(string id, string before, string after)
        => Agreement.Assert(before, after, (arguments, _) => id == "LK1001" && arguments.Chunk(5).Any(row => row.Max() < 0));

    [Theory]
    [InlineData("LK1003", "double F(double[] x) { var s = 0.0; foreach (var v in x) { s += Math.Pow(y: v, x: Math.E); } return [|Math.Log(s)|]; }")]
    [InlineData("LK1006", "double F(double x) => [|Math.Log(1 + Math.Pow(y: x, x: Math.E))|];")]
    public Task Of_named_arguments_none_is_offered(string id, string member) => new RuleVerifier(id, new LossAnalyzer(), FixOf(id)).OffersNoFix($"class C {{ {member} }}", Consumer.Options);

    [Theory]
    [InlineData("double F(double[] x) { var s = 0.0; foreach (var v in x) { s += Math.Pow(2, v); } return Math.Log(s); }")]
    [InlineData("double[] F(double[] x) { var s = x.Sum(v => Math.Pow(v, Math.E)); return x.Select(v => Math.Pow(v, Math.E) / s).ToArray(); }")]
    [InlineData("double[] F(double[] x) { var m = x.Max(); var s = x.Sum(v => Math.Pow(Math.E, v - m)); return x.Select(v => Math.Pow(Math.E, v - m) / s).ToArray(); }")]
    [InlineData("double F(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Pow(Math.E, -Math.Abs(x)));")]
    [InlineData("double F(double x) => 1 / (1 + Math.Pow(Math.E, -x));")]
    [InlineData("double F(double x) => Math.Pow(x, 2) / (1 + Math.Pow(x, 2));")]
    public Task Other_powers_and_stable_forms_are_silent(string member) => new RuleVerifier("LK1001", new LossAnalyzer()).Reports($"class C {{ {member} }}", Consumer.Options);

    private static CodeFixProvider FixOf(string id) => id switch
    {
        "LK1001" or "LK1003" => new MaximumShiftCodeFix(),
        "LK1005" => new LogSigmoidCodeFix(),
        "LK1006" => new SoftplusCodeFix(),
        _ => new SigmoidCodeFix(),
    };
}
