using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK1004Tests
{
    /// <summary>A softmax with its maximum subtracted, as a helper of the type.</summary>
    private const string Helper = """
        private static double[] Softmax(double[] z)
            {
                var max = z.Max();
                var e = z.Select(v => Math.Exp(v - max)).ToArray();
                var sum = e.Sum();
                return e.Select(v => v / sum).ToArray();
            }
        """;

    private const string Before = $$"""
        class C
        {
            double Local(double[] z, int y)
            {
                var max = z.Max();
                var sum = 0.0;
                for (var i = 0; i < z.Length; i++)
                {
                    sum += Math.Exp(z[i] - max);
                }

                var p = new double[z.Length];
                for (var i = 0; i < z.Length; i++)
                {
                    p[i] = Math.Exp(z[i] - max) / sum;
                }

                return -[|Math.Log(p[y])|];
            }

            float Loop(float[] z, float[] t)
            {
                var max = z.Max();
                var sum = z.Sum(v => MathF.Exp((v - max) / 2));
                var loss = 0f;
                for (int k = 0; k < z.Length; k++)
                {
                    loss -= t[k] * [|MathF.Log(MathF.Exp((z[k] - max) / 2) / sum)|];
                }

                return loss;
            }

            double[] Query(double[] z)
            {
                var max = z.Max();
                var sum = z.Sum(v => Math.Exp(v - max));
                return z.Select(v => [|Math.Log(Math.Exp(v - max) / sum)|]).ToArray();
            }

            double OfHelper(double[] z, int y) => -[|Math.Log(Softmax(z)[y])|];

            double OverClasses(double[] z, double[] t)
            {
                var p = Softmax(z);
                var loss = 0.0;
                for (var k = 0; k < p.Length; k++)
                {
                    loss -= t[k] * [|Math.Log(p[k])|];
                }

                return loss;
            }

            double OverRows(double[][] z, int y)
            {
                var loss = 0.0;
                for (var b = 0; b < z.Length; b++)
                {
                    var p = Softmax(z[b]);
                    loss -= [|Math.Log(p[y])|];
                }

                return loss / z.Length;
            }

            {{Helper}}
        }
        """;

    private const string After = $$"""
        class C
        {
            double Local(double[] z, int y)
            {
                var max = z.Max();
                var sum = 0.0;
                for (var i = 0; i < z.Length; i++)
                {
                    sum += Math.Exp(z[i] - max);
                }

                var p = new double[z.Length];
                for (var i = 0; i < z.Length; i++)
                {
                    p[i] = Math.Exp(z[i] - max) / sum;
                }

                return -(z[y] - max - Math.Log(sum));
            }

            float Loop(float[] z, float[] t)
            {
                var max = z.Max();
                var sum = z.Sum(v => MathF.Exp((v - max) / 2));
                var loss = 0f;
                for (int k = 0; k < z.Length; k++)
                {
                    loss -= t[k] * ((z[k] - max) * 0.5f - MathF.Log(sum));
                }

                return loss;
            }

            double[] Query(double[] z)
            {
                var max = z.Max();
                var sum = z.Sum(v => Math.Exp(v - max));
                return z.Select(v => v - max - Math.Log(sum)).ToArray();
            }

            double OfHelper(double[] z, int y)
            {
                var max = z.Max();
                var sum = z.Sum(v => Math.Exp(v - max));
                return -(z[y] - max - Math.Log(sum));
            }

            double OverClasses(double[] z, double[] t)
            {
                var p = Softmax(z);
                var loss = 0.0;
                var max = z.Max();
                var sum = z.Sum(v => Math.Exp(v - max));
                for (var k = 0; k < p.Length; k++)
                {
                    loss -= t[k] * (z[k] - max - Math.Log(sum));
                }

                return loss;
            }

            double OverRows(double[][] z, int y)
            {
                var loss = 0.0;
                for (var b = 0; b < z.Length; b++)
                {
                    var p = Softmax(z[b]);
                    var max = z[b].Max();
                    var sum = z[b].Sum(v => Math.Exp(v - max));
                    loss -= z[b][y] - max - Math.Log(sum);
                }

                return loss / z.Length;
            }

            {{Helper}}
        }
        """;

    /// <summary>As much of TorchSharp and TensorFlow.NET as the tests call.</summary>
    private const string Tensors = """
        namespace TorchSharp
        {
            public static class torch
            {
                public class Tensor
                {
                    public Tensor softmax(long dim) => this;
                    public Tensor log_softmax(long dim) => this;
                    public Tensor log() => this;
                    public Tensor sum() => this;
                    public Tensor clamp(double min, double max) => this;
                    public static Tensor operator +(Tensor left, double right) => left;
                    public static Tensor operator *(Tensor left, Tensor right) => left;
                    public static Tensor operator -(Tensor tensor) => tensor;
                }

                public static Tensor log(Tensor input) => input;
                public static class nn
                {
                    public static class functional
                    {
                        public static Tensor softmax(Tensor input, long dim) => input;
                        public static Tensor log_softmax(Tensor input, long dim) => input;
                    }
                }
            }
        }
        namespace Tensorflow
        {
            public class Tensor { }
            public class nn_api
            {
                public Tensor softmax(Tensor logits, int axis = -1) => logits;
                public Tensor log_softmax(Tensor logits, int axis = -1) => logits;
                public Tensor relu(Tensor x) => x;
            }
            public class tensorflow { public nn_api nn = new(); public Tensor log(Tensor x) => x; }
            public static class Binding { public static readonly tensorflow tf = new(); }
        }
        """;

    private const string TensorsBefore = """
        using TorchSharp;
        using static TorchSharp.torch;
        using static Tensorflow.Binding;
        class C
        {
            Tensor Method(Tensor x) => [|x.softmax(1).log()|];
            Tensor Function(Tensor x, Tensor y) => -(y * [|torch.log(nn.functional.softmax(x, dim: 1))|]).sum();
            Tensor Local(Tensor x) { var p = nn.functional.softmax(x, 1); return [|p.log()|]; }
            Tensorflow.Tensor Flow(Tensorflow.Tensor x) => [|tf.log(tf.nn.softmax(tf.nn.relu(x)))|];
            Tensor Right(Tensor x) => x.log_softmax(1);
            Tensor Other(Tensor x) => x.log();
        }
        """;

    private const string TensorsAfter = """
        using TorchSharp;
        using static TorchSharp.torch;
        using static Tensorflow.Binding;
        class C
        {
            Tensor Method(Tensor x) => x.log_softmax(1);
            Tensor Function(Tensor x, Tensor y) => -(y * nn.functional.log_softmax(x, dim: 1)).sum();
            Tensor Local(Tensor x) { var p = nn.functional.softmax(x, 1); return nn.functional.log_softmax(x, 1); }
            Tensorflow.Tensor Flow(Tensorflow.Tensor x) => tf.nn.log_softmax(tf.nn.relu(x));
            Tensor Right(Tensor x) => x.log_softmax(1);
            Tensor Other(Tensor x) => x.log();
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK1004", new LossAnalyzer(), new LogSoftmaxCodeFix());

    /// <summary>All in one compilation, each in a class of its own.</summary>
    [Fact]
    public Task The_logarithm_of_a_softmax_is_reported() => s_rule.Reports(Classes(
    [
        "double F(double[] z, int y) { var p = Softmax(z); return -[|Math.Log(p[y])|]; } " + Helper,
        "double F(double[] z, int[] ys) { var p = Softmax(z); var s = 0.0; foreach (var y in ys) { s -= [|Math.Log(p[y])|]; } return s / ys.Length; } " + Helper,
        "double F(double[] z) { var s = 0.0; foreach (var p in Softmax(z)) { s -= p * [|Math.Log(p)|]; } return s; } " + Helper,
        "double F(double[] z, double[] t) => -Softmax(z).Zip(t, (p, q) => q * [|Math.Log(p)|]).Sum(); " + Helper,
        "double[] F(double[] z) => Array.ConvertAll(Softmax(z), [|Math.Log|]); " + Helper,
        "double F(double[] z) { double h = 0; int i = 0; var p = Softmax(z); while (i < p.Length) { h -= p[i] * [|Math.Log2(p[i])|]; i++; } return h; } " + Helper,
        "float F(float[] z, int y) { S(z); return -[|MathF.Log(z[y])|]; } static void S(Span<float> z) { if (z.Length == 0) { return; } var m = float.MinValue; foreach (var v in z) { m = MathF.Max(m, v); } var s = 0f; for (int i = 0; i < z.Length; i++) { z[i] = MathF.Exp(z[i] - m); s += z[i]; } for (int i = 0; i < z.Length; i++) { z[i] /= s; } }",
        "T F<T>(T[] z, int y) where T : System.Numerics.IFloatingPointIeee754<T> { var m = z[0]; foreach (var v in z) { m = T.Max(m, v); } var s = T.Zero; foreach (var v in z) { s += T.Exp(v - m); } return -[|T.Log(T.Exp(z[y] - m) / s)|]; }",
        "double F(double[] z, int y) { var s = 0.0; foreach (var v in z) { s += {|LK1001:Math.Exp(v)|}; } return -[|Math.Log(Math.Exp(z[y]) / s)|]; }",
        "float F(float[] z, float[] p, int y) { {|LK1002:System.Numerics.Tensors.TensorPrimitives.SoftMax(z, p)|}; return -[|MathF.Log(p[y])|]; }",
        "void F(float[] z, float[] p, float m) { System.Numerics.Tensors.TensorPrimitives.Subtract(z, m, p); System.Numerics.Tensors.TensorPrimitives.SoftMax(p, p); [|System.Numerics.Tensors.TensorPrimitives.Log(p, p)|]; }",
        "[Softmax(3)] public static partial void S(ReadOnlySpan<float> logits, Span<float> probabilities); float F(float[] z, int y) { var p = new float[3]; S(probabilities: p, logits: z); return -[|MathF.Log(p[y])|]; }",
        "[CrossEntropy(3)] public static partial double L(ReadOnlySpan<double> logits, int label, Span<double> probabilities); double F(double[] z) { Span<double> p = stackalloc double[3]; L(z, 1, p); var h = 0.0; foreach (var v in p) { h -= v * [|Math.Log(v)|]; } return h; }",
        "double F(double[] z, int y) => -[|Math.Log(S(z)[y])|]; static double[] S(double[] z) { double[] e = [.. z.Select(v => Math.Exp(v - z.Max()))]; return [.. e.Select(v => v / e.Sum())]; }",
        "double F(double[] z, int y) { var p = z.Length > 9 ? S(z) : Softmax(z); return -[|Math.Log(p[y])|]; } static double[] S(double[] z) { var m = z.Max(); var s = z.Sum(v => Math.Exp((v - m) / 2)); return z.Select(v => Math.Exp((v - m) / 2) / s).ToArray(); } " + Helper,
        "double F(double[] z, int y) { S(z, out var p); return -[|Math.Log(p[y])|]; } static void S(double[] z, out double[] p) { var m = z.Max(); var s = z.Sum(v => Math.Exp(v - m)); p = z.Select(v => Math.Exp(v - m) / s).ToArray(); }",
        "double F(double[] z, bool on, int y) { var p = Softmax(z); if (on) { return -[|Math.Log(p[y])|]; } return p[y]; } " + Helper,
    ]), Consumer.Options);

    [Fact]
    public Task Guarded_bounded_and_other_logarithms_are_silent() => s_rule.Reports(Classes(
    [
        "double F(double[] z, int y) { var m = z.Max(); return -(z[y] - m - Math.Log(z.Sum(v => Math.Exp(v - m)))); }",
        "double F(double[] z, int y) { var m = z.Max(); var s = 0.0; foreach (var v in z) { s += Math.Exp(v - m); } return m + Math.Log(s) - z[y]; }",
        "double F(double[] z) { var s = 0.0; foreach (var p in Softmax(z)) { if (p > 0) { s -= p * Math.Log(p); } } return s; } " + Helper,
        "double F(double[] z) => -Softmax(z).Sum(p => p > 0 ? p * Math.Log(p) : 0); " + Helper,
        "double F(double[] z) => -Softmax(z).Sum(p => p == 0 ? 0 : p * Math.Log(p)); " + Helper,
        "double F(double[] z) => -Softmax(z).Where(p => p > 0).Sum(p => p * Math.Log(p)); " + Helper,
        "double F(double[] z) { var h = 0.0; foreach (var p in Softmax(z)) { if (p <= 1e-300) continue; h -= p * Math.Log(p); } return h; } " + Helper,
        "double F(double[] z, int y) { var p = Softmax(z)[y]; if (p == 0) { throw new ArithmeticException(); } return -Math.Log(p); } " + Helper,
        "double F(double[] z, int y) { var p = Softmax(z); p[y] = 0.5; return -Math.Log(p[y]); } " + Helper,
        "double F(double[] z, int y) { var p = Softmax(z); Change(p); return -Math.Log(p[y]); } extern static void Change(double[] p); " + Helper,
        "double F(double[] z, int y) { var c = z.Select(v => Math.Clamp(v, -30, 30)).ToArray(); var m = c.Max(); var s = c.Sum(v => Math.Exp(v - m)); return -Math.Log(Math.Exp(c[y] - m) / s); }",
        "double F(double[] z, int y) { double[] p = [.. Softmax(z), 1]; return Math.Log(p[^1]) + y; } " + Helper,
        "double F(double[] z, double[] q, bool on, int y) { var p = on ? q : Softmax(z); return Math.Log(p[y]); } " + Helper,
        "double F(double[] z, bool on, int y) { var p = on ? z : Softmax(z); for (int i = 0; i < p.Length; i++) { p[i] = 0.5; } return Math.Log(p[y]); } " + Helper,
        "double F(double[] z, double x) { var p = Softmax(z); return p[0] * Math.Log(x); } " + Helper,
        "double F(double[] z) => Math.Log(Softmax(z).Length); " + Helper,
        "double F(double[] z, int y) => Math.Sqrt(Softmax(z)[y]); " + Helper,
        "double F(double[] z, double[] q, int y) => Math.Log(q[y]) - Softmax(z)[y]; " + Helper,
        "double F(Func<double[], double[]> softmax, double[] z) => Math.Log(softmax(z)[0]);",
        "double F(double[] p) { var s = p.Sum(); return Math.Log(s); }",
        "double F(double a, double b, double v) { var w = Math.Exp(-a * a / v) / (Math.Exp(-b * b / v) + 2); return Math.Log(w); }",
        "double F(double[] z, int y) { var p = Softmax(z); var loss = 1.0; loss *= p[y]; return loss; } " + Helper,
        "[Softmax(3)] public static partial void S(ReadOnlySpan<float> logits, Span<float> probabilities); float F(float[] z, int y) { var p = new float[3]; S(z, p); return p[y] > 0 ? MathF.Log(p[y]) : -104; }",
        "[LogSoftmax(3)] public static partial void S(ReadOnlySpan<float> logits, Span<float> logProbabilities); float F(float[] z, int y) { var p = new float[3]; S(z, p); return p[y]; }",
        "[Softmax(3)] public static partial void S(ReadOnlySpan<float> logits, Span<float> probabilities); float F(float[] z, float[] q) { var p = new float[3]; S(z, p); return MathF.Log(q[0]); }",
        "[Predict(3)] public static partial int P(ReadOnlySpan<float> logits, out float probability); float F(float[] z) { P(z, out var p); return MathF.Log(p); }",
        "double F(double[] z) { double s = 0; foreach (var v in z) { s += v; } return {|LK1008:Math.Log(z[0] / s)|}; }",
        "double F(double[] a, double[] b) { double s = b.Sum(v => Math.Exp(v - b.Max())); return Math.Log(Math.Exp(a[0]) / s); }",
        "double F(double[] z, int y) { var m = z.Max(); var s = 0.0; int i = 0; while (i < z.Length) { s += Math.Exp(z[i] - m); i++; } return m + Math.Log(s) - z[y]; }",
        "double[] F(double[] z) { var m = z.Max(); var l = m + Math.Log(z.Sum(v => Math.Exp(v - m))); return z.Select(v => v - l).ToArray(); }",
        "double F(double[] z, double[] t) { var m = z.Max(); var l = m + Math.Log(z.Select(v => Math.Exp(v - m)).Sum()); return z.Zip(t, (v, w) => w * (l - v)).Sum(); }",
        "double F(double[] z) { var m = z.Max(); var s = z.Sum(v => Math.Exp(v - m)); var h = 0.0; foreach (var v in z) { var p = Math.Exp(v - m) / s; h -= p * (v - m - Math.Log(s)); } return h; }",
        "double F(double[] a, double[] b, int y) { var m = a.Max(); var s = a.Sum(v => Math.Exp(v - m)); return Math.Log(b[y]) * Math.Exp(a[y] - m) / s; }",
        "double F(double[] z, int y) { var m = z.Max(); var s = z.Sum(v => Math.Exp(v - m)); var p = Math.Exp(z[y] - m) / s; return p > 1e-30 ? -Math.Log(p) : 69; }",
    ]), Consumer.Options);

    /// <summary>Floors of every kind.</summary>
    [Fact]
    public async Task A_floored_one_is_a_suggestion_without_a_fix()
    {
        var source = Classes(
        [
            "double F(double[] z, int y) => -[|Math.Log(Softmax(z)[y] + 1e-12)|]; " + Helper,
            "double F(double[] z, int y) => -[|Math.Log(Math.Max(Softmax(z)[y], 1e-15))|]; " + Helper,
            "double F(double[] z, int y) { var p = Math.Clamp(Softmax(z)[y], 1e-15, 1 - 1e-15); return -[|Math.Log(p)|]; } " + Helper,
            "double F(double[] z, int y) => -Math.Max([|Math.Log(Softmax(z)[y])|], -100); " + Helper,
            "double F(double[] z, int y) => Math.Min(-[|Math.Log(Softmax(z)[y])|], 100); " + Helper,
            "TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => [|(x.softmax(1) + 1e-9).log()|];",
            "TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => [|TorchSharp.torch.log(x.softmax(1).clamp(1e-9, 1))|];",
        ]) + Tensors;
        await s_rule.OffersNoFix(source, Consumer.Options);
        Assert.All(
            await s_rule.DiagnosticsOf(Markup.Parse(source, "").Source, Consumer.Options),
            diagnostic => Assert.Equal(("LK1004", DiagnosticSeverity.Info), (diagnostic.Id, diagnostic.Severity)));
    }

    [Fact]
    public Task It_is_computed_from_the_exponent_and_the_sum() => s_rule.Fixes(Before, After, "Write the log-softmax", Consumer.Options);

    [Fact]
    public void The_fix_agrees_where_the_original_is_finite() => Agreement.Assert(Before, After, (_, loss) => loss.Any(IsLost));

    [Fact]
    public Task The_log_softmax_of_tensor_libraries_is_called()
        => s_rule.Fixes([TensorsBefore, Tensors], [TensorsAfter, Tensors], "Write the log-softmax", Consumer.Options);

    [Fact]
    public Task No_fix_is_offered_that_would_change_more() => s_rule.OffersNoFix(
        Classes(
        [
            "double InPlace(double[] z, int y) { var m = z.Max(); var s = 0.0; for (int i = 0; i < z.Length; i++) { z[i] = Math.Exp(z[i] - m); s += z[i]; } for (int i = 0; i < z.Length; i++) { z[i] /= s; } return -[|Math.Log(z[y])|]; }",
            "double OtherSum(double[] z, int y) { var m = z.Max(); var s = z.Sum(v => Math.Exp(v - m)); var p = Math.Exp(z[y] - m) / s; s = 1; return -[|Math.Log(p)|] * s; }",
            "double OtherBase(double[] z, int y) { var m = z.Max(); var s = z.Sum(v => Math.Exp(v - m)); return -[|Math.Log2(Math.Exp(z[y] - m) / s)|]; }",
            "double NoPosition(double[] z) { var h = 0.0; foreach (var p in Softmax(z)) { h -= p * [|Math.Log(p)|]; } return h; } " + Helper,
            "double Unshifted(double[] z, int y) { var s = z.Sum(v => {|LK1001:Math.Exp(v)|}); return -[|Math.Log(Math.Exp(z[y]) / s)|]; }",
            "double Part(double[] z, int y) { var p = S(z, 3); return -[|Math.Log(p[y])|]; } static double[] S(double[] z, int n) { var p = new double[n]; var m = z[0]; for (int i = 1; i < n; i++) { m = Math.Max(m, z[i]); } var s = 0.0; for (int i = 0; i < n; i++) { s += Math.Exp(z[i] - m); } for (int i = 0; i < n; i++) { p[i] = Math.Exp(z[i] - m) / s; } return p; }",
            "[Softmax(3)] public static partial void S(ReadOnlySpan<float> logits, Span<float> probabilities); float Kernel(float[] z, int y) { var p = new float[3]; S(z, p); return -[|MathF.Log(p[y])|]; }",
            "TorchSharp.torch.Tensor Changed(TorchSharp.torch.Tensor x) { var p = x.softmax(1); x = p; return [|p.log()|]; }",
        ]) + Tensors,
        Consumer.Options);

    [Fact]
    public Task A_method_of_the_settings_returns_a_softmax() => s_rule.Reports(
        """
        static class Mine
        {
            public static double[] Of(double[] z) => z;
            public static void To(ReadOnlySpan<double> z, Span<double> p) => z.CopyTo(p);
            public static double[] Other(double[] z) => z;
        }
        class C
        {
            double Returned(double[] z, int y) => -[|Math.Log(Mine.Of(z)[y])|];
            double Written(double[] z, int y) { var p = new double[z.Length]; Mine.To(z, p); return -[|Math.Log(p[y])|]; }
            double Guarded(double[] z, int y) => Mine.Of(z)[y] is > 0 and var p ? -Math.Log(p) : 745;
            double Other(double[] z, int y) => -Math.Log(Mine.Other(z)[y]);
        }
        """,
        Consumer.Options with { EditorConfig = "[*.cs]\nlosskernels.additional_softmax_methods = Mine.Of, Mine.To\n" });

    /// <summary>The original has no digits left where a probability is below the least normal number, and 0 times its logarithm is NaN.</summary>
    private static bool IsLost(double loss) => Math.Abs(loss) > 80;

    private static string Classes(IEnumerable<string> members) => string.Concat(members.Select((member, i) => $"partial class C{i} {{ {member} }}\n"));
}
