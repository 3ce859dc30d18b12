using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

/// <summary>LK1004 where the softmax is kept in a field, or made by a module.</summary>
public class LK1004FieldTests
{
    private const string Usings = TorchSharpUsings.Functions;

    private static readonly RuleVerifier s_rule = new("LK1004", new LossAnalyzer(), new LogSoftmaxCodeFix());

    [Fact]
    public Task The_logarithm_of_a_softmax_that_another_method_keeps_is_reported() => s_rule.OffersNoFix(
        """
        class Layer
        {
            private double[] _p = [];
            private readonly float[] _q = new float[10];
            private double[][] _rows = [];

            public double[] Output { get; private set; } = [];

            public double[] Forward(double[] z) => _p = Softmax(z);

            public void Run(float[] z)
            {
                var max = z.Max();
                var sum = 0f;
                for (int i = 0; i < z.Length; i++) { _q[i] = MathF.Exp(z[i] - max); sum += _q[i]; }
                for (int i = 0; i < z.Length; i++) { _q[i] /= sum; }
            }

            public void Batch(double[][] z) { _rows = z.Select(row => Softmax(row)).ToArray(); Output = Softmax(z[0]); }

            public double Loss(int label) => -[|Math.Log(_p[label])|];
            public float LossOfFloats(int label) { var p = _q[label]; return -[|MathF.Log(p)|]; }
            public double CrossEntropy(double[] t) { var s = 0.0; for (int i = 0; i < t.Length; i++) { s -= t[i] * [|Math.Log(Output[i])|]; } return s; }
            public double Mean(int[] labels) { var s = 0.0; for (int i = 0; i < labels.Length; i++) { s -= [|Math.Log(_rows[i][labels[i]])|]; } return s / labels.Length; }
            public double Query(double[] t) => -_p.Zip(t, (p, y) => y * [|Math.Log(p)|]).Sum();

            private static double[] Softmax(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)).ToArray(); var s = e.Sum(); for (int i = 0; i < e.Length; i++) { e[i] /= s; } return e; }
        }
        """,
        Consumer.Options);

    [Fact]
    public Task Other_fields_are_silent() => s_rule.Reports(
        """
        class Layer
        {
            private double[] _p = [];
            private double[] _either = [];
            private double[] _logs = [];
            private double[] _unknown = [];

            public double[] Open { get; set; } = [];

            public void Forward(double[] z) { _p = Softmax(z); _either = Softmax(z); Open = Softmax(z); _logs = z; }
            public void Given(double[] p) => _either = p;
            public void Elsewhere(double[] z) => _unknown = Other.Softmax(z);

            public double Guarded(int label) => _p[label] > 0 ? -Math.Log(_p[label]) : 745;
            public double Entropy() { var s = 0.0; foreach (var x in _p) { if (x > 0) { s -= x * Math.Log(x); } } return s; }
            public double Either(int label) => -Math.Log(_either[label]);
            public double Settable(int label) => -Math.Log(Open[label]);
            public double Alone(int label) => -[|Math.Log(_p[label])|];
            public double Written(double[] z, int label) { _either = z; return -Math.Log(_either[label]); }
            public double Element(double z, int label) { _either[label] = z; return -Math.Log(_either[label]); }
            public double OfLogits(int label) => Math.Log(Math.Abs(_logs[label]) + 1);
            public double Unknown(int label) => -Math.Log(_unknown[label]);
            public double OfAnother(Layer other, int label) => -Math.Log(other._p[label]);
            public double Length() => Math.Log(_p.Length);

            private static double[] Softmax(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)).ToArray(); var s = e.Sum(); for (int i = 0; i < e.Length; i++) { e[i] /= s; } return e; }
        }
        static class Other { public static double[] Softmax(double[] z) => z; }
        """,
        Consumer.Options);

    [Fact]
    public Task A_frameworks_softmax_that_a_field_or_a_module_has_is_reported() => s_rule.Reports(
        Usings + """
        class Net : Module<Tensor, Tensor>
        {
            private readonly TorchSharp.Modules.Linear _linear = torch.nn.Linear(4, 3);
            private readonly TorchSharp.Modules.Softmax _softmax = torch.nn.Softmax(1);
            private readonly Module<Tensor, Tensor> _all = Sequential(torch.nn.Linear(4, 3), torch.nn.Softmax(1));
            private Tensor _p = new();
            public Net() : base("net") { }
            public override Tensor forward(Tensor x) => softmax(_linear.forward(x), 1);
            public void Keep(Tensor x) => _p = x.softmax(1);

            Tensor OfModule(Tensor x) => [|torch.nn.Softmax(1).call(x).log()|];
            Tensor OfFunction(Tensor x) => [|torch.log(softmax(x, 1))|];
            Tensor OfSpecial(Tensor x) => [|torch.special.softmax(x, 1).log()|];
            Tensor OfField(Tensor x) { var p = _softmax.forward(x); return [|torch.log(p)|]; }
            Tensor OfSequence(Tensor x) => [|_all.call(x).log()|];
            Tensor OfForward(Tensor x) => [|forward(x).log()|];
            static Tensor OfModel(Net model, Tensor x) => [|model.call(x).log()|];
            Tensor Kept() => [|_p.log()|];

            Tensor Right(Tensor x) => log_softmax(x, 1);
            Tensor OfLinear(Tensor x) => _linear.call(x).log();
            Tensor OfExponential(Tensor x) => x.exp().log();
            Tensor OfLogSoftmax(Tensor x) => torch.nn.LogSoftmax(1).call(x).exp();
        }
        """,
        Consumer.Options);

    [Fact]
    public Task A_module_that_is_made_in_place_becomes_a_log_softmax() => s_rule.Fixes(
        Usings + """
        class C
        {
            static Tensor OfModule(Tensor x) => [|torch.nn.Softmax(1).call(x).log()|];
            static Tensor OfFunction(Tensor x) => [|torch.log(softmax(x, 1))|];
            static Tensor OfSpecial(Tensor x) => [|torch.special.softmax(x, 1).log()|];
        }
        """,
        Usings + """
        class C
        {
            static Tensor OfModule(Tensor x) => torch.nn.LogSoftmax(1).call(x);
            static Tensor OfFunction(Tensor x) => log_softmax(x, 1);
            static Tensor OfSpecial(Tensor x) => torch.special.log_softmax(x, 1);
        }
        """,
        "Write the log-softmax",
        Consumer.Options);
}
