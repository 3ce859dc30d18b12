using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK2005Tests
{
    private const string Usings = TorchSharpUsings.All;

    private const string Helper = """
            static double[] Softmax(double[] z)
            {
                var m = z.Max();
                var e = z.Select(v => Math.Exp(v - m)).ToArray();
                var s = e.Sum();
                return e.Select(v => v / s).ToArray();
            }
        """;

    private const string Before = Usings + """
        class C
        {
            static Tensor Inline(Tensor z) => [|softmax(softmax(z, 1), 1)|];
            static Tensor OfTensor(Tensor z) => [|z.softmax(1).softmax(dim: 1)|] * 2;
            static Tensor Local(Tensor z) { var p = softmax(z * 2, 1); var q = [|nn.Softmax(1).call(p)|]; return q; }
            static Tensor OfLogarithm(Tensor z) => [|log_softmax(z.softmax(1), 1)|];
            static Tensor OfLocal(Tensor z) { var p = softmax(z + z, 1); return [|p.log_softmax(1)|]; }
            static double[] ByHand(double[] z) => [|Softmax(Softmax(z))|];

        """ + Helper + """

        }
        """;

    private const string After = Usings + """
        class C
        {
            static Tensor Inline(Tensor z) => softmax(z, 1);
            static Tensor OfTensor(Tensor z) => z.softmax(1) * 2;
            static Tensor Local(Tensor z) { var p = softmax(z * 2, 1); var q = p; return q; }
            static Tensor OfLogarithm(Tensor z) => log_softmax(z, 1);
            static Tensor OfLocal(Tensor z) { var p = z + z; return p.log_softmax(1); }
            static double[] ByHand(double[] z) => Softmax(z);

        """ + Helper + """

        }
        """;

    private const string Kernels = """
        static partial class C
        {
            [Softmax(10)] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
            [Softmax(2)] public static partial void Pairs(ReadOnlySpan<float> logits, Span<float> probabilities);
            [LogSoftmax(10)] public static partial void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities);
            [Predict(10)] public static partial int Predict(ReadOnlySpan<float> logits);
            [CrossEntropy(10)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> probabilities);

        """;

    private static readonly RuleVerifier s_rule = new("LK2005", new LossAnalyzer(), new SoftmaxTwiceCodeFix());

    [Fact]
    public Task A_softmax_of_a_softmax_is_reported() => s_rule.Reports(
        Usings + """
        using Primitives = System.Numerics.Tensors.TensorPrimitives;
        class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> _all = Sequential(Linear(4, 9), Softmax(1));
            private readonly Softmax _softmax = Softmax(1);
            public Net() : base("net") { }
            public override Tensor forward(Tensor x) => softmax(_all.forward(x) * 3, 1);
            Tensor OfForward(Tensor x) => [|softmax(forward(x), 1)|];
            Tensor OfModules(Tensor x) { var p = _all.call(x); return [|_softmax.call(p)|]; }
            Tensor OfCall(Tensor x) { var p = call(x); Console.Write(p); return [|torch.special.log_softmax(p, 1)|]; }
            Tensor Each(Tensor[] xs) { var sum = xs[0]; foreach (var x in xs) { var p = x.softmax(-1); sum = sum + [|softmax(dim: -1, input: p)|]; } return sum; }
        }
        class Flow
        {
            Tensorflow.Tensor F(Tensorflow.Tensor x) { var p = Tensorflow.Binding.tf.nn.softmax(x); return [|Tensorflow.Binding.tf.nn.softmax(p)|]; }
        }
        class Hand
        {
            void InPlace(double[] p) { Primitives.Subtract<double>(p, Primitives.Max<double>(p), p); Primitives.SoftMax<double>(p, p); [|Primitives.SoftMax<double>(p, p)|]; }
            double[] OfHelper(double[] z) { var p = Softmax(z); return [|Softmax(p)|]; }
            double[] OfLoop(double[] z)
            {
                var p = Softmax(z);
                var s = 0.0;
                for (int i = 0; i < p.Length; i++) { s += Math.Exp(p[i] - 1); }
                var q = new double[p.Length];
                for (int i = 0; i < p.Length; i++) { q[i] = [|Math.Exp(p[i] - 1) / s|]; }
                return q;
            }


        """ + Helper + """

        }
        """,
        Consumer.Options);

    [Fact]
    public Task What_has_one_softmax_an_axis_is_silent() => s_rule.Reports(
        Usings + """
        class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> _all = Sequential(Linear(4, 9), Softmax(1));
            private Softmax _softmax = Softmax(1);
            public Net(Softmax softmax) : base("net") => _softmax = softmax;
            public override Tensor forward(Tensor x) => _all.forward(x);
            Tensor Axes(Tensor x) => softmax(softmax(x, 0), 1);
            Tensor AxesOfLogarithm(Tensor x) => log_softmax(x.softmax(2), 1);
            Tensor Between(Tensor x) => softmax(softmax(x, 1) / 0.1, 1);
            Tensor Attention(Tensor x, Linear linear) => softmax(linear.call(softmax(x, 1)), 1);
            Tensor OfLogarithm(Tensor x) => softmax(log_softmax(x, 1), 1);
            Tensor OfSigmoid(Tensor x) => softmax(x.sigmoid(), 1);
            Tensor OfUnknownAxis(Tensor x) => _softmax.call(softmax(x, 1));
            Tensor OfGivenAxis(Tensor x, int i, int j) => softmax(softmax(x, i), j);
            Tensor Two(Tensor x, Tensor y) => softmax(x, 1) + softmax(y, 1);
            Tensor Again(Tensor x) { var p = softmax(x, 1); Console.Write(p); p = x * 2; return softmax(p, 1); }
            Tensor Either(Tensor x, bool b) { if (b) { x = softmax(x, 1); } return softmax(x, 1); }
            Tensor Forward(Tensor x) { Console.Write(forward(x)); return softmax(x, 1); }
        }
        class Flow
        {
            Tensorflow.Tensor F(Tensorflow.Tensor x) => Tensorflow.Binding.tf.nn.softmax(Tensorflow.Binding.tf.nn.softmax(x, axis: 0), axis: 1);
        }
        class Hand
        {
            double[] Once(double[] z) => Softmax(z);
            double[] Sharpened(double[] z) => Softmax(Softmax(z).Select(p => p / 0.1).ToArray());
            double[] OfLogarithms(double[] z) => Softmax(Softmax(z).Select(p => Math.Log(p + 1)).ToArray());
            double[] Other(double[] z, double[] w) { Console.Write(Softmax(z)); return Softmax(w); }
            double[] OfRows(double[][] z) => Softmax(z.Select(row => Softmax(row)[0]).ToArray());


        """ + Helper + """

        }
        """,
        Consumer.Options);

    [Fact]
    public Task A_softmax_kernel_takes_the_logits() => s_rule.Fixes(
        Kernels + """
            static void Again(float[] z, float[] p, float[] q) { Softmax(z, p); [|Softmax(p, q)|]; }
            static void Logarithm(float[] z, float[] p, float[] q) { Softmax(z, p); [|LogSoftmax(p, q)|]; }
            static int Best(float[] z, float[] p) { Softmax(z, p); return [|Predict(p)|]; }
            static void OfLoss(float[] z, int[] labels, float[] p) { Loss(z, labels, p); [|Softmax(logits: p, probabilities: p)|]; }
        }
        """,
        Kernels + """
            static void Again(float[] z, float[] p, float[] q) { Softmax(z, p); Softmax(z, q); }
            static void Logarithm(float[] z, float[] p, float[] q) { Softmax(z, p); LogSoftmax(z, q); }
            static int Best(float[] z, float[] p) { Softmax(z, p); return Predict(z); }
            static void OfLoss(float[] z, int[] labels, float[] p) { Loss(z, labels, p); Softmax(logits: z, probabilities: p); }
        }
        """,
        "Take one softmax",
        Consumer.Options);

    [Fact]
    public Task Kernels_of_other_things_are_silent() => s_rule.Reports(
        Kernels + """
            static void Two(float[] z, float[] w, float[] p, float[] q) { Softmax(z, p); Softmax(w, q); }
            static void Rewritten(float[] z, float[] w, float[] p) { Softmax(z, p); Softmax(w, p); }
            static void OtherRows(float[] z, float[] p, float[] q) { Softmax(z, p); Pairs(p, q); }
            static void Logits(float[] z, int[] labels, float[] p) { Loss(z, labels, p); Softmax(z, p); }
        }
        """,
        Consumer.Options);

    [Fact]
    public Task One_softmax_is_left() => s_rule.Fixes(Before, After, "Take one softmax", Consumer.Options);

    [Fact]
    public Task What_another_method_makes_stays() => s_rule.OffersNoFix(
        Usings + """
        class C
        {
            Tensor Probabilities(Tensor z) => z.softmax(1);
            Tensor OfHelper(Tensor z) => [|log_softmax(Probabilities(z), 1)|];
            Tensor Used(Tensor z) { var p = softmax(z * 2 + relu(z), 1); Console.Write(p); return [|log_softmax(p, 1)|]; }
        }
        """,
        Consumer.Options);

    [Fact]
    public void The_fixed_code_computes_one_softmax()
    {
        double[][] z = [[-1, 0.5, 2], [-1, 0.5, 3]];
        var (before, after) = (Framework.Run(Before), Framework.Run(After));
        foreach (var (method, scale, isLogarithm) in new[] { ("Inline", 1.0, false), ("Local", 2, false), ("OfLogarithm", 1, true), ("OfLocal", 2, true) })
        {
            var (was, made) = (before(method, [z]), after(method, [z]));
            for (var row = 0; row < z.Length; row++)
            {
                for (var k = 0; k < 3; k++)
                {
                    var expected = Math.Exp(scale * z[row][k]) / z[row].Sum(x => Math.Exp(scale * x));
                    Assert.Equal(isLogarithm ? Math.Log(expected) : expected, made[row][k], 1e-12);
                }

                Assert.True(isLogarithm || was[row].Max() < Math.E / (Math.E + 2), $"{method} was one softmax before the fix");
            }
        }
    }
}
