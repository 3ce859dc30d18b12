using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK2006Tests
{
    private const string Usings = TorchSharpUsings.Functions;

    private static readonly RuleVerifier s_rule = new("LK2006", new LossAnalyzer());

    [Fact]
    public Task The_gradient_of_a_squared_error_through_a_sigmoid_is_reported() => s_rule.Reports(
        """
        class Neuron
        {
            private double[] _weights = new double[3];

            public double Output { get; private set; }

            public double Delta { get; private set; }

            public double Run(double[] x)
            {
                var sum = 0.0;
                for (int i = 0; i < x.Length; i++) { sum += x[i] * _weights[i]; }
                Output = 1.0 / (1.0 + Math.Exp(-sum));
                return Output;
            }

            public void Correct(double target) => Delta = [|(target - Output) * Output * (1 - Output)|];

            public void Slope(double target, double rate, double[] x)
            {
                var gradient = [|(Output - target) * Prime(Output)|];
                for (int i = 0; i < x.Length; i++) { _weights[i] -= rate * gradient * x[i]; }
            }

            private static double Prime(double p) => p * (1 - p);
        }

        class Layer
        {
            private readonly float[] _output = new float[4];
            private readonly float[] _error = new float[4];

            public float[] Forward(float[][] w, float[] x)
            {
                for (int j = 0; j < _output.Length; j++)
                {
                    var z = 0f;
                    for (int i = 0; i < x.Length; i++) { z += w[j][i] * x[i]; }
                    _output[j] = Sigmoid(z);
                }

                return _output;
            }

            public void Backward(float[] expected)
            {
                var j = 0;
                while (j < _output.Length) { _error[j] = [|_output[j] * (1 - _output[j]) * (expected[j] - _output[j])|]; j++; }
            }

            public float[] Query(float[] expected) => _output.Zip(expected, (o, t) => [|2f * (o - t) * o * (1 - o)|]).ToArray();

            private static float Sigmoid(float z) => 1f / (1f + MathF.Exp(-z));
        }

        static class Step
        {
            public static double Descend(double w, double b, double x, double y, double rate)
            {
                var a = 1 / (1 + Math.Exp(-(w * x + b)));
                var error = a - y;
                return w - rate * ([|error * a * (1 - a)|] * x);
            }

            public static double OfHelper(double z, double y) => [|(Sigmoid(z) - y) * Derivative(z)|];
            private static double Derivative(double z) => Sigmoid(z) * (1 - Sigmoid(z));
            private static double Sigmoid(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));
        }
        """,
        Consumer.Options);

    [Fact]
    public Task Other_gradients_and_metrics_are_silent() => s_rule.Reports(
        """
        class Layer
        {
            private readonly double[] _output = new double[4];
            private double[] _tanh = new double[4];
            private double[] _mixed = new double[4];

            public void Forward(double[] z, bool isLast)
            {
                for (int j = 0; j < z.Length; j++)
                {
                    _output[j] = 1 / (1 + Math.Exp(-z[j]));
                    _tanh[j] = Math.Tanh(z[j]);
                    _mixed[j] = 1 / (1 + Math.Exp(-z[j]));
                }
            }

            public void Linear(double[] z) { for (int j = 0; j < z.Length; j++) { _mixed[j] = z[j]; } }

            void Alone(double[] t, double[] g) { for (int j = 0; j < t.Length; j++) { g[j] = [|(_output[j] - t[j]) * _output[j] * (1 - _output[j])|]; } }
            void CrossEntropy(double[] t, double[] g) { for (int j = 0; j < t.Length; j++) { g[j] = _output[j] - t[j]; } }
            void Hidden(double[][] w, double[] next, double[] g) { for (int j = 0; j < g.Length; j++) { var s = 0.0; for (int k = 0; k < next.Length; k++) { s += next[k] * w[k][j]; } g[j] = s * _output[j] * (1 - _output[j]); } }
            void Chain(double[] upstream, double[] g) { for (int j = 0; j < g.Length; j++) { g[j] = upstream[j] * _output[j] * (1 - _output[j]); } }
            void Tanh(double[] t, double[] g) { for (int j = 0; j < t.Length; j++) { g[j] = (_tanh[j] - t[j]) * (1 - _tanh[j] * _tanh[j]); } }
            void Mixed(double[] t, double[] g) { for (int j = 0; j < t.Length; j++) { g[j] = (_mixed[j] - t[j]) * _mixed[j] * (1 - _mixed[j]); } }
            void Given(double[] o, double[] t, double[] g) { for (int j = 0; j < t.Length; j++) { g[j] = (o[j] - t[j]) * o[j] * (1 - o[j]); } }
            double Error(double[] t) { var s = 0.0; for (int j = 0; j < t.Length; j++) { s += (_output[j] - t[j]) * (_output[j] - t[j]); } return s / t.Length; }
            double Derivative(double z) { var p = 1 / (1 + Math.Exp(-z)); return p * (1 - p); }
            double Variance(double z, double n) { var p = 1 / (1 + Math.Exp(-z)); return n * p * (1 - p); }
            double Distilled(double z, double w) { double p = 1 / (1 + Math.Exp(-z)), q = 1 / (1 + Math.Exp(-w)); return (p - q) * p * (1 - p); }
            double Swish(double z) { var p = 1 / (1 + Math.Exp(-z)); return p + z * p * (1 - p); }
            double Brier(double z, double y) { var p = 1 / (1 + Math.Exp(-z)); return (p - y) * (p - y); }
            double Logistic(double r, double x) => r * x * (1 - x) + Math.Exp(-x);
        }
        """,
        Consumer.Options);

    [Fact]
    public Task So_it_is_with_a_framework() => s_rule.Reports(
        Usings + """
        class Net : Module<Tensor, Tensor>
        {
            private readonly TorchSharp.Modules.Linear _linear = Linear(4, 3);
            private readonly TorchSharp.Modules.MSELoss _loss = MSELoss();
            public Net() : base("net") { }
            public override Tensor forward(Tensor x) => softmax(_linear.forward(x), 1);

            void Train(Tensor x, Tensor y) { var loss = [|mse_loss(torch.sigmoid(x), y)|]; loss.backward(); }
            void OfForward(Tensor x, Tensor y) { var p = forward(x); [|_loss.call(p, y)|].backward(); }
            void Epochs(Tensor[] xs, Tensor y) { foreach (var x in xs) { var loss = [|mse_loss(call(x), y)|]; loss.backward(); } }
            void Penalized(Tensor x, Tensor y, Tensor penalty) { var loss = [|mse_loss(x.softmax(1), y)|] + penalty; loss.backward(); }
            static void OfModel(Net model, Tensor x, Tensor y) { var loss = [|mse_loss(model.call(x), y)|]; loss.backward(); }

            Tensor Metric(Tensor x, Tensor y) => mse_loss(torch.sigmoid(x), y);
            void Logged(Tensor x, Tensor y) { var brier = mse_loss(softmax(x, 1), y); Console.Write(brier); var loss = cross_entropy(x, y); loss.backward(); }
            void Distilled(Tensor x, Tensor teacher) { var loss = mse_loss(softmax(x, 1), softmax(teacher, 1)); loss.backward(); }
            void Scores(Tensor x, Tensor y) { var loss = mse_loss(_linear.call(x), y); loss.backward(); }
            void Scaled(Tensor x, Tensor y) { var loss = mse_loss(x.sigmoid() * 10, y); loss.backward(); }
            void CrossEntropy(Tensor x, Tensor y) { var loss = cross_entropy(x, y); loss.backward(); }
            void Of(Tensor x, Tensor y) { var loss = mse_loss(x, y.sigmoid()); loss.backward(); }
            void Logarithms(Tensor x, Tensor y) { var loss = mse_loss(log_softmax(x, 1), y); loss.backward(); }
        }
        class Mine { static Tensor mse_loss(Tensor p, Tensor y) => p; static void F(Tensor x, Tensor y) { var loss = Mine.mse_loss(x.sigmoid(), y); loss.backward(); } }
        """,
        Consumer.Options);

    [Fact]
    public async Task It_is_a_suggestion()
    {
        const string Source = "class C { double F(double z, double y) { var p = 1 / (1 + Math.Exp(-z)); return (p - y) * p * (1 - p); } }";
        var reported = Assert.Single(await s_rule.DiagnosticsOf(Source, Consumer.Options));
        Assert.Equal(("LK2006", DiagnosticSeverity.Info), (reported.Id, reported.Severity));
    }

    /// <summary>The numbers of the message and of the page.</summary>
    [Fact]
    public void The_gradient_of_the_squared_error_is_largest_at_two_thirds()
    {
        static double Slope(double p) => p * p * (1 - p);
        Assert.Equal(0.0192, Slope(0.98), 1e-4);
        Assert.Equal(0.1210, Slope(0.82), 1e-4);
        Assert.True(Slope(0.98) < Slope(0.82) && Slope(0.82) < Slope(2.0 / 3) && Slope(2.0 / 3) > Slope(0.5), "the gradient does not fall beyond two thirds");
    }
}
