using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK1008Tests
{
    /// <summary>A softmax with its maximum subtracted, and one that leaves some classes out.</summary>
    private const string Helpers = """
        static double[] Softmax(double[] z) { var m = z.Max(); var s = z.Sum(v => Math.Exp(v - m)); return z.Select(v => Math.Exp(v - m) / s).ToArray(); }
        static double[] Masked(double[] z, bool[] mask)
        {
            var m = z.Max();
            var s = 0.0;
            for (int i = 0; i < z.Length; i++) { s += mask[i] ? Math.Exp(z[i] - m) : 0; }
            var p = new double[z.Length];
            for (int i = 0; i < z.Length; i++) { p[i] = mask[i] ? Math.Exp(z[i] - m) / s : 0; }
            return p;
        }
        """;

    private const string Before = """
        class C
        {
            double Share(double[] w, int y) => -[|Math.Log(w[y] / w.Sum())|];
            double LossOfComplement(double p) => 2 - [|Math.Log(1 - p)|];
            float FloatLoss(float prob) { return -[|MathF.Log(prob)|]; }
            double LossInBits(double[] probs, int y) => -[|Math.Log(probs[y], 2)|];
            double LossOfFloats(float predicted) => [|Math.Log(predicted)|];
            T Loss<T>(T p) where T : System.Numerics.IFloatingPointIeee754<T> => -[|T.Log(p)|];
        }
        """;

    private const string After = """
        class C
        {
            double Share(double[] w, int y) => -Math.Log(Math.Max(w[y] / w.Sum(), 1e-15));
            double LossOfComplement(double p) => 2 - Math.Log(Math.Max(1 - p, 1e-15));
            float FloatLoss(float prob) { return -MathF.Log(MathF.Max(prob, 1e-7f)); }
            double LossInBits(double[] probs, int y) => -Math.Log(Math.Max(probs[y], 1e-15), 2);
            double LossOfFloats(float predicted) => Math.Log(Math.Max(predicted, 1e-15));
            T Loss<T>(T p) where T : System.Numerics.IFloatingPointIeee754<T> => -T.Log(T.Max(p, T.CreateChecked(1e-7)));
        }
        """;

    /// <summary>What the code shows to be probabilities, under names that say nothing.</summary>
    private static readonly string s_known = Classes("C",
    [
        "double F(double[] x) { var s = x.Sum(); var h = 0.0; foreach (var v in x) { var q = v / s; h -= q * [|Math.Log(q)|]; } return h; }",
        "double F(int[] n) { double s = 0; for (int i = 0; i < n.Length; i++) { s += n[i]; } double h = 0; for (int i = 0; i < n.Length; i++) { h -= n[i] / s * [|Math.Log(n[i] / s)|]; } return h; }",
        "double F(double[] x) { var s = x.Sum(); return -x.Select(v => v / s).Sum(q => q * [|Math.Log2(q)|]); }",
        "double F(List<double> x) { var s = 0.0; int i = 0; while (i < x.Count) { s += x[i]; i++; } return [|Math.Log(x[0] / s)|]; }",
        "double[] Shares(double[] x) { var s = x.Sum(); return x.Select(v => v / s).ToArray(); } double F(double[] x, int y) => -[|Math.Log(Shares(x)[y])|];",
        "double F(double[] z, int y) => -[|Math.Log(1 - Softmax(z)[y])|]; " + Helpers,
        "double F(double[] z, bool[] mask) { var q = Masked(z, mask); var h = 0.0; foreach (var v in q) { h -= v * [|Math.Log(v)|]; } return h; } " + Helpers,
        "T F<T>(T[] x, int y) where T : System.Numerics.IFloatingPointIeee754<T> { var s = T.Zero; foreach (var v in x) { s += v; } return [|T.Log(x[y] / s)|]; }",
    ]);

    /// <summary>What only names say, in what is named after a loss.</summary>
    private static readonly string s_named = Classes("Loss",
    [
        "double F(double p) => -[|Math.Log(p)|];",
        "double F(double[] probs, int y) => -[|Math.Log(probs[y])|];",
        "double F(double[][] yHat, int[] y) { var s = 0.0; for (int b = 0; b < y.Length; b++) { s -= [|Math.Log(yHat[b][y[b]])|]; } return s / y.Length; }",
        "double F(double[] predicted, double[] t) { var s = 0.0; for (int i = 0; i < t.Length; i++) { s -= t[i] * [|Math.Log(predicted[i])|] + (1 - t[i]) * [|Math.Log(1 - predicted[i])|]; } return s / t.Length; }",
        "double F(IEnumerable<double> probabilities) => -probabilities.Average(p => [|Math.Log(p)|]);",
        "class N { public float Prob; } float F(N n) => -[|MathF.Log(n.Prob)|];",
        "double F(double p) => -[|Math.Log(Math.Min(p, 0.999))|];",
        "double F(IEnumerable<int> counts, int total) => -counts.Select(c => (double)c / total).Select(p => p * [|Math.Log(p, 2)|]).Sum();",
        "double F(byte[] data) { var counts = new int[256]; foreach (var b in data) { counts[b]++; } var h = 0.0; for (int i = 0; i < 256; i++) { var p = counts[i] / (double)data.Length; h -= p * [|Math.Log(p)|]; } return h; }",
        "double F(double predict) => -[|Math.Log(predict)|];",
        "double F(float[] predictedVector, int y) => -[|Math.Log(predictedVector[y])|];",
    ])
        + "class C { double CrossEntropy(double[] p, int y) => -[|Math.Log(p[y])|]; double NegativeLogLikelihood(List<double> preds, int y) => -[|Math.Log(preds[y])|]; }"
        + "class D { double Yes, Entropy; void SetEntropy(int yes, List<int> all) { Yes = Convert.ToDouble(yes) / all.Count; Entropy = -Yes * [|Math.Log(Yes, 2)|]; } }"
        + "class E { double Entropy(int hits, int n) { var share = hits / (double)n; return -(share * [|Math.Log(share)|]); } }";

    private static readonly RuleVerifier s_rule = new("LK1008", new LossAnalyzer(), new ProbabilityFloorCodeFix());

    [Fact]
    public Task What_is_known_to_be_a_probability_is_a_warning() => ReportsAs(s_known, DiagnosticSeverity.Warning);

    [Fact]
    public Task What_is_named_a_probability_in_a_loss_is_a_suggestion() => ReportsAs(s_named, DiagnosticSeverity.Info);

    [Fact]
    public Task Guarded_bounded_and_other_logarithms_are_silent() => s_rule.Reports(
        Classes("Loss",
        [
            "double F(double[] x) { var s = x.Sum(); var h = 0.0; foreach (var v in x) { var q = v / s; if (q > 0) { h -= q * Math.Log(q); } } return h; }",
            "double F(double[] x) { var s = x.Sum(); var h = 0.0; foreach (var v in x) { if (v == 0) continue; h -= v / s * Math.Log(v / s); } return h; }",
            "double F(double[] x) { var s = x.Sum(); return -x.Where(v => v > 0).Sum(v => v / s * Math.Log(v / s)); }",
            "double F(double[] x, int y) => Math.Log(Math.Max(x[y] / x.Sum(), 1e-12));",
            "double F(double[] x, int y) => Math.Log(x[y] / x.Sum() + 1e-12);",
            "double F(double[] x, int y) { var s = x.Sum(v => v + 1); return Math.Log((x[y] + 1) / s); }",
            "double F(double[] x, int y) { var s = x.Sum(Math.Abs); return Math.Log(s / x[y]); }",
            "double F(double[] x, double[] w, int y) => Math.Log(x[y] / w.Sum());",
            "double F(double[] x, int n) => Math.Log(x[0] / n);",
            "double F(double[] z, bool[] mask) { var h = 0.0; foreach (var v in Masked(z, mask)) { if (v > 0) { h -= v * Math.Log(v); } } return h; } " + Helpers,
            "double F(double[] z, int y) { var q = 1 - Softmax(z)[y]; return q <= 0 ? 40 : -Math.Log(q); } " + Helpers,
            "double F(double[] z, int y) => -Math.Log(Math.Max(1 - Softmax(z)[y], 1e-15)); " + Helpers,
            "double F(Dictionary<char, int> counts, int n) { var h = 0.0; foreach (var pair in counts) { var p = pair.Value / (double)n; h -= p * Math.Log(p); } return h; }",
            "double F(Dictionary<char, int> counts, int n) { var h = 0.0; foreach (var c in counts.Values) { var p = c / (double)n; h -= p * Math.Log(p); } return h; }",
            "double F(int[] counts, int n) { var h = 0.0; foreach (var c in counts) { if (c == 0) continue; var p = c / (double)n; h -= p * Math.Log(p); } return h; }",
            "double F(int[] counts, int n) { var h = 0.0; foreach (var c in counts) { var p = (c + 1.0) / (n + counts.Length); h -= p * Math.Log(p); } return h; }",
            "double F(double p) => p > 0 ? -Math.Log(p) : 745;",
            "double F(double p) => p == 0 ? 0 : p * Math.Log(p);",
            "double F(double p) { p = Math.Clamp(p, 1e-12, 1 - 1e-12); return -Math.Log(p) - Math.Log(1 - p); }",
            "double F(double p) { if (p < 1e-12) { p = 1e-12; } return -Math.Log(p); }",
            "double F(double p) => -Math.Log(p + 1e-12);",
            "double F(double p) => -Math.Log(1 - p + 1e-12);",
            "double F(double p) => p < 1 ? -Math.Log(1 - p) : 40;",
            "double F(double p) { if (p is <= 0 or > 1) { throw new ArgumentOutOfRangeException(nameof(p)); } return -Math.Log(p); }",
            "double F(double p) { ArgumentOutOfRangeException.ThrowIfNegativeOrZero(p); return -Math.Log(p); }",
            "double F(double p) { System.Diagnostics.Debug.Assert(p > 0); return -Math.Log(p); }",
            "double F(double[] probs) { var h = 0.0; foreach (var p in probs) { if (p <= 0) continue; h -= p * Math.Log(p); } return h; }",
            "double F(double[] probs) => -probs.Where(p => p != 0).Sum(p => p * Math.Log(p));",
            "double F(double p) => Math.Max(Math.Log(p), -100);",
            "double F(double[] p, int y) { p[y] = 0.25; return Math.Log(p[y]); }",
            "double F(double x) => Math.Log(x);",
            "double F(double[] logits) => Math.Log(logits[0]);",
            "double F(double price) => Math.Log(price);",
            "double F(double p) { if (p == 0) { return 0; } return -p * Math.Log(p); }",
            "double F(double[] probs, int y) { var p = probs[y]; if (p < 1e-9) { p = 1e-9; } return -Math.Log(p); }",
            "double F(double[] predicted, double[] t) { var s = 0.0; for (int i = 0; i < t.Length; i++) { var q = Math.Clamp(predicted[i], 1e-12, 1 - 1e-12); s -= t[i] * Math.Log(q) + (1 - t[i]) * Math.Log(1 - q); } return s; }",
            "float F(float prob) => -MathF.Log(MathF.Max(prob, 1e-7f));",
            "double F(double p, double q) => p * Math.Log(p / q + 1);",
            "double F(double p) { var e = Math.Exp(p); return Math.Log(e); }",
            "double F(double logit) => -Math.Log(1 + Math.Exp(-Math.Abs(logit)));",
        ])
        + "class D { double Entropy(int yes, int n) => yes == 0 ? 0 : -(yes / (double)n * Math.Log(yes / (double)n)); double EntropyOfGas(double volume, double before) => 8.314 * Math.Log(volume / before); }"
        + "class E { double LossOf(double predictor) => Math.Log(predictor); double CrossEntropy(double predictedTemperature) => Math.Log(predictedTemperature); }"
        + "class F { double Entropy(int yes, int n) { var share = Convert.ToDouble(yes + 1) / (n + 2); return -(share * Math.Log(share)); } float Entropy(int[] n, int i, float all) => n[i] > 0 ? n[i] / all * MathF.Log(n[i] / all) : 0; }"
        + "class C { double Price(double p) => Math.Log(p); double Step(double[] p) => Math.Log(p[0]) - Math.Log(1 - p[1]); }",
        Consumer.Options);

    [Fact]
    public Task Rules_that_know_more_speak_first() => s_rule.Reports(
        Classes("Loss",
        [
            "double F(double[] z, int y) { var p = Softmax(z); return -{|LK1004:Math.Log(p[y])|}; } " + Helpers,
            "double F(double x) { var p = 1 / (1 + Math.Exp(-x)); return -{|LK1005:Math.Log(p)|}; }",
            "double F(double x) { var p = 1 / (1 + Math.Exp(-x)); return -{|LK1005:Math.Log(1 - p)|}; }",
            "double F(double p) => -Math.Log(1 - Math.Min(p, {|LK1009:1 - 1e-17|}));",
            "float F(float p) { p = MathF.Min(p, {|LK1009:1f - 1e-9f|}); return -MathF.Log(1f - p); }",
        ]),
        Consumer.Options);

    [Fact]
    public Task It_is_bounded_by_an_epsilon() => s_rule.Fixes(Before, After, "Write Log(Max(p, epsilon))", Consumer.Options);

    [Fact]
    public void The_fix_agrees_where_the_bound_is_not_reached() => Agreement.Assert(Before, After, (_, losses) => losses.Any(loss => Math.Abs(loss) > 16));

    [Fact]
    public Task No_fix_is_offered_where_there_is_no_maximum_of_the_type() => s_rule.OffersNoFix(
        Classes("Loss",
        [
            "Half F(Half p) => -[|Half.Log(p)|];",
            "T F<T>(T p) where T : System.Numerics.ILogarithmicFunctions<T> => -[|T.Log(p)|];",
            "double[] F(double[] p) => Array.ConvertAll(p.Select(v => v / p.Sum()).ToArray(), [|Math.Log|]);",
        ]),
        Consumer.Options);

    [Fact]
    public Task A_method_of_the_settings_returns_probabilities() => s_rule.Reports(
        """
        static class Mine
        {
            public static double Of(double x) => x;
            public static void To(ReadOnlySpan<double> z, Span<double> p) => z.CopyTo(p);
            public static double Other(double x) => x;
        }
        class C
        {
            double Returned(double x) => -[|Math.Log(Mine.Of(x))|] - [|Math.Log(1 - Mine.Of(x))|];
            double Written(double[] z, int y) { var q = new double[z.Length]; Mine.To(z, q); return -[|Math.Log(q[y])|]; }
            double Guarded(double x) { var q = Mine.Of(x); return q > 0 ? -Math.Log(q) : 745; }
            double Other(double x) => -Math.Log(Mine.Other(x));
        }
        """,
        Consumer.Options with { EditorConfig = "[*.cs]\nlosskernels.additional_probability_methods = Mine.Of, Mine.To\n" });

    private static async Task ReportsAs(string markup, DiagnosticSeverity severity)
    {
        await s_rule.Reports(markup, Consumer.Options);
        var reported = await s_rule.DiagnosticsOf(Markup.Parse(markup, "").Source, Consumer.Options);
        Assert.All(reported, diagnostic => Assert.Equal(severity, diagnostic.Severity));
    }

    private static string Classes(string name, IEnumerable<string> members) => string.Concat(members.Select((member, i) => $"class {name}{i} {{ {member} }}\n"));
}
