using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK2003Tests
{
    private const string Usings = TorchSharpUsings.All;

    private const string Before = Usings + """
        class C
        {
            static Tensor Inline(Tensor z, Tensor y) => cross_entropy([|softmax(z, 1)|], y);
            static Tensor OfTensor(Tensor z, Tensor y) => cross_entropy([|z.softmax(1)|], y);
            static Tensor OfLogarithm(Tensor z, Tensor y) => cross_entropy(target: y, input: [|log_softmax(z * 2, 1)|]);
            static Tensor OfModule(Tensor z, Tensor y) => nn.CrossEntropyLoss().call([|nn.Softmax(1).call(z)|], y);
            static Tensor Binary(Tensor z, Tensor y) => binary_cross_entropy_with_logits([|torch.sigmoid(z)|], y);

            static Tensor Local(Tensor z, Tensor y)
            {
                var output = softmax(z * 2, 1);
                return cross_entropy([|output|], y);
            }

            static Tensor LocalThatIsUsedElsewhere(Tensor z, Tensor y)
            {
                var p = softmax(z, 1);
                Console.Write(p.argmax(1));
                return cross_entropy([|p|], y);
            }
        }
        """;

    private const string After = Usings + """
        class C
        {
            static Tensor Inline(Tensor z, Tensor y) => cross_entropy(z, y);
            static Tensor OfTensor(Tensor z, Tensor y) => cross_entropy(z, y);
            static Tensor OfLogarithm(Tensor z, Tensor y) => cross_entropy(target: y, input: z * 2);
            static Tensor OfModule(Tensor z, Tensor y) => nn.CrossEntropyLoss().call(z, y);
            static Tensor Binary(Tensor z, Tensor y) => binary_cross_entropy_with_logits(z, y);

            static Tensor Local(Tensor z, Tensor y)
            {
                var output = z * 2;
                return cross_entropy(output, y);
            }

            static Tensor LocalThatIsUsedElsewhere(Tensor z, Tensor y)
            {
                var p = softmax(z, 1);
                Console.Write(p.argmax(1));
                return cross_entropy(z, y);
            }
        }
        """;

    private const string Kernels = """
        static partial class C
        {
            [Softmax(10)] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
            [LogSoftmax(10)] public static partial void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities);
            [SoftmaxGradient(10)] public static partial void Gradient(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> upstream, Span<float> gradient);
            [CrossEntropy(10)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);
            [CrossEntropy(10)] public static partial float Soft(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
            [NegativeLogLikelihood(10)] public static partial float NegativeLog(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> labels);
            [KullbackLeibler(10)] public static partial float Divergence(ReadOnlySpan<float> logits, ReadOnlySpan<float> teacherLogits);
            [Sigmoid] public static partial void Sigmoid(ReadOnlySpan<float> logits, Span<float> probabilities);
            [BinaryCrossEntropy] public static partial float Binary(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);

        """;

    private const string KernelsBefore = Kernels + """
            static float OfSoftmax(float[] z, int[] labels) { var p = new float[z.Length]; Softmax(z, p); return Loss([|p|], labels); }
            static float OfLogSoftmax(float[] z, float[] p, int[] labels) { LogSoftmax(z, p); return Loss(labels: labels, logits: [|p|]); }
            static float OfSigmoid(Span<float> z, Span<float> t) { Span<float> p = stackalloc float[10]; Sigmoid(z, p); return Binary([|p|], t); }
            static float OfTeacher(float[] z, float[] w, float[] p) { Softmax(w, p); return Divergence(z, [|p|]); }
        }
        """;

    private const string KernelsAfter = Kernels + """
            static float OfSoftmax(float[] z, int[] labels) { var p = new float[z.Length]; Softmax(z, p); return Loss(z, labels); }
            static float OfLogSoftmax(float[] z, float[] p, int[] labels) { LogSoftmax(z, p); return Loss(labels: labels, logits: z); }
            static float OfSigmoid(Span<float> z, Span<float> t) { Span<float> p = stackalloc float[10]; Sigmoid(z, p); return Binary(z, t); }
            static float OfTeacher(float[] z, float[] w, float[] p) { Softmax(w, p); return Divergence(z, w); }
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK2003", new LossAnalyzer(), new LogitsCodeFix());

    [Fact]
    public Task Activations_passed_to_losses_of_logits_are_reported() => s_rule.Reports(
        Usings + """
        class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> _all = Sequential(Linear(4, 9), Linear(9, 3), Softmax(1));
            private readonly Module<Tensor, Tensor> _named;
            private readonly Linear _linear = Linear(4, 3);
            private readonly Module<Tensor, Tensor, Tensor> _loss = CrossEntropyLoss();
            private Softmax _softmax;

            public Net() : base("net")
            {
                _named = nn.Sequential(("first", Linear(4, 1)), ("last", nn.Sigmoid()));
                _softmax = Softmax(1);
            }

            public override Tensor forward(Tensor x)
            {
                x = relu(_linear.forward(x));
                return softmax(x, 1);
            }

            Tensor OfForward(Tensor x, Tensor y) => cross_entropy([|forward(x)|], y);
            Tensor OfCall(Tensor x, Tensor y) { var output = call(x); return cross_entropy([|output|], y); }
            Tensor OfSequence(Tensor x, Tensor y) => _loss.forward([|_all.forward(x)|], y);
            Tensor OfNamed(Tensor x, Tensor y) { var p = _named.call(x); return new BCEWithLogitsLoss().call([|p|], y); }
            Tensor OfField(Tensor x, Tensor y) => cross_entropy([|_softmax.call(_linear.call(x))|], y, reduction: nn.Reduction.Sum);
            Tensor OfHelper(Tensor x, Tensor y) => cross_entropy([|Activated(x)|], y);
            static Tensor OfModel(Net model, Tensor x, Tensor y) { var p = model.call(x); return cross_entropy([|p|], y); }
            Tensor OfEach(Tensor[] xs, Tensor y) { var sum = y; foreach (var x in xs) { var p = x.softmax(-1); sum = sum + cross_entropy([|p|], y); } return sum; }
            Func<Tensor, Tensor, Tensor> OfLambda() => (x, y) => binary_cross_entropy_with_logits([|functional.sigmoid(x)|], y);
            Tensor OfSpecial(Tensor z, Tensor y) => binary_cross_entropy_with_logits([|torch.special.softmax(z, 1)|], y);
            Tensor OfTheSame(Tensor z, Tensor y) { z = z.sigmoid(); return cross_entropy([|z|], y); }
            private Tensor Activated(Tensor x) { var z = _linear.forward(x); return log_softmax(z, 1); }
        }
        """,
        Consumer.Options);

    [Fact]
    public Task What_losses_are_made_for_is_silent() => s_rule.Reports(
        Usings + """
        class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> _all = Sequential(Linear(4, 9), Softmax(1), Linear(9, 3));
            private readonly Sequential _grown = Sequential(Linear(4, 9), Softmax(1));
            private readonly Linear _linear = Linear(4, 3);
            private Module<Tensor, Tensor> _last = Softmax(1);

            public Net() : base("net") => _grown.append(Linear(9, 3));

            public bool IsTraining { get; set; }

            public void Change() => _last = Linear(3, 3);

            public override Tensor forward(Tensor x)
            {
                var z = _linear.forward(x);
                return IsTraining ? z : softmax(z, 1);
            }

            Tensor OfForward(Tensor x, Tensor y) => cross_entropy(forward(x), y);
            Tensor OfCall(Tensor x, Tensor y) => cross_entropy(call(x), y);
            Tensor OfSequence(Tensor x, Tensor y) => cross_entropy(_all.forward(x), y);
            Tensor OfGrown(Tensor x, Tensor y) => cross_entropy(_grown.forward(x), y);
            Tensor OfChanged(Tensor x, Tensor y) => cross_entropy(_last.forward(x), y);
            Tensor Logits(Tensor x, Tensor y) => cross_entropy(x, y);
            Tensor SoftTargets(Tensor x, Tensor y) => cross_entropy(x, softmax(y, 1));
            Tensor SoftBinary(Tensor x, Tensor y) => binary_cross_entropy_with_logits(x, y.sigmoid());
            Tensor OfProbabilities(Tensor x, Tensor y) => binary_cross_entropy({|LK2007:x.sigmoid()|}, y) + nn.BCELoss().call({|LK2007:torch.sigmoid(x)|}, y);
            Tensor OfLogarithms(Tensor x, Tensor y) => nll_loss(log_softmax(x, 1), y);
            Tensor Prediction(Tensor x, Tensor y) { var loss = cross_entropy(x, y); Console.Write(softmax(x, 1).argmax(1)); return loss; }
            Tensor Replaced(Tensor x, Tensor y) { var p = softmax(x, 1); Console.Write(p); p = x; return cross_entropy(p, y); }
            Tensor Attention(Tensor x, Tensor y) => cross_entropy(_linear.forward(softmax(x, 1)), y);
            Tensor Gated(Tensor x, Tensor y) => cross_entropy(x.sigmoid() * 8, y);
            Tensor OfAnother(Net net, Tensor x, Tensor y) => cross_entropy(net.forward(x), y);
            Tensor Early(Tensor x, Tensor y) { if (IsTraining) { return cross_entropy(x, y); } x = softmax(x, 1); return x; }
            Tensor Unknown(Func<Tensor, Tensor> f, Tensor x, Tensor y) => cross_entropy(f(x), y);
            Tensor cross(Tensor x) => x; Tensor Other(Tensor x) => cross(softmax(x, 1));
        }
        class Mine { static Tensor cross_entropy(Tensor p, Tensor y) => p; static Tensor F(Tensor x, Tensor y) => Mine.cross_entropy(softmax(x, 1), y); }
        """,
        Consumer.Options);

    [Fact]
    public Task So_it_is_with_TensorFlow() => s_rule.Reports(
        """
        using Tensorflow;
        using static Tensorflow.Binding;
        class C
        {
            Tensor Softmax(Tensor x, Tensor y) => tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels: y, logits: [|tf.nn.softmax(x)|]));
            Tensor Sparse(Tensor x, Tensor y) { var p = tf.nn.softmax(x, axis: 1); return tf.nn.sparse_softmax_cross_entropy_with_logits(y, [|p|]); }
            Tensor Sigmoid(Tensor x, Tensor y) => tf.nn.sigmoid_cross_entropy_with_logits(logits: [|tf.sigmoid(x)|], labels: y);
            Tensor OfHelper(Tensor x, Tensor w, Tensor y) => tf.nn.softmax_cross_entropy_with_logits_v2(y, [|Network(x, w)|]);
            private Tensor Network(Tensor x, Tensor w) => tf.nn.sigmoid(tf.matmul(x, w));

            Tensor Logits(Tensor x, Tensor y) => tf.nn.softmax_cross_entropy_with_logits(labels: y, logits: x);
            Tensor Teacher(Tensor x, Tensor y) => tf.nn.softmax_cross_entropy_with_logits(logits: x, labels: tf.nn.softmax(y));
            Tensor Inner(Tensor x, Tensor w, Tensor y) => tf.nn.sigmoid_cross_entropy_with_logits(y, tf.matmul(tf.sigmoid(x), w));
            Tensor Beside(Tensor x, Tensor y) { var p = tf.nn.softmax(x); Console.Write(tf.argmax(p)); return tf.nn.sparse_softmax_cross_entropy_with_logits(y, x); }
            IActivation Activation(Tensor x, Tensor y) { Console.Write(tf.nn.sigmoid_cross_entropy_with_logits(y, x)); return tf.nn.softmax(); }
            Tensor Joined(bool last, Tensor x, Tensor y) { if (last) { x = tf.nn.softmax(x); } return tf.nn.sparse_softmax_cross_entropy_with_logits(y, x); }
        }
        """,
        Consumer.Options);

    [Fact]
    public async Task Losses_that_the_project_names_take_logits()
    {
        const string Source = """
            namespace My
            {
                static class Losses
                {
                    public static double Of(double[] values, int label) => values[label];
                    public static double Named(int label, double[] logits) => logits[label];
                    public static double One(double logit, bool label) => label ? logit : -logit;
                }
            }
            class C
            {
                double Helper(double[] z) => My.Losses.Of([|Softmax(z)|], 1);
                double Named(double[] z) { var p = Softmax(z); return My.Losses.Named(1, [|p|]); }
                double One(double x) => My.Losses.One([|1 / (1 + Math.Exp(-x))|], true);
                double Logits(double[] z) => My.Losses.Of(z, 1) + My.Losses.One(z[0], false);
                double Scaled(double[] z) => My.Losses.Of(Softmax(z).Select(p => 9 * p).ToArray(), 1);
                double Picked(double[] z) => My.Losses.Of(z, Softmax(z).Length);
                double[] Softmax(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)).ToArray(); var s = e.Sum(); for (int i = 0; i < e.Length; i++) { e[i] /= s; } return e; }
            }
            """;
        const string Setting = "[*.cs]\nlosskernels.additional_logit_losses = My.Losses.Of, My.Losses.Named, My.Losses.One\n";
        await s_rule.Reports(Source, Consumer.Options with { EditorConfig = Setting });
        Assert.Empty(await s_rule.DiagnosticsOf(Markup.Parse(Source, "").Source, Consumer.Options));
    }

    [Fact]
    public Task What_a_kernel_writes_as_probabilities_is_no_logit_of_a_loss() => s_rule.Fixes(KernelsBefore, KernelsAfter, "Pass the logits", Consumer.Options);

    [Fact]
    public Task What_kernels_are_made_for_is_silent() => s_rule.Reports(
        Kernels + """
            static float Both(float[] z, int[] labels) { var p = new float[z.Length]; Softmax(z, p); Console.Write(p); return Loss(z, labels); }
            static float Before(float[] z, int[] labels) { var p = new float[z.Length]; var loss = Loss(p, labels); Softmax(z, p); return loss; }
            static float Refilled(float[] z, float[] w, int[] labels) { var p = new float[z.Length]; Softmax(z, p); w.CopyTo(p, 0); return Loss(p, labels); }
            static float Targets(float[] z, float[] t) { Softmax(t, t); return Soft(z, t); }
            static void Backward(float[] z, float[] upstream, float[] g) { var p = new float[z.Length]; Softmax(z, p); Gradient(p, upstream, g); }
            static float Likelihood(float[] z, int[] labels) { LogSoftmax(z, z); return NegativeLog(z, labels); }
            static float Teacher(float[] z, float[] t) { LogSoftmax(t, t); return Divergence(z, t); }
            static float Other(float[] z, float[] w, int[] labels) { Softmax(z, z); return Loss(w, labels); }
        }
        """,
        Consumer.Options);

    [Fact]
    public Task The_logits_are_passed() => s_rule.Fixes(Before, After, "Pass the logits", Consumer.Options);

    [Fact]
    public Task Logits_that_are_gone_are_not_passed() => s_rule.OffersNoFix(
        Kernels + """
            static float InPlace(float[] z, int[] labels) { Softmax(z, z); return Loss([|z|], labels); }
            static float Changed(float[] z, int[] labels) { var p = new float[z.Length]; Softmax(z, p); z[0] = 1; return Loss([|p|], labels); }
        }
        """,
        Consumer.Options);

    [Fact]
    public Task Where_other_code_would_change_no_fix_is_offered() => s_rule.OffersNoFix(
        Usings + """
        class C
        {
            Tensor Activated(Tensor z) => z.softmax(1);
            Tensor OfHelper(Tensor z, Tensor y) => cross_entropy([|Activated(z)|], y);
            Tensor Called(Tensor z, Tensor y) { var p = softmax(relu(z), 1); Console.Write(p); return cross_entropy([|p|], y); }
            Tensor Changed(Tensor z, Tensor y) { var p = softmax(z, 1); Console.Write(p); z = y; return cross_entropy([|p|], y); }
            Tensor Assigned(Tensor z, Tensor y) { var p = z; p = softmax(z, 1); return cross_entropy([|p|], y); }
        }
        """,
        Consumer.Options);

    [Fact]
    public void The_fixed_code_computes_the_loss_of_the_logits()
    {
        double[][] z = [[-1, 0.5, 2], [-1, 0.5, 3]];
        double[][] y = [[1], [2]];
        var (before, after) = (Framework.Run(Before), Framework.Run(After));
        foreach (var (method, scale) in new[] { ("Inline", 1.0), ("OfTensor", 1), ("OfLogarithm", 2), ("OfModule", 1), ("Local", 2), ("LocalThatIsUsedElsewhere", 1) })
        {
            var expected = z.Zip(y, (row, label) => Math.Log(row.Sum(x => Math.Exp(scale * x))) - scale * row[(int)label[0]]).Average();
            Assert.Equal(expected, after(method, [z, y])[0][0], 1e-12);
            Assert.True(Math.Abs(expected - before(method, [z, y])[0][0]) > 0.01 == (method != "OfLogarithm"), $"{method} gave the right loss before the fix");
        }

        double[][] targets = [[1, 0, 1], [0, 0, 1]];
        var binary = z.Zip(targets, (row, target) => row.Zip(target, (x, t) => Math.Log(1 + Math.Exp(x)) - x * t).Average()).Average();
        Assert.Equal(binary, after("Binary", [z, targets])[0][0], 1e-12);
    }
}
