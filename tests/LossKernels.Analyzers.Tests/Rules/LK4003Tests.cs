using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK4003Tests
{
    private const string Before = """
        class C
        {
            double[] Softmax(double[] z)
            {
                var max = z.Max();
                var exps = [|z.Select(v => Math.Exp(v - max))|];
                var sum = exps.Sum();
                return exps.Select(e => e / sum).ToArray();
            }

            double[] Query(List<double> z)
            {
                var max = z.Max();
                IEnumerable<double> exps = [|from v in z select Math.Exp(v - max)|]; // e to the v
                return exps.Select(e => e / exps.Sum()).ToArray();
            }
        }
        """;

    private const string After = """
        class C
        {
            double[] Softmax(double[] z)
            {
                var max = z.Max();
                var exps = z.Select(v => Math.Exp(v - max)).ToArray();
                var sum = exps.Sum();
                return exps.Select(e => e / sum).ToArray();
            }

            double[] Query(List<double> z)
            {
                var max = z.Max();
                IEnumerable<double> exps = (from v in z select Math.Exp(v - max)).ToArray(); // e to the v
                return exps.Select(e => e / exps.Sum()).ToArray();
            }
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK4003", new LossAnalyzer(), new KeptQueryCodeFix());

    [Fact]
    public Task A_query_of_exponentials_that_is_run_again_is_reported() => s_rule.Reports(
        """
        class C
        {
            double[] MethodGroup(double[] z) { var m = z.Max(); var e = [|z.Select(v => v - m).Select(Math.Exp)|]; var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
            float[] Single(float[] z) { var m = z.Max(); var e = [|z.Select(v => MathF.Exp(v - m))|]; var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
            double[] Generic(double[] z) { var m = z.Max(); IEnumerable<double> e = [|z.Select(v => double.Exp(v - m))|]; var s = e.Sum(); return [.. e.Select(v => v / s)]; }
            IEnumerable<double> Lazy(double[] z) { var m = z.Max(); var e = [|z.Select(v => Math.Exp(v - m))|]; var s = e.Sum(); return e.Select(v => v / s); }
            double[] Helper(double[] z) { var m = z.Max(); var e = [|z.Select(v => Weight(v, m))|]; var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
            static double Weight(double v, double m) => Math.Exp(v - m);
            double[] OfHelper(double[] z) { var e = [|Weights(z)|]; var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
            static IEnumerable<double> Weights(double[] z) { var m = z.Max(); return z.Select(v => Math.Exp(v - m)); }
            double[] OfIterator(double[] z) { var e = [|Each(z)|]; var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
            static IEnumerable<double> Each(double[] z) { var m = z.Max(); foreach (var v in z) { yield return Math.Exp(v - m); } }
            double[] ByHelper(double[] z) { var m = z.Max(); var e = [|z.Select(v => Math.Exp(v - m))|]; return Over(e, e.Sum()); }
            static double[] Over(IEnumerable<double> values, double sum) { var r = new List<double>(); foreach (var v in values) { r.Add(v / sum); } return r.ToArray(); }
            double[] Loops(double[] z) { var m = z.Max(); var e = [|z.Select(v => Math.Exp(v - m))|]; var s = 0.0; foreach (var v in e) { s += v; } var p = new List<double>(); foreach (var v in e) { p.Add(v / s); } return p.ToArray(); }
            double[] EachTime(double[] z) { var m = z.Max(); var e = [|z.Select(v => Math.Exp(v - m))|]; var p = new double[z.Length]; for (int i = 0; i < p.Length; i++) { p[i] = Math.Exp(z[i] - m) / e.Sum(); } return p; }
            double[] Derived(double[] z) { var m = z.Max(); var e = [|z.Select(v => Math.Exp(v - m))|]; var half = e.Select(v => v / 2); return half.Select(v => v / half.Sum()).ToArray(); }
            double[] Named(double[] z) { var m = z.Max(); var e = [|Enumerable.Select(selector: v => Math.Exp(v - m), source: z)|]; var s = Enumerable.Sum(e); return Enumerable.ToArray(Enumerable.Select(e, v => v / s)); }
            double[][] Rows(double[][] z) => z.Select(row => { var m = row.Max(); var e = [|row.Select(v => Math.Exp(v - m))|]; var s = e.Sum(); return e.Select(v => v / s).ToArray(); }).ToArray();
            double[] ChangedBefore(List<double> z) { for (var i = 0; i < z.Count; i++) { z[i] *= i; } var m = z.Max(); var e = [|z.Select(v => Math.Exp(v - m))|]; var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
            double[] MaximumBefore(double[] z) { var m = z[0]; foreach (var v in z) { if (v > m) { m = v; } } var e = [|z.Select(v => Math.Exp(v - m))|]; var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
        }
        """.Replace("var half = e.Select(v => v / 2);", "var half = [|e.Select(v => v / 2)|];"), Consumer.Options);

    [Fact]
    public Task A_query_that_is_kept_or_run_once_or_has_no_exponential_is_silent() => s_rule.Reports(
        """
        class C
        {
            double _shift;
            double[] Kept(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)).ToArray(); var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
            double[] KeptInList(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)).ToList(); var s = e.Sum(); return e.Select(v => v / s).ToArray(); }
            double Once(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); return m + Math.Log(e.Sum()); }
            IEnumerable<double> Lazy(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); return e.Select(v => v / 2); }
            double[] NoExponential(double[] z) { var m = z.Max(); var d = z.Select(v => v - m); var s = d.Sum(); return d.Select(v => v / s).ToArray(); }
            double Shifted(double[] z) { var m = z.Max(); var d = z.Select(v => v - m); return d.Sum() + Math.Log(d.Sum(Math.Exp)); }
            double Either(double[] z, bool isMean) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); return isMean ? e.Average() : e.Sum(); }
            double Early(double[] z, bool isMean) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); if (isMean) { return e.Average(); } return e.Sum(); }
            double Cases(double[] z, int kind) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); return kind switch { 0 => e.Average(), 1 => e.Sum(), _ => e.Max() }; }
            double Sections(double[] z, int kind) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); switch (kind) { case 0: return e.Average(); case 1: return e.Sum(); default: return e.Max(); } }
            double Renewed(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); var s = e.Sum(); e = z.Select(v => v / s); return e.Sum(); }
            double Watched(double[] z) { var e = z.Select(v => Math.Exp(v)); var s = e.Sum(); z[0] = -s; return e.Sum(); }
            double Moved(double[] z) { var e = z.Select(v => Math.Exp(v - _shift)); var s = e.Sum(); _shift = Math.Log(s); return e.Sum(); }
            double Elements(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); return e.First() / e.ElementAt(1); }
            double Asked(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); return e.Any() ? e.Sum() : 0; }
            double PerRow(double[][] rows) { var t = 0.0; foreach (var z in rows) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); t += m + Math.Log(e.Sum()); } return t; }
            double Printed(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); Console.WriteLine(e); return e.Sum(); }
            double Handed(double[] z, Action<IEnumerable<double>> use) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); use(e); return e.Sum(); }
            double Found(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); foreach (var step in z) { if (step > 0) { return e.Sum(); } } return e.Average(); }
            double Array(double[] z) { var m = z.Max(); var e = System.Array.ConvertAll(z, v => Math.Exp(v - m)); var s = e.Sum(); return e.Select(v => v / s).First(); }
            double Delegate(double[] z) { Func<double, double> weight = v => Math.Exp(v); return z.Sum(weight) + z.Max(weight); }
            double ByFunction(double[] z) { var m = 0.0; void Move() { m++; } var e = z.Select(v => Math.Exp(v - m)); var s = e.Sum(); Move(); return s - e.Sum(); }
            double ByLambda(double[] z) { var m = 0.0; Action move = () => m = 1; var e = z.Select(v => Math.Exp(v - m)); var s = e.Sum(); move(); return s - e.Sum(); }
            double InLoop(double[] z) { var m = z.Max(); m++; var e = z.Select(v => Math.Exp(v - m)); var s = 0.0; for (var i = 0; i < 9; i++) { s -= e.Sum(); m++; } return s; }
            double Between(List<double> z) { z[0] = 1; var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)); var s = e.Sum(); z[0] = 2; return s - e.Sum(); }
            IEnumerable<double> _weights = [1.0];
            double Field() => _weights.Sum() / _weights.Max() * Math.Exp(-1);
            double Other(IEnumerable<double> e) => e.Sum() / e.Max() * Math.Exp(-1);
            double Temperature(double[] z, double t) { var d = z.Select(v => v / t); var m = d.Max(); return m + Math.Log(d.Sum(v => Math.Exp(v - m))); }
        }
        """, Consumer.Options);

    [Fact]
    public Task A_query_that_is_reversed_gets_no_fix() => s_rule.OffersNoFix(
        "class C { double F(double[] z) { var e = [|z.Select(v => Math.Exp(-v * v))|]; var s = e.Sum(); foreach (var v in e.Reverse()) { s -= v / 2; } return s; } }", Consumer.Options);

    [Fact]
    public Task The_fix_keeps_the_results() => s_rule.Fixes(Before, After, "Keep the results with ToArray()", Consumer.Options);

    [Fact]
    public void The_fix_agrees_with_the_original() => Agreement.Assert(Before, After, isBetter: false);
}
