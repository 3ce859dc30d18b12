using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

/// <summary>LK1005 where the sigmoid is kept in a field or property by one method and read by another.</summary>
public class LK1005FieldTests
{
    private static readonly RuleVerifier s_rule = new("LK1005", new LossAnalyzer(), new LogSigmoidCodeFix());

    [Fact]
    public Task The_logarithm_of_a_sigmoid_that_another_method_keeps_is_reported() => s_rule.OffersNoFix(
        """
        class Unit
        {
            private readonly double[] _outputs = new double[10];
            private double _p;
            private double[] _q = [];
            private double[] _last;
            private float _single;
            private double _noise;

            public Unit() => _last = new double[10];

            public double Output { get; private set; }

            public double Forward(double z) => _p = Sigmoid(z);
            public void Run(double[] z) { for (int i = 0; i < z.Length; i++) { _outputs[i] = 1 / (1 + Math.Exp(-z[i])); } }
            public void Query(double[] z) { _q = z.Select(Sigmoid).ToArray(); Output = Sigmoid(z[0]); _single = 1 / (1 + MathF.Exp(-(float)z[0])); }
            public void Layers(double[] z) { var a = new double[z.Length]; for (int i = 0; i < z.Length; i++) { a[i] = Sigmoid(z[i]); } _last = a; }
            public void Limited(double z) => _noise = z > 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));

            public double Loss(double y) => -y * [|Math.Log(_p)|] - (1 - y) * [|Math.Log(1 - _p)|];
            public double Losses(double[] y) { var s = 0.0; for (int i = 0; i < y.Length; i++) { s -= y[i] * [|Math.Log(_outputs[i])|] + (1 - y[i]) * [|Math.Log(1 - _outputs[i])|]; } return s / y.Length; }
            public double OfQuery(int i) { var p = _q[i]; return -[|Math.Log(p)|]; }
            public double OfProperty() => -[|Math.Log(Output)|];
            public float Single() => -[|MathF.Log(1 - _single)|];
            public double Last(double[] y) => -_last.Zip(y, (p, t) => t * [|Math.Log(p)|]).Sum();
            public double TwoForms() => [|Math.Log(1 - _noise)|];

            private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        }
        """,
        Consumer.Options);

    [Fact]
    public Task Other_fields_are_silent() => s_rule.Reports(
        """
        class Unit
        {
            private double _p;
            private double _either;
            private double _bounded;
            private double _drawn;
            private double _moved;
            private double _clipped;
            private double _half;
            private double _tanh;
            private double[] _set = new double[4];
            private double[] _guess = [];
            public double Open;

            public double Settable { get; set; }

            public void Forward(double z, double[] x)
            {
                _p = Sigmoid(z);
                _either = Sigmoid(z);
                _bounded = Sigmoid(Math.Clamp(z, -30, 30));
                _drawn = Other.Sigmoid(z);
                _moved = Sigmoid(z);
                _clipped = Sigmoid(z);
                _half = Sigmoid(z) / 2 + 0.25;
                _tanh = Math.Tanh(z);
                _set = x.Select(Sigmoid).ToArray();
                _guess = x;
                Open = Sigmoid(z);
                Settable = Sigmoid(z);
            }

            public void Given(double p) => _either = p;
            public void Move() => _moved++;
            public void Clip() => Other.Clip(ref _clipped);
            public void Reset(int i) => _set[i] = 0.5;

            public double Guarded() => _p > 0 ? -Math.Log(_p) : 745;
            public double Below() => _p < 1 ? -Math.Log(1 - _p) : 37;
            public double Returned() { if (_p == 0) { return 745; } return -Math.Log(_p); }
            public double Either() => -Math.Log(_either);
            public double Bounded() => -Math.Log(1 - _bounded) - Math.Log(_bounded);
            public double Unknown() => -Math.Log(_drawn) - Math.Log(1 - _drawn);
            public double Moved() => -Math.Log(_moved);
            public double Clipped() => -Math.Log(_clipped);
            public double Half() => -Math.Log(_half);
            public double Tanh() => -Math.Log(1 - _tanh);
            public double Element(int i) => -Math.Log(_set[i]);
            public double Other1(int i) => Math.Log(Math.Abs(_guess[i]) + 1);
            public double OfOpen() => -Math.Log(Open);
            public double OfSettable() => -Math.Log(Settable);
            public double OfAnother(Unit other) => -Math.Log(other._p);
            public double Odds() => Math.Log(_p / (1 - _p));
            public double Written(double p) { _p = p; return -Math.Log(_p); }

            private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        }
        static class Other { public static double Sigmoid(double x) => x; public static void Clip(ref double x) => x = Math.Clamp(x, 0.01, 0.99); }
        """,
        Consumer.Options);
}
