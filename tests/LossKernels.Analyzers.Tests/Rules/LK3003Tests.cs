using LossKernels.Analyzers.Tests.Calls;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK3003Tests
{
    private static readonly RuleVerifier s_rule = new("LK3003", new KernelCallAnalyzer());

    [Fact]
    public Task Lengths_that_mean_different_rows_are_reported() => s_rule.Reports(CallSource.Of(
        "float A() => Loss(new float[30], [|[1, 2]|]);",
        "float B() => Loss(labels: [|stackalloc int[4]|], logits: stackalloc float[30]);",
        "void D() => Softmax(new float[30], [|new float[20]|]);",
        "void E() { const int rows = 3; var z = new float[rows * 10]; var p = new float[10]; Softmax(z, [|p|]); }",
        "float F() => Soft(new float[30], [|new float[10]|]);",
        "void G(float[] z) => Kernels.OfRows(z.AsSpan(0, 9), [|new float[9]|]);",
        "void H(float[] z) => PredictAll(z.AsSpan(0, 9), [|new int[1]|]);",
        "void I() => Best(new float[20], [|new int[3]|], new float[6]);",
        "void J() => Sigmoid(new float[7], [|new float[8]|]);",
        "float K() => Binary(new float[7], [|new byte[6]|]);",
        "float L() => Signs(new float[8], [|[1, 1, 1, -1]|]);",
        "double M(double[] z, double[] w) => Weighted(z.AsSpan(0, 6), [1, 2], w, [|new double[3]|], [|stackalloc double[6]|]);",
        "void N() => [|Defaults([1, 2, 3])|];",
        "void O(float[] z, float[] p) { var n = 5; Softmax(z.AsSpan(0, n * 10), [|p.AsSpan(0, n + n)|]); }"), Consumer.Options);

    [Fact]
    public Task Lengths_that_disagree_with_each_other_are_reported_whatever_the_logits() => s_rule.Reports(CallSource.Of(
        "double A(double[] z, double[] w) => Weighted(z, [0, 1], w, [|new double[9]|], new double[2]);",
        "void B(float[] z) => Best(z, new int[3], [|new float[6]|]);"), Consumer.Options);

    [Fact]
    public Task Lengths_that_agree_are_silent() => s_rule.Reports(CallSource.Of(
        "float A() => Loss(new float[30], [1, 2, 3]);",
        "void B() => Softmax(stackalloc float[30], stackalloc float[30]);",
        "float D() => Soft(new float[30], new float[30]);",
        "void E(float[] z) => Kernels.OfRows(z.AsSpan(0, 9), new float[3]);",
        "void F() => Best(new float[20], new int[6], new float[6]);",
        "void G() => Sigmoid(new float[7], new float[7]);",
        "float H() => Signs(new float[8], [1, 1, 1, -1, 1, 1, 1, 1]) + Rare(new float[8], new bool[8], new float[4]);",
        "double I(double[] z, double[] w) => Weighted(z.AsSpan(0, 6), [1, 2], [1, 2, 3], new double[6], new double[2]);",
        "double J(double[] z, double[] w) => Weighted(z, [0, 1], w, new double[6], new double[2]);",
        "float L() => Loss(labels: stackalloc int[3], logits: stackalloc float[30]);",
        "void M() { const int rows = 3; var z = new float[rows * 10]; var p = new float[30]; Softmax(z, p); Softmax(z, z); }",
        "void N(float[] z) => PredictAll(z.AsSpan(0, 9), new int[3]);",
        "float O() => Binary(new float[7], new byte[7]);",
        "void P() => Defaults([1, 2, 3], new float[3]);",
        "void Q(float[] z, float[] p) { var n = 5; Softmax(z.AsSpan(0, n * 10), p.AsSpan(0, n + (9 * n))); }",
        "float R() => Loss(new float[0], []) + Loss(default, default);",
        "float K(float[] z) => OfOneAndGradient(z, 1, new float[10]);"), Consumer.Options);

    [Fact]
    public Task Lengths_that_are_not_known_are_silent() => s_rule.Reports(CallSource.Of(
        "float A(float[] z) => Loss(z, [1, 2, 3]);",
        "float B(int[] y) => Loss(new float[30], y);",
        "void D(int rows) => Softmax(new float[rows * 10], new float[30]);",
        "void E(bool b) { var p = new float[10]; if (b) { p = new float[30]; } Softmax(new float[30], p); }",
        "float F(float[] z, int rows) => Loss(z.AsSpan(0, rows * 10), new int[rows]);",
        "float H(float[] z, int[] y) => Loss(z.AsSpan(0, 30), y.AsSpan(1));",
        "void I(float[] z, float[] p, int at) => Softmax(z.AsSpan(at, 30), p.AsSpan(at));",
        "void J(float[] z, float[] p, int from) { var to = from + 30; if (from > 9) { to -= 10; } Softmax(z[from..to], p.AsSpan(0, 20)); }",
        "private int[] _y = new int[2]; float K() => Loss(new float[30], _y);",
        "double L(double[] z, int[] y, double[] w, int n) => Weighted(z, y, w, new double[n * 3], new double[2]);",
        "void M(float[] z, float[] q) => Best(z, new int[3], q);",
        "float N(float[] z, Func<int[]> y) => Loss(z.AsSpan(0, 30), y());",
        "float O(float[] z, int[] y) { int[] labels = [1]; if (z.Length > 10) { labels = y; } return Loss(new float[30], labels); }",
        "static void Record(Action call) { } void P() { try { Softmax(new float[30], new float[20]); } catch (ArgumentException) { } }",
        "static void Throws(Action call) { } void G() => Throws(() => Softmax(new float[30], new float[20]));"), Consumer.Options);
}
