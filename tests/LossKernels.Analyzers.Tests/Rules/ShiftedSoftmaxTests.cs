using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

/// <summary>Each way of writing a softmax that LK1001 reports, with its maximum subtracted, and quotients of exponentials that are none.</summary>
public class ShiftedSoftmaxTests
{
    private static readonly RuleVerifier s_rule = new("LK1001", new LossAnalyzer());

    [Theory]
    [InlineData("double[] F(double[] x) { var m = x[0]; var i = 1; while (i < x.Length) { if (x[i] > m) { m = x[i]; } i++; } double s = 0; i = 0; while (i < x.Length) { x[i] = Math.Exp(x[i] - m); s += x[i]; i++; } for (i = 0; i < x.Length; i++) { x[i] /= s; } return x; }")]
    [InlineData("double[] F(double[] x) { var m = x.Max(); double s = 0; for (int i = x.Length - 1; i >= 0; i--) s += Math.Exp(x[i] - m); for (int i = x.Length; i-- > 0;) x[i] = Math.Exp(x[i] - m) / s; return x; }")]
    [InlineData("float[] F(float[] x) { var m = float.MinValue; foreach (var v in x) m = Math.Max(m, v); float s = 0; var r = new float[x.Length]; for (int i = 0; i < x.Length; i++) { r[i] = MathF.Exp(x[i] - m); s += r[i]; } s = 1f / s; for (int i = 0; i < x.Length; i++) r[i] *= s; return r; }")]
    [InlineData("double[] F(double[] x) { var m = x.Max(); var e = x.Select(v => v - m).Select(Math.Exp); var s = e.Sum(); return e.Select(v => v / s).ToArray(); }")]
    [InlineData("double[] F(double[] x) { var m = x.OrderByDescending(v => v).First(); var e = x.Select(v => Math.Exp(v - m)).ToList(); var s = e.Sum(); return e.ConvertAll(v => v / s).ToArray(); }")]
    [InlineData("double[] F(double[] x) { var m = x.Aggregate(Math.Max); var s = x.Aggregate(0.0, (a, v) => a + Math.Exp(v - m)); return Array.ConvertAll(x, v => Math.Exp(v - m) / s); }")]
    [InlineData("IEnumerable<double> F(double[] x) => x.Select(v => Math.Exp(v - x.Max()) / x.Sum(w => Math.Exp(w - x.Max())));")]
    [InlineData("IEnumerable<double> F(double[] x) { var m = x.Max(); var s = (from v in x select Math.Exp(v - m)).Sum(); return from v in x select Math.Exp(v - m) / s; }")]
    [InlineData("void F(double[][] z, double[][] p) { for (int b = 0; b < z.Length; b++) { double m = z[b][0], s = 0; for (int k = 1; k < z[b].Length; k++) { if (z[b][k] > m) m = z[b][k]; } for (int k = 0; k < z[b].Length; k++) { p[b][k] = Math.Exp(z[b][k] - m); s += p[b][k]; } for (int k = 0; k < z[b].Length; k++) p[b][k] /= s; } }")]
    [InlineData("void F(double[,] z, double[,] p, int n, int c) { for (int b = 0; b < n; b++) { double m = z[b, 0], s = 0; for (int k = 1; k < c; k++) m = Math.Max(m, z[b, k]); for (int k = 0; k < c; k++) s += Math.Exp(z[b, k] - m); for (int k = 0; k < c; k++) p[b, k] = Math.Exp(z[b, k] - m) / s; } }")]
    [InlineData("void F(float[] z, float[] p, int n, int c) { for (int b = 0; b < n; b++) { int o = b * c; float m = z[o], s = 0; for (int k = 1; k < c; k++) m = MathF.Max(m, z[o + k]); for (int k = 0; k < c; k++) { p[o + k] = MathF.Exp(z[o + k] - m); s += p[o + k]; } for (int k = 0; k < c; k++) p[o + k] /= s; } }")]
    [InlineData("void F(ReadOnlySpan<float> z, Span<float> p, int n, int c) { for (int b = 0; b < n; b++) { var row = z.Slice(b * c, c); var to = p.Slice(b * c, c); float m = row[0], s = 0; foreach (var v in row) { if (v > m) { m = v; } } for (int k = 0; k < c; k++) { to[k] = MathF.Exp(row[k] - m); s += to[k]; } for (int k = 0; k < c; k++) to[k] /= s; } }")]
    [InlineData("double[] _z = new double[3], _p = new double[3]; double _sum, _max; void F() { _max = _z[0]; for (int i = 1; i < 3; i++) { if (_z[i] > _max) _max = _z[i]; } _sum = 0; for (int i = 0; i < 3; i++) { _p[i] = Math.Exp(_z[i] - _max); _sum += _p[i]; } for (int i = 0; i < 3; i++) { _p[i] = _p[i] / _sum; } }")]
    [InlineData("class N { public double In, Out; } void F(List<N> ns) { double m = ns.Max(n => n.In), s = 0; foreach (var n in ns) { n.Out = Math.Exp(n.In - m); s += n.Out; } foreach (var n in ns) n.Out /= s; }")]
    [InlineData("T[] F<T>(T[] x) where T : System.Numerics.IFloatingPointIeee754<T> { var m = x[0]; foreach (var v in x) m = T.Max(m, v); var s = T.Zero; var r = new T[x.Length]; for (int i = 0; i < x.Length; i++) { r[i] = T.Exp(x[i] - m); s += r[i]; } for (int i = 0; i < x.Length; i++) r[i] /= s; return r; }")]
    [InlineData("double[] F(double[] x, double t) { double m = x.Max() / t, s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] / t - m); var r = new double[x.Length]; for (int i = 0; i < x.Length; i++) r[i] = Math.Exp(x[i] / t - m) / s; return r; }")]
    [InlineData("double[] F(double[] x) { var e = Exps(x); var s = 0.0; foreach (var v in e) s += v; for (int i = 0; i < e.Length; i++) e[i] = e[i] / s; return e; } static double[] Exps(double[] x) { var m = x.Max(); var r = new double[x.Length]; for (int i = 0; i < x.Length; i++) r[i] = Math.Exp(x[i] - m); return r; }")]
    [InlineData("double[] F(double[] x) { var (m, s) = Sums(x); return x.Select(v => Math.Exp(v - m) / s).ToArray(); } static (double Max, double Sum) Sums(double[] x) { var m = x.Max(); return (m, x.Sum(v => Math.Exp(v - m))); }")]
    [InlineData("double[] F(double[] x, bool[] mask) { var m = x.Where((v, i) => mask[i]).Max(); double s = 0; for (int i = 0; i < x.Length; i++) { if (!mask[i]) continue; s += Math.Exp(x[i] - m); } for (int i = 0; i < x.Length; i++) { x[i] = mask[i] ? Math.Exp(x[i] - m) / s : 0; } return x; }")]
    [InlineData("double[] F(double[] x) { double m = x.Max(), s = 1e-9; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - m); for (int i = 0; i < x.Length; i++) { x[i] = Math.Exp(x[i] - m) / s; } return x; }")]
    [InlineData("List<double> F(List<double> x) { var e = new List<double>(); double m = x.Max(), s = 0; foreach (var v in x) { var y = Math.Exp(v - m); e.Add(y); s += y; } for (int i = 0; i < e.Count; i++) e[i] /= s; return e; }")]
    [InlineData("void F(double[] x) { double m = x.Max(), s = 0; System.Threading.Tasks.Parallel.For(0, x.Length, i => x[i] = Math.Exp(x[i] - m)); foreach (var v in x) s += v; for (int i = 0; i < x.Length; i++) x[i] /= s; }")]
    [InlineData("double F(double[] x, int k) { double m = x.Max(), s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - m); return Math.Exp(x[k] - m) / s; }")]
    [InlineData("double[] F(double[] x) { var s = x.Sum(v => Math.Exp(10 * Math.Tanh(v))); return x.Select(v => Math.Exp(10 * Math.Tanh(v)) / s).ToArray(); }")]
    [InlineData("double[] F(double[] x) { var s = x.Sum(v => Math.Exp(1 / (1 + Math.Exp(-v)))); return x.Select(v => Math.Exp(1 / (1 + Math.Exp(-v))) / s).ToArray(); }")]
    [InlineData("double[] F(double[] x) { var s = x.Sum(v => Math.Exp(Math.Sin(v))); return x.Select(v => Math.Exp(Math.Sin(v)) / s).ToArray(); }")]
    [InlineData("double[] F(double[] x, double c) { var w = x.Select(v => Math.Exp(-(v - c) * (v - c))).ToArray(); var s = w.Sum(); for (int i = 0; i < w.Length; i++) w[i] /= s; return w; }")]
    [InlineData("double[] F(double[] x, double c, double h) { var w = new double[x.Length]; var s = 0.0; for (int i = 0; i < x.Length; i++) { w[i] = Math.Exp(-Math.Pow((x[i] - c) / h, 2)); s += w[i]; } for (int i = 0; i < w.Length; i++) w[i] /= s; return w; }")]
    [InlineData("double[] F(double[] x) { double low = x.Min(), s = 0; foreach (var v in x) s += Math.Exp(low - v); return x.Select(v => Math.Exp(low - v) / s).ToArray(); }")]
    [InlineData("double[] F(double[] x, double[] y) { var s = y.Sum(Math.Exp); return x.Select(v => Math.Exp(v) / s).ToArray(); }")]
    [InlineData("double[] F(double[] x) { var s = x.Sum(); return x.Select(v => Math.Exp(v) / s).ToArray(); }")]
    [InlineData("double F(double[] x) => x.Sum(Math.Exp) / x.Sum();")]
    [InlineData("double[] F(double[] x) { var m = x.Select(Math.Exp).Max(); return x.Select(v => Math.Exp(v) / m).ToArray(); }")]
    [InlineData("double F(double[] x, double[] t) { var s = 0.0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]) / t[i]; return s; }")]
    [InlineData("double[] F(double[] x) { var l = Of(x); return x.Select(v => Math.Exp(v - l)).ToArray(); } static double Of(double[] x) { var m = x.Max(); return m + Math.Log(x.Sum(v => Math.Exp(v - m))); }")]
    [InlineData("double[] F(double[] x) { var s = x.Sum(v => Math.Exp(v > 30 ? 30 : v)); return x.Select(v => Math.Exp(v > 30 ? 30 : v) / s).ToArray(); }")]
    [InlineData("double[] F(int[] ranks) { var s = ranks.Sum(r => Math.Exp(-Math.Abs(r))); return ranks.Select(r => Math.Exp(-Math.Abs(r)) / s).ToArray(); }")]
    public Task It_is_silent(string member) => s_rule.Reports($"class C {{ {member} }}", Consumer.Options);
}
