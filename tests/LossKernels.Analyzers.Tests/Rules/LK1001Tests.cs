using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK1001Tests
{
    private static readonly RuleVerifier s_rule = new("LK1001", new LossAnalyzer(), new MaximumShiftCodeFix());

    [Theory]
    [InlineData("double[] F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += [|Math.Exp(x[i])|]; var r = new double[x.Length]; for (int i = 0; i < x.Length; i++) r[i] = Math.Exp(x[i]) / s; return r; }")]
    [InlineData("double[] F(double[] x) { double s = 0; for (int i = x.Length - 1; i >= 0; i--) s += [|Math.Exp(x[i])|]; for (int i = x.Length; i-- > 0;) x[i] = Math.Exp(x[i]) / s; return x; }")]
    [InlineData("void F(double[] x) { for (var i = 0; i < x.Length; i++) { x[i] = [|Math.Exp(x[i])|]; } var s = .0d; for (var i = 0; i < x.Length; i++) { s += x[i]; } for (var i = 0; i < x.Length; i++) { x[i] = (x[i] / s); } }")]
    [InlineData("float[] F(float[] x) { float s = 0; var r = new float[x.Length]; for (int i = 0; i < x.Length; i++) { r[i] = [|MathF.Exp(x[i])|]; s += r[i]; } s = 1f / s; for (int i = 0; i < x.Length; i++) r[i] *= s; return r; }")]
    [InlineData("double[] F(double[] x) { var e = x.Select([|Math.Exp|]); var s = e.Sum(); return e.Select(v => v / s).ToArray(); }")]
    [InlineData("double[] F(double[] x) { var e = x.Select(v => [|Math.Exp(v)|]).ToArray(); var s = e.Sum(); return e.Select(v => v / s).ToArray(); }")]
    [InlineData("List<double> F(List<double> x) { var r = x.Select(v => [|Math.Exp(v)|]).ToList(); var s = r.Sum(); for (var i = 0; i < x.Count; i++) r[i] /= s; return r; }")]
    [InlineData("double[] F(double[] x) { var s = x.Sum(v => [|Math.Exp(v)|]); return x.Select(v => Math.Exp(v) / s).ToArray(); }")]
    [InlineData("IEnumerable<double> F(double[] x) => x.Select(v => [|Math.Exp(v)|] / x.Sum(Math.Exp));")]
    [InlineData("IEnumerable<double> F(double[] x) { var s = (from v in x select [|Math.Exp(v)|]).Sum(); return from v in x select Math.Exp(v) / s; }")]
    [InlineData("void F(double[][] z, double[][] p) { for (int b = 0; b < z.Length; b++) { double s = 0; for (int k = 0; k < z[b].Length; k++) { p[b][k] = [|Math.Exp(z[b][k])|]; s += p[b][k]; } for (int k = 0; k < z[b].Length; k++) p[b][k] /= s; } }")]
    [InlineData("void F(double[,] z, double[,] p, int n, int c) { for (int b = 0; b < n; b++) { double s = 0; for (int k = 0; k < c; k++) { s += [|Math.Exp(z[b, k])|]; } for (int k = 0; k < c; k++) p[b, k] = Math.Exp(z[b, k]) / s; } }")]
    [InlineData("void F(float[] z, float[] p, int n, int c) { for (int b = 0; b < n; b++) { float s = 0; int o = b * c; for (int k = 0; k < c; k++) { p[o + k] = [|MathF.Exp(z[o + k])|]; s += p[o + k]; } for (int k = 0; k < c; k++) p[o + k] /= s; } }")]
    [InlineData("void F(ReadOnlySpan<float> z, Span<float> p, int n, int c) { for (int b = 0; b < n; b++) { var row = z.Slice(b * c, c); var to = p.Slice(b * c, c); float s = 0; for (int k = 0; k < c; k++) { to[k] = [|MathF.Exp(row[k])|]; s += to[k]; } for (int k = 0; k < c; k++) to[k] /= s; } }")]
    [InlineData("double[] _z = new double[3], _p = new double[3]; double _sum; void F() { _sum = 0; for (int i = 0; i < 3; i++) { _p[i] = [|Math.Exp(_z[i])|]; _sum += _p[i]; } for (int i = 0; i < 3; i++) { _p[i] = _p[i] / _sum; } }")]
    [InlineData("class N { public double In, Out; } void F(List<N> ns) { double s = 0; foreach (var n in ns) { n.Out = [|Math.Exp(n.In)|]; s += n.Out; } foreach (var n in ns) n.Out /= s; }")]
    [InlineData("T[] F<T>(T[] x) where T : System.Numerics.IFloatingPointIeee754<T> { var s = T.Zero; var r = new T[x.Length]; for (int i = 0; i < x.Length; i++) { r[i] = [|T.Exp(x[i])|]; s += r[i]; } for (int i = 0; i < x.Length; i++) r[i] /= s; return r; }")]
    [InlineData("double[] F(double[] x) { int i = 0; double s = 0; while (i < x.Length) { s += [|Math.Exp(x[i])|]; i++; } i = 0; while (i < x.Length) { x[i] = Math.Exp(x[i]) / s; i++; } return x; }")]
    [InlineData("double[] F(double[] x, double t) { double s = 0; for (int i = 0; i < x.Length; i++) s += [|Math.Exp(x[i] / t)|]; var r = new double[x.Length]; for (int i = 0; i < x.Length; i++) r[i] = Math.Exp(x[i] / t) / s; return r; }")]
    [InlineData("double[] F(double[] x) { var e = Exps(x); var s = 0.0; foreach (var v in e) s += v; for (int i = 0; i < e.Length; i++) e[i] = [|e[i] / s|]; return e; } static double[] Exps(double[] x) { var r = new double[x.Length]; for (int i = 0; i < x.Length; i++) r[i] = Math.Exp(x[i]); return r; }")]
    [InlineData("double[] F(double[] x) { var s = Sum(x); return x.Select(v => [|Math.Exp(v)|] / s).ToArray(); } static double Sum(double[] x) { double t = 0; for (int i = 0; i < x.Length; i++) t += Math.Exp(x[i]); return t; }")]
    [InlineData("double[] F(double[] x, bool[] mask) { double s = 0; for (int i = 0; i < x.Length; i++) { if (!mask[i]) continue; s += [|Math.Exp(x[i])|]; } for (int i = 0; i < x.Length; i++) { x[i] = mask[i] ? Math.Exp(x[i]) / s : 0; } return x; }")]
    [InlineData("double[] F(double[] x) { double s = 1e-9; for (int i = 0; i < x.Length; i++) s += [|Math.Exp(x[i])|]; for (int i = 0; i < x.Length; i++) { x[i] = Math.Exp(x[i]) / s; } return x; }")]
    [InlineData("double[] F(double[] x, double[,] w) { var n = w.GetLength(0); var z = new double[n]; for (int j = 0; j < n; j++) { double a = 0; for (int i = 0; i < x.Length; i++) a += x[i] * w[j, i]; z[j] = a; } double s = 0; for (int j = 0; j < n; j++) { z[j] = [|Math.Exp(z[j])|]; s += z[j]; } for (int j = 0; j < n; j++) z[j] /= s; return z; }")]
    [InlineData("double[] F(double[] x) { var s = x.Aggregate(0.0, (a, v) => a + [|Math.Exp(v)|]); return Array.ConvertAll(x, v => Math.Exp(v) / s); }")]
    [InlineData("double[] F(double[] x) { var s = x.Select(v => [|Math.Pow(Math.E, v)|]).Sum(); return x.Select(v => Math.Pow(Math.E, v) / s).ToArray(); }")]
    [InlineData("double F(double[] x, int k) { double s = 0; for (int i = 0; i < x.Length; i++) s += [|Math.Exp(x[i])|]; return Math.Exp(x[k]) / s; }")]
    [InlineData("List<double> F(List<double> x) { var e = new List<double>(); double s = 0; foreach (var v in x) { var y = [|Math.Exp(v)|]; e.Add(y); s += y; } for (int i = 0; i < e.Count; i++) e[i] /= s; return e; }")]
    [InlineData("void F(double[] x) { double s = 0; System.Threading.Tasks.Parallel.For(0, x.Length, i => x[i] = [|Math.Exp(x[i])|]); foreach (var v in x) s += v; for (int i = 0; i < x.Length; i++) x[i] /= s; }")]
    public Task Exponentials_over_their_sum_are_reported(string member) => s_rule.Reports($"class C {{ {member} }}", Consumer.Options);

    [Theory]
    [InlineData("double[] F(double[] x) { var m = x.Max(); double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - m); for (int i = 0; i < x.Length; i++) x[i] = Math.Exp(x[i] - m) / s; return x; }")]
    [InlineData("double[] F(double[] x) { var m = double.NegativeInfinity; foreach (var v in x) if (v > m) m = v; var e = x.Select(v => Math.Exp(v - m)).ToArray(); var s = e.Sum(); return e.Select(v => v / s).ToArray(); }")]
    [InlineData("double[] F(double[] x) { var m = x[0]; for (int i = 1; i < x.Length; i++) m = Math.Max(m, x[i]); for (int i = 0; i < x.Length; i++) x[i] -= m; double s = 0; for (int i = 0; i < x.Length; i++) { x[i] = Math.Exp(x[i]); s += x[i]; } for (int i = 0; i < x.Length; i++) x[i] /= s; return x; }")]
    [InlineData("double[] F(double[] x, double shift) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - shift); for (int i = 0; i < x.Length; i++) x[i] = Math.Exp(x[i] - shift) / s; return x; }")]
    [InlineData("double[] F(double[] x) { var s = x.Sum(v => Math.Exp(v - x[0])); return x.Select(v => Math.Exp(v - x[0]) / s).ToArray(); }")]
    [InlineData("List<double> F(List<double> x) { var r = x.Select(t => Math.Exp(t - x.Max())).ToList(); var s = r.Sum(); for (var i = 0; i < r.Count; i++) r[i] /= s; return r; }")]
    [InlineData("double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]); return s; }")]
    [InlineData("double F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]); return s / x.Length; }")]
    [InlineData("double[] F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(-x[i] * x[i]); return x.Select(v => Math.Exp(-v * v) / s).ToArray(); }")]
    [InlineData("double[] F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(-Math.Abs(x[i])); return x.Select(v => Math.Exp(-Math.Abs(v)) / s).ToArray(); }")]
    [InlineData("double[] F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(Math.Clamp(x[i], -30, 30)); return x.Select(v => Math.Exp(Math.Clamp(v, -30, 30)) / s).ToArray(); }")]
    [InlineData("double[] F(double[] x) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(Math.Min(x[i], 50)); return x.Select(v => Math.Exp(Math.Min(v, 50)) / s).ToArray(); }")]
    [InlineData("double[] F(double[] x) { var m = x.Max(); var s = x.Sum(v => Math.Exp(v / m)); return x.Select(v => Math.Exp(v / m) / s).ToArray(); }")]
    [InlineData("double[] F(double[] e, double t) { var low = e.Min(); var w = e.Select(v => Math.Exp(-(v - low) / t)).ToArray(); var z = w.Sum(); return w.Select(v => v / z).ToArray(); }")]
    [InlineData("double[] F(double[] e, double t) { var low = e.Min(); var w = e.Select(v => Math.Exp((low - v) / t)).ToArray(); var z = w.Sum(); return w.Select(v => v / z).ToArray(); }")]
    [InlineData("double[] F(double[] d, double h) { var w = d.Select(v => Math.Exp(-0.5 * v * v / (h * h))).ToArray(); var z = w.Sum(); return w.Select(v => v / z).ToArray(); }")]
    [InlineData("double[] F(double[] d, double variance) { var w = d.Select(v => Math.Exp(-(v * v) / (2 * variance))).ToArray(); var z = w.Sum(); return w.Select(v => v / z).ToArray(); }")]
    [InlineData("double F(double[] x, double[] y) { double s = 0, t = 0; for (int i = 0; i < x.Length; i++) { s += Math.Exp(x[i]); t += Math.Exp(y[i]); } return s / t; }")]
    [InlineData("double[] F(double[] x) { Center(ref x); double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]); return x.Select(v => Math.Exp(v) / s).ToArray(); } extern static void Center(ref double[] x);")]
    [InlineData("double[] F(double[] x) { Center(ref x); double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]); return x.Select(v => Math.Exp(v) / s).ToArray(); } static void Center(ref double[] x) { var m = x.Max(); x = x.Select(v => v - m).ToArray(); }")]
    [InlineData("double[] F(double[] x) { Shift(x); double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]); return x.Select(v => Math.Exp(v) / s).ToArray(); } static void Shift(double[] x) { var m = x.Max(); for (int i = 0; i < x.Length; i++) x[i] -= m; }")]
    [InlineData("double[] F(double[] x) { var m = Largest(x); double s = 0; for (int i = 0; i < x.Length; i++) { x[i] = Math.Exp(x[i] - m); s += x[i]; } for (int i = 0; i < x.Length; i++) x[i] /= s; return x; } static double Largest(double[] x) { var m = x[0]; foreach (var v in x) { if (v > m) { m = v; } } return m; }")]
    [InlineData("double[] F(double[] x) { double m = double.MinValue, s = 0; for (int i = 0; i < x.Length; i++) { var n = Math.Max(m, x[i]); s = s * Math.Exp(m - n) + Math.Exp(x[i] - n); m = n; } for (int i = 0; i < x.Length; i++) x[i] = Math.Exp(x[i] - m) / s; return x; }")]
    [InlineData("double[] F(double[] p) { double s = 0; for (int i = 0; i < p.Length; i++) s += p[i]; for (int i = 0; i < p.Length; i++) p[i] = p[i] / s; return p; }")]
    [InlineData("double[] F(double[] logp) { var l = 0.0; var m = logp.Max(); foreach (var v in logp) l += Math.Exp(v - m); l = m + Math.Log(l); var s = logp.Sum(v => Math.Exp(v - l)); return logp.Select(v => Math.Exp(v - l) / s).ToArray(); }")]
    [InlineData("double[] F(double[][] z, int b) { var row = z[b]; var m = row.Max(); var s = 0.0; var p = new double[row.Length]; for (int k = 0; k < row.Length; k++) { var d = z[b][k] - m; p[k] = Math.Exp(d); s += p[k]; } for (int k = 0; k < p.Length; k++) p[k] *= 1 / s; return p; }")]
    public Task Shifted_or_bounded_ones_and_other_sums_are_silent(string member) => s_rule.Reports($"class C {{ {member} }}", Consumer.Options);

    private const string Before = """
        class C
        {
            double[] InPlace(double[] x)
            {
                for (var i = 0; i < x.Length; i++)
                {
                    x[i] = [|Math.Exp(x[i])|];
                }

                var sum = 0.0;
                foreach (var e in x)
                {
                    sum += e;
                }

                for (var i = 0; i < x.Length; i++)
                {
                    x[i] /= sum;
                }

                return x;
            }

            float[] Twice(float[] z, float temperature)
            {
                var max = 0f;
                for (var i = z.Length - 1; i >= 0; i--) max += [|MathF.Exp(z[i] / 2)|];
                var p = new float[z.Length];
                for (int i = 0; i < z.Length; i++)
                {
                    p[i] = MathF.Exp(z[i] / 2) / max;
                }

                return p;
            }

            double[][] Rows(double[][] z)
            {
                var p = new double[z.Length][];
                for (int b = 0; b < z.Length; b++)
                {
                    p[b] = new double[z[b].Length];
                    double sum = 0;
                    for (int k = 0; k < z[b].Length; k++)
                    {
                        var scaled = z[b][k] * 0.5;
                        p[b][k] = [|Math.Exp(scaled)|];
                        sum += p[b][k];
                    }

                    for (int k = 0; k < z[b].Length; k++)
                    {
                        p[b][k] /= sum;
                    }
                }

                return p;
            }

            double[] Query(double[] x)
            {
                var e = x.Select([|Math.Exp|]).ToArray();
                var sum = e.Sum();
                return e.Select(v => v / sum).ToArray();
            }

            double[] Short(double[] x) => x.Select(v => [|Math.Exp(v)|] / x.Sum(w => Math.Exp(w))).ToArray();

            float[] Reciprocal(float[] x)
            {
                float sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    sum += (float)[|Math.Exp(x[i])|];
                }

                sum = 1f / sum;
                var p = new float[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    p[i] = (float)Math.Exp(x[i]) * sum;
                }

                return p;
            }

            double[] OfSelected(double[] x)
            {
                var sum = x.Select(v => v / 3).Sum(v => [|Math.Exp(v)|]);
                return x.Select(v => v / 3).Select(v => Math.Exp(v) / sum).ToArray();
            }
        }
        """;

    private const string After = """
        class C
        {
            double[] InPlace(double[] x)
            {
                var max = double.NegativeInfinity;
                for (var i = 0; i < x.Length; i++)
                {
                    max = Math.Max(max, x[i]);
                }

                for (var i = 0; i < x.Length; i++)
                {
                    x[i] = Math.Exp(x[i] - max);
                }

                var sum = 0.0;
                foreach (var e in x)
                {
                    sum += e;
                }

                for (var i = 0; i < x.Length; i++)
                {
                    x[i] /= sum;
                }

                return x;
            }

            float[] Twice(float[] z, float temperature)
            {
                var max = 0f;
                var largest = float.NegativeInfinity;
                for (var i = z.Length - 1; i >= 0; i--)
                {
                    largest = MathF.Max(largest, z[i] / 2);
                }

                for (var i = z.Length - 1; i >= 0; i--) max += MathF.Exp(z[i] / 2 - largest);
                var p = new float[z.Length];
                for (int i = 0; i < z.Length; i++)
                {
                    p[i] = MathF.Exp(z[i] / 2 - largest) / max;
                }

                return p;
            }

            double[][] Rows(double[][] z)
            {
                var p = new double[z.Length][];
                for (int b = 0; b < z.Length; b++)
                {
                    p[b] = new double[z[b].Length];
                    double sum = 0;
                    var max = double.NegativeInfinity;
                    for (int k = 0; k < z[b].Length; k++)
                    {
                        var scaled = z[b][k] * 0.5;
                        max = Math.Max(max, scaled);
                    }

                    for (int k = 0; k < z[b].Length; k++)
                    {
                        var scaled = z[b][k] * 0.5;
                        p[b][k] = Math.Exp(scaled - max);
                        sum += p[b][k];
                    }

                    for (int k = 0; k < z[b].Length; k++)
                    {
                        p[b][k] /= sum;
                    }
                }

                return p;
            }

            double[] Query(double[] x)
            {
                var max = x.DefaultIfEmpty().Max();
                var e = x.Select(value => Math.Exp(value - max)).ToArray();
                var sum = e.Sum();
                return e.Select(v => v / sum).ToArray();
            }

            double[] Short(double[] x)
            {
                var max = x.DefaultIfEmpty().Max();
                return x.Select(v => Math.Exp(v - max) / x.Sum(w => Math.Exp(w - max))).ToArray();
            }

            float[] Reciprocal(float[] x)
            {
                float sum = 0;
                var max = double.NegativeInfinity;
                for (int i = 0; i < x.Length; i++)
                {
                    max = Math.Max(max, x[i]);
                }

                for (int i = 0; i < x.Length; i++)
                {
                    sum += (float)Math.Exp(x[i] - max);
                }

                sum = 1f / sum;
                var p = new float[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    p[i] = (float)Math.Exp(x[i] - max) * sum;
                }

                return p;
            }

            double[] OfSelected(double[] x)
            {
                var max = x.Select(v => v / 3).DefaultIfEmpty().Max();
                var sum = x.Select(v => v / 3).Sum(v => Math.Exp(v - max));
                return x.Select(v => v / 3).Select(v => Math.Exp(v - max) / sum).ToArray();
            }
        }
        """;

    [Fact]
    public Task The_maximum_is_found_first_and_subtracted() => s_rule.Fixes(Before, After, "Subtract the maximum", Consumer.Options);

    [Fact]
    public void The_fix_agrees_where_the_original_is_finite()
        => Agreement.Assert(Before, After, (logits, rows) => logits.Chunk(5).Any(row => row.Max() < 0) || rows.Chunk(5).Any(row => row.Sum() < 0.5));

    [Theory]
    [InlineData("a sum that is logged, too, would lose its shift", "double F(double[] x, int y) { double s = 0; for (int i = 0; i < x.Length; i++) { s += [|Math.Exp(x[i])|]; } return Math.Exp(x[y]) / s + Math.Log(s); }")]
    [InlineData("an epsilon weighs more beside shifted terms", "double F(double[] x, int y) { double s = 1e-9; for (int i = 0; i < x.Length; i++) { s += [|Math.Exp(x[i])|]; } return Math.Exp(x[y]) / s; }")]
    [InlineData("a mask may leave out the largest", "double F(double[] x, bool[] m, int y) { double s = 0; for (int i = 0; i < x.Length; i++) { if (m[i]) { s += [|Math.Exp(x[i])|]; } } return Math.Exp(x[y]) / s; }")]
    [InlineData("the exponent is made in the loop by more than declarations", "double[] F(double[] x, double[] w) { double s = 0; var p = new double[x.Length]; for (int i = 0; i < x.Length; i++) { var z = 0.0; for (int j = 0; j < w.Length; j++) { z += w[j] * x[i]; } p[i] = [|Math.Exp(z)|]; s += p[i]; } for (int i = 0; i < p.Length; i++) { p[i] /= s; } return p; }")]
    public Task No_fix_is_offered_that_would_change_more(string why, string member)
    {
        Assert.NotEmpty(why);
        return s_rule.OffersNoFix($"class C {{ {member} }}", Consumer.Options);
    }
}
