using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Shapes;

/// <summary>Vectors and matrices of classes: of a program's own, of MathNet, lists that are filled at once, results in tuples.</summary>
public class VectorClassTests
{
    private const string Classes = """

        interface IVector<T> : IEnumerable<double> { T Map(Func<double, double> f); }
        class Row(double[] values) { public double this[int i] => values[i]; public int Length => values.Length; public Row Map(Func<double, double> f) => new(values.Select(f).ToArray()); public double Apply(Func<double, double> f) => f(values[0]); public double Sum(Func<double, double> f) => values.Sum(f); }
        namespace MathNet.Numerics.LinearAlgebra
        {
            class Matrix<T> { public Matrix<T> PointwiseExp() => this; public Matrix<T> NormalizeRows(double p) => this; public Matrix<T> NormalizeColumns(double p) => this; public Matrix<T> Subtract(T scalar) => this; public T Maximum() => throw null!; }
            class Vector<T> { public Vector<T> PointwiseExp() => this; public Vector<T> Normalize(double p) => this; public static Vector<T> operator -(Vector<T> v, T x) => v; public T Maximum() => throw null!; }
        }
        """;

    private const string Wrong = """
        using MathNet.Numerics.LinearAlgebra;
        class Layer<T> where T : IVector<T>
        {
            T Forward(T input) { var total = input.Select(x => {|LK1001:Math.Exp(x)|}).Sum(); return input.Map(x => Math.Exp(x) / total); }
        }

        class Activations
        {
            Row Softplus(Row x) => x.Map(v => {|LK1006:Math.Log(1 + Math.Exp(v))|});
            Row Loss(Row z) => Sigmoid(z).Map(p => -{|LK1005:Math.Log(p)|});
            static Row Sigmoid(Row z) => z.Map(v => 1 / (1 + Math.Exp(-v)));
            Matrix<double> Rows(Matrix<double> z) => {|LK1001:z.PointwiseExp()|}.NormalizeRows(1.0);
            void Columns(Matrix<double> z, out Matrix<double> result) { result = {|LK1001:z.PointwiseExp()|}; result = result.NormalizeColumns(1); }
            Vector<double> OfVector(Vector<double> z) => {|LK1001:z.PointwiseExp()|}.Normalize(1);
        }

        class Neurons
        {
            Func<double[], double>[] _neurons = [];
            interface INeuron { double Calculate(double[] inputs); }
            double[] Transform(INeuron[] neurons, double[] inputs)
            {
                var results = new List<double>(inputs.Length);
                results.AddRange(neurons.Select(neuron => neuron.Calculate(inputs)));
                var sum = results.Sum(x => {|LK1001:Math.Exp(x)|});
                return results.Select(x => Math.Exp(x) / sum).ToArray();
            }

            (double[] Logits, double[] Scaled) Forward(double[] x, double t) { var scaled = new double[x.Length]; for (var i = 0; i < x.Length; i++) { scaled[i] = x[i] / t; } return (x, scaled); }
            double OfTuple(double[] x) { var z = Forward(x, 2).Scaled; return {|LK1003:Math.Log(z.Sum(v => Math.Exp(v)))|}; }
            double Deconstructed(double[] x) { var (_, z) = Forward(x, 2); var s = 0.0; foreach (var v in z) { s += Math.Exp(v); } return {|LK1003:Math.Log(s)|}; }
            double Last(double[][] layers) { var z = layers[^1]; return {|LK1003:Math.Log(z.Sum(v => Math.Exp(v)))|}; }
            double LastOfList(List<double[]> layers) => {|LK1003:Math.Log(layers[^1].Sum(v => Math.Exp(v)))|};
        }
        """ + Classes;

    private const string Right = """
        using MathNet.Numerics.LinearAlgebra;
        class Layer<T> where T : IVector<T>
        {
            T Forward(T input) { var max = input.Max(); var total = input.Select(x => Math.Exp(x - max)).Sum(); return input.Map(x => Math.Exp(x - max) / total); }
            T Scale(T input, T other) { var total = other.Select(x => Math.Exp(x)).Sum(); return input.Map(x => x / total); }
        }

        class Activations
        {
            Row Softplus(Row x) => x.Map(v => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v))));
            Row Loss(Row z) => z.Map(v => Math.Max(-v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v))));
            double Once(Row z) { var total = z.Sum(v => Math.Exp(v)); return z.Apply(v => Math.Exp(-v * v) / total); }
            Row Bounded(Row x) => x.Map(v => Math.Log(1 + Math.Exp(Math.Min(v, 30))));
            Matrix<double> Shifted(Matrix<double> z) => z.Subtract(z.Maximum()).PointwiseExp().NormalizeRows(1);
            Matrix<double> Unit(Matrix<double> z) => z.PointwiseExp().NormalizeRows(2);
            Vector<double> OfVector(Vector<double> z) => (z - z.Maximum()).PointwiseExp().Normalize(1);
            Vector<double> NoExponential(Vector<double> z) => z.Normalize(1);
        }

        class Neurons
        {
            interface INeuron { double Calculate(double[] inputs); }
            double[] Transform(INeuron[] neurons, double[] inputs)
            {
                var results = new List<double>(inputs.Length);
                results.AddRange(neurons.Select(neuron => neuron.Calculate(inputs)));
                var max = results.Max();
                var sum = results.Sum(x => Math.Exp(x - max));
                return results.Select(x => Math.Exp(x - max) / sum).ToArray();
            }

            double[] Appended(double[] a, double[] b) { var all = new List<double>(); all.AddRange(a); all.AddRange(b.Select(v => v - b.Max())); var sum = all.Sum(x => Math.Exp(x)); return all.Select(x => Math.Exp(x) / sum).ToArray(); }
            (double[] Shifted, double Max) Forward(double[] x) { var max = x.Max(); return (x.Select(v => v - max).ToArray(), max); }
            double OfTuple(double[] x) { var (z, max) = Forward(x); return max + Math.Log(z.Sum(v => Math.Exp(v))); }
            double ByName(double[] x) { var shifted = Forward(x); return shifted.Max + Math.Log(shifted.Shifted.Sum(v => Math.Exp(v))); }
            double Last(double[][] layers) { var max = layers[^1].Max(); return max + Math.Log(layers[^1].Sum(v => Math.Exp(v - max))); }
            double FromEnd(double[] x) { for (var i = 0; i < x.Length; i++) { x[i] = Math.Min(x[i], 9); } return Math.Log(1 + Math.Exp(x[^2])); }
        }
        """ + Classes;

    private static readonly RuleVerifier s_rules = new("", new LossAnalyzer());

    [Fact]
    public Task What_is_done_to_their_elements_is_followed() => s_rules.Reports(Wrong, Consumer.Options);

    [Fact]
    public Task Done_rightly_it_is_silent() => s_rules.Reports(Right, Consumer.Options);
}
