namespace LossKernels.Analyzers.Tests;

/// <summary>Loss code by hand, half-written or without an end.</summary>
public class HalfWrittenSourceTests() : HalfWrittenSource(new LossAnalyzer(), Whole, stride: 10)
{
    private const string Whole = """
        using System; using System.Linq; using static System.Math;
        class A<T> where T : System.Numerics.IFloatingPointIeee754<T>
        {
            double[] _p = new double[3]; static readonly Func<double, double> s_f = x => Log(1 + Exp(x));
            double[] F(double[] x, out double s)
            {
                s = 0; var e = x.Select(v => Exp(v)).ToArray();
                for (int i = 0; i < x.Length; i++) { if (x[i] < 0) continue; _p[i] = Exp(x[i]); s += _p[i]; }
                foreach (var v in e) { switch (v) { case > 1: s -= v; break; default: return [s, .. e]; } }
                while (s > 0) { s--; (e[0], e[1]) = (e[1], e[0]); } do { s += x is [var a, ..] ? a : 0; } while (false);
                double G(double y) => y switch { < 0 => Log(1 + Exp(y)), 0 => 1, _ => Exp(y) / (1 + Exp(y)) };
                try { return e.Select(v => G(v) / _p.Sum()).ToArray(); } catch { return x; }
            }
            T H(Span<T> z, T t) { var row = z.Slice(1, 2); row[0] = T.Exp(z[1] / t); return T.Log(T.One + row[0]); }
        }
        """;

    [Fact]
    public async Task Values_that_double_with_each_statement_are_given_up()
        => await AssertQuietAsync("using System; class C { double F(double x) { " + string.Concat(Enumerable.Repeat("x = x * Math.Exp(x) + Math.Log(x) / x; ", 60)) + "return x; } }");

    [Fact]
    public async Task Loops_within_loops_end()
        => await AssertQuietAsync(
            "using System; class C { double F(double[] x) { double s = 0; "
            + string.Concat(Enumerable.Range(0, 14).Select(depth => $"for (int i{depth} = 0; i{depth} < 9; i{depth}++) {{ s += Math.Exp(x[i{depth}]); "))
            + new string('}', 14) + " return s; } }");

    [Fact]
    public async Task Helpers_that_call_each_other_end()
        => await AssertQuietAsync("using System; class C { double F(double x) => G(x) + G(-x) + Math.Exp(x); double G(double x) => F(x) * F(-x) + G(x); }");
}
