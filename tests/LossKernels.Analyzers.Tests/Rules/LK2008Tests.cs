using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK2008Tests
{
    private static readonly RuleVerifier s_rule = new("LK2008", new LossAnalyzer());

    [Fact]
    public Task A_softmax_gradient_of_each_output_for_itself_is_reported() => s_rule.Reports(
        """
        class Layer
        {
            private double[] _output = [];

            public double[] Forward(double[] z)
            {
                var max = z.Max();
                var e = z.Select(v => Math.Exp(v - max)).ToArray();
                var scale = 1 / e.Sum();
                _output = e.Select(v => v * scale).ToArray();
                return _output;
            }

            public double[] Backward(double[] upstream)
            {
                var g = new double[upstream.Length];
                for (int i = 0; i < g.Length; i++) { g[i] = [|upstream[i] * (_output[i] * (1 - _output[i]))|]; }
                return g;
            }

            public double[] Query(double[] upstream) => _output.Zip(upstream, (p, g) => [|g * p * (1 - p)|]).ToArray();

            public void Squared(double[] t, double[] g) { var i = 0; while (i < g.Length) { g[i] = [|(_output[i] - t[i]) * Prime(_output[i])|]; i++; } }

            private static double Prime(double p) => p * (1 - p);
        }

        class Written
        {
            private readonly float[] _p = new float[10];

            public void Run(float[] z)
            {
                var max = float.MinValue;
                foreach (var v in z) { max = MathF.Max(max, v); }
                var sum = 0f;
                for (int i = 0; i < z.Length; i++) { _p[i] = MathF.Exp(z[i] - max); sum += _p[i]; }
                for (int i = 0; i < z.Length; i++) { _p[i] /= sum; }
            }

            public void Gradient(float[] g) { for (int i = 0; i < g.Length; i++) { [|g[i] *= _p[i] * (1f - _p[i])|]; } }
        }

        static class Softmax
        {
            public static double[] Apply(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)).ToArray(); var s = e.Sum(); for (int i = 0; i < e.Length; i++) { e[i] /= s; } return e; }
            public static double[] Derivative(double[] z) { var p = Apply(z); return p.Select(x => [|x - x * x|]).ToArray(); }
            public static double DerivativeAt(double[] z, int i) { var m = z.Max(); var s = 0.0; foreach (var v in z) { s += Math.Exp(v - m); } var e = Math.Exp(z[i] - m); return [|(e * (s - e)) / (s * s)|]; }
            public static double[] Backward(double[] z, double[] g) { var p = Apply(z); for (int i = 0; i < p.Length; i++) { p[i] = [|(1.0 - p[i]) * g[i] * p[i]|]; } return p; }
        }
        """,
        Consumer.Options);

    [Fact]
    public Task Whole_gradients_and_other_products_are_silent() => s_rule.Reports(
        """
        class Layer
        {
            private double[] _output = [];
            private readonly double[] _gates = new double[4];
            private double[] _either = [];

            public double[] Forward(double[] z) => _output = Softmax(z);
            public void Gates(double[] z) { for (int i = 0; i < z.Length; i++) { _gates[i] = 1 / (1 + Math.Exp(-z[i])); } }
            public void Soft(double[] z) => _either = Softmax(z);
            public void Hard(double[] z) => _either = z;
            private static double[] Softmax(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)).ToArray(); var s = e.Sum(); for (int i = 0; i < e.Length; i++) { e[i] /= s; } return e; }

            void Whole(double[] up, double[] g) { var dot = 0.0; for (int j = 0; j < up.Length; j++) { dot += up[j] * _output[j]; } for (int i = 0; i < g.Length; i++) { g[i] = _output[i] * (up[i] - dot); } }
            void Choice(double[] up, double[] g) { for (int i = 0; i < g.Length; i++) { for (int j = 0; j < g.Length; j++) { g[i] += up[j] * (i == j ? _output[i] * (1 - _output[i]) : -_output[i] * _output[j]); } } }
            void Branches(double[] up, double[] g) { for (int i = 0; i < g.Length; i++) { for (int j = 0; j < g.Length; j++) { if (i == j) { g[i] += up[j] * _output[i] * (1 - _output[i]); } else { g[i] -= up[j] * _output[i] * _output[j]; } } } }
            void Apart(double[] up, double[] g) { for (int i = 0; i < g.Length; i++) { g[i] = up[i] * _output[i] * (1 - _output[i]); for (int j = 0; j < g.Length; j++) { if (j != i) { g[i] -= up[j] * _output[i] * _output[j]; } } } }
            double[,] Jacobian() { var m = new double[3, 3]; for (int i = 0; i < 3; i++) { for (int j = 0; j < 3; j++) { m[i, j] = i == j ? _output[i] * (1 - _output[i]) : -_output[i] * _output[j]; } } return m; }
            double DerivativeAt(int i, int j) => i == j ? _output[i] * (1 - _output[i]) : -_output[i] * _output[j];
            void CrossEntropy(double[] t, double[] g) { for (int i = 0; i < g.Length; i++) { g[i] = _output[i] - t[i]; } }
            void Gated(double[] up, double[] g) { for (int i = 0; i < g.Length; i++) { g[i] = up[i] * _gates[i] * (1 - _gates[i]); } }
            void Either(double[] up, double[] g) { for (int i = 0; i < g.Length; i++) { g[i] = up[i] * _either[i] * (1 - _either[i]); } }
            void Given(double[] p, double[] up, double[] g) { for (int i = 0; i < g.Length; i++) { g[i] = up[i] * p[i] * (1 - p[i]); } }
            void Written(double[] up, double[] g) { _either = up; for (int i = 0; i < g.Length; i++) { g[i] = up[i] * _either[i] * (1 - _either[i]); } }
            void Alone(double[] up, double[] g) { for (int i = 0; i < g.Length; i++) { g[i] = [|up[i] * _output[i] * (1 - _output[i])|]; } }
            double Spread() { var s = 0.0; foreach (var p in _output) { s += p * (1 - p); } return s; }
            void Hessian(double[] w, double[] h) { for (int i = 0; i < h.Length; i++) { h[i] = w[i] * _output[i] * (1 - _output[i]); } }
            void Boost(double[] t, double[] w, double[] gradient, double[] hessian) { for (int i = 0; i < t.Length; i++) { gradient[i] = w[i] * (_output[i] - t[i]); hessian[i] = w[i] * _output[i] * (1 - _output[i]); } }
            double Variance(double n, int i) => n * _output[i] * (1 - _output[i]);
            double Focal(int label) { var p = _output[label]; return p > 0 ? 1 - p + 2 * p * (1 - p) * Math.Log(p) : 1; }
            double Sharpened(int i, double a) => a * _output[i] * _output[i];
            double Sigmoid(double z, double g) { var p = 1 / (1 + Math.Exp(-z)); return g * p * (1 - p); }
            double Tanh(double z, double g) { var y = Math.Tanh(z); return g * (1 - y * y); }
        }
        """,
        Consumer.Options);

    [Fact]
    public async Task It_is_a_suggestion_and_not_told_of_a_squared_error_as_well()
    {
        const string Source = """
            class C
            {
                double[] _p = [];
                public void Run(double[] z) { var m = z.Max(); var s = z.Sum(v => Math.Exp(v - m)); _p = z.Select(v => Math.Exp(v - m) / s).ToArray(); }
                public double Delta(double t, int i) => (_p[i] - t) * _p[i] * (1 - _p[i]);
            }
            """;
        var reported = Assert.Single(await s_rule.DiagnosticsOf(Source, Consumer.Options));
        Assert.Equal(("LK2008", DiagnosticSeverity.Info), (reported.Id, reported.Severity));
    }

    /// <summary>The numbers of the page.</summary>
    [Fact]
    public void The_whole_gradient_is_what_differences_say_and_the_diagonal_is_not()
    {
        double[] z = [1, 2, 3];
        double[] g = [1, 0, -1];
        static double[] Softmax(double[] z)
        {
            var s = z.Sum(Math.Exp);
            return [.. z.Select(v => Math.Exp(v) / s)];
        }

        double Loss(double[] z) => Softmax(z).Zip(g, (p, g) => p * g).Sum();
        var p = Softmax(z);
        var dot = p.Zip(g, (p, g) => p * g).Sum();
        double[] whole = [.. p.Zip(g, (p, g) => p * (g - dot))];
        double[] diagonal = [.. p.Zip(g, (p, g) => g * p * (1 - p))];
        for (int i = 0; i < 3; i++)
        {
            var (up, down) = (z.ToArray(), z.ToArray());
            (up[i], down[i]) = (z[i] + 1e-5, z[i] - 1e-5);
            Assert.Equal((Loss(up) - Loss(down)) / 2e-5, whole[i], 1e-9);
        }

        Assert.Equal([0.1418, 0.1408, -0.2826], whole.Select(x => Math.Round(x, 4)));
        Assert.Equal([0.0819, 0, -0.2227], diagonal.Select(x => Math.Round(x, 4)));
    }
}
