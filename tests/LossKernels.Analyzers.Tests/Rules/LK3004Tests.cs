using LossKernels.Analyzers.Tests.Calls;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK3004Tests
{
    private static readonly RuleVerifier s_rule = new("LK3004", new KernelCallAnalyzer());

    [Fact]
    public Task Rows_of_one_span_that_are_passed_one_at_a_time_are_reported() => s_rule.Reports(CallSource.Of(
        "void A(float[] z, float[] p) { for (var i = 0; i < z.Length / 10; i++) { [|Softmax(z.AsSpan(i * 10, 10), p.AsSpan(i * 10, 10))|]; } }",
        "void B(ReadOnlySpan<float> z, Span<float> p) { for (var i = 0; i < z.Length; i += 10) { [|Softmax(z.Slice(i, 10), p.Slice(i, 10))|]; } }",
        "void D(Span<float> z) { for (var i = 0; i < 9; i++) { var row = z[(i * 10)..((i + 1) * 10)]; [|Softmax(row, row)|]; } }",
        "void E(Span<float> z, Span<float> p) { var at = 0; while (at < z.Length) { [|Softmax(probabilities: p.Slice(at, 10), logits: z.Slice(at, 10))|]; at += 10; } }",
        "int F(float[] z, int[] y) { var correct = 0; for (int row = 0; row < y.Length; row++) { if ([|Predict(z.AsSpan(row * 3, 3))|] == y[row]) { correct++; } } return correct; }",
        "float G(ReadOnlySpan<float> z, ReadOnlySpan<int> y) { var sum = 0f; for (var i = 0; i < y.Length; i++) { sum += [|OfOne(z.Slice(i * 10, 10), y[i])|]; } return sum / y.Length; }",
        "float H(float[] z, byte[] y) { var sum = 0f; var i = 0; foreach (var label in y) { sum += [|OfOne(z.AsSpan(10 * i, 10), label)|]; i = i + 1; } return sum; }",
        "void I(float[] z, float[] s) { foreach (var i in Enumerable.Range(0, s.Length)) { s[i] = [|OfRow(z.AsSpan(i * 3, 3))|]; } }",
        "void J(float[] z, int[] y, float[] g) { const int K = 10; for (var i = 0; i < y.Length; i++) { var start = i * K; var label = y[i]; _ = [|OfOneAndGradient(z.AsSpan(start, K), label, g.AsSpan(start, K))|]; } }",
        "void K(float[] z, float[] p, float t) { var i = 0; do { [|SoftmaxAt(z.AsSpan(i * 10, 10), t, p.AsSpan(i * 10, 10))|]; i++; } while (i < 9); }",
        "void L(ReadOnlySpan<float> z, List<string> text) { for (var i = 0; i < 9; i++) { text.Add($\"{[|PredictWith(z.Slice(i * 3)[..3], out var p)|]} {p} {z[i * 3]}\"); } }",
        "void M(float[][] batches, float[] p) { foreach (var z in batches) { for (var i = 0; i < 9; i++) { [|Softmax(z.AsSpan(i * 10, 10), p.AsSpan(i * 10, 10))|]; } } }",
        "void N(float[] z, int[] y, float[] q) { for (var i = 0; i < 9; i++) { [|Best(z.AsSpan(i * 10, 10), y.AsSpan(i * 3, 3), q.AsSpan(i * 3, 3))|]; } }",
        "private readonly float[] _z = new float[90]; void O(float[] s) { for (var i = 0; i < 30; i++) { s[i] = [|OfRow(_z.AsSpan(i * 3, 3))|]; } }"), Consumer.Options);

    [Fact]
    public Task Whole_batches_and_rows_that_lie_apart_are_silent() => s_rule.Reports(CallSource.Of(
        "void A(float[] z, float[] p) => Softmax(z, p);",
        "void B(float[] z, float[] p) { for (var epoch = 0; epoch < 9; epoch++) { Softmax(z, p); } }",
        "void D(float[] z, float[] p) { for (var i = 0; i < z.Length; i += 100) { Softmax(z.AsSpan(i, 100), p.AsSpan(i, 100)); } }",
        "int E(float[][] z) { var sum = 0; foreach (var row in z) { sum += Predict(row); } return sum; }",
        "int F(float[,] z, float[][] rows) { var sum = 0; for (var i = 0; i < 9; i++) { sum += Predict(rows[i].AsSpan(0, 3)); } return sum; }",
        "int G(float[] z, int[] order) { var sum = 0; for (var i = 0; i < 9; i++) { sum += Predict(z.AsSpan(order[i] * 3, 3)); } return sum; }",
        "int H(float[] z) { var sum = 0; for (var i = 0; i < 9; i++) { sum += Predict(z.AsSpan(i * 4, 3)); } return sum; }",
        "int I(float[] z) { var sum = 0; for (var i = 8; i >= 0; i--) { sum += Predict(z.AsSpan(i * 3, 3)); } return sum; }",
        "int J(float[] z) { var sum = 0; for (var i = 0; i < 9; i++) { sum += Predict(z.AsSpan(0, 3)); } return sum; }",
        "void K(float[] z, float[] p) { for (var i = 0; i < 9; i++) { Sigmoid(z.AsSpan(i * 10, 10), p.AsSpan(i * 10, 10)); } }",
        "int L(float[] z, int i) => Predict(z.AsSpan(i * 3, 3));"), Consumer.Options);

    [Fact]
    public Task Loops_that_one_call_could_not_stand_for_are_silent() => s_rule.Reports(CallSource.Of(
        "float A(float[] z, int[] y) { var s = 0f; for (var i = 0; i < 9; i++) { if (y[i] >= 0) { s += OfOne(z.AsSpan(i * 10, 10), y[i]); } } return s; }",
        "float B(float[] z, int[] y) { var s = 0f; for (var i = 0; i < 9; i++) { if (y[i] < 0) { continue; } s += OfOne(z.AsSpan(i * 10, 10), y[i]); } return s; }",
        "int D(float[] z) { for (var i = 0; i < 9; i++) { if (Predict(z.AsSpan(i * 3, 3)) == 1) { return i; } } return -1; }",
        "int E(float[] z) { var i = 0; for (; i < 9; i++) { if (Predict(z.AsSpan(i * 3, 3)) == 1) { break; } } return i; }",
        "void F(float[] z, float[] p, float[] t) { for (var i = 0; i < 9; i++) { SoftmaxAt(z.AsSpan(i * 10, 10), t[i], p.AsSpan(i * 10, 10)); } }",
        "void G(float[] z, float[] p) { for (var i = 0; i < 9; i++) { z[i * 10] += p[0]; Softmax(z.AsSpan(i * 10, 10), p.AsSpan(i * 10, 10)); } }",
        "void H(float[] z, float[] p) { for (var i = 0; i < 9; i++) { var row = z.AsSpan(i * 10, 10); Forward(row); Softmax(row, p.AsSpan(i * 10, 10)); } } static void Forward(Span<float> row) => row[0] = 1;",
        "float I(float[] z, float[] g, int[] y) { var s = 0f; for (var i = 0; i < 9; i++) { s += OfOneAndGradient(z.AsSpan(i * 10, 10), y[i], g); } return s; }",
        "float J(float[] z, int[] y, int[] order) { var s = 0f; for (var i = 0; i < 9; i++) { s += OfOne(z.AsSpan(i * 10, 10), y[order[i]]); } return s; }",
        "float K(float[] z, Func<int, int> label) { var s = 0f; for (var i = 0; i < 9; i++) { s += OfOne(z.AsSpan(i * 10, 10), label(i)); } return s; }",
        "IEnumerable<int> L(float[] z) { for (var i = 0; i < 9; i++) { yield return Predict(z.AsSpan(i * 3, 3)); } }",
        "async System.Threading.Tasks.Task M(float[] z, System.IO.TextWriter w) { for (var i = 0; i < 9; i++) { await w.WriteLineAsync($\"{Predict(z.AsSpan(i * 3, 3))}\"); } }",
        "private readonly float[] _z = new float[90]; void Next() => _z[0]++; void N(float[] s) { for (var i = 0; i < 30; i++) { Next(); s[i] = OfRow(_z.AsSpan(i * 3, 3)); } }",
        "int O(float[] z, bool b) { var sum = 0; for (var i = 0; i < 9; i++) { if (b) { i++; } sum += Predict(z.AsSpan(i * 3, 3)); } return sum; }",
        "int P(float[] z) { var sum = 0; for (var i = 0; i < 9; i++) { z = new float[90]; sum += Predict(z.AsSpan(i * 3, 3)); } return sum; }",
        "int Q(bool b, float[] z) { var sum = 0; for (var i = 0; i < 9; i++) { sum += b && Predict(z.AsSpan(i * 3, 3)) == 2 ? 1 : 0; } return sum; }",
        "float S(float[] z, int[] y) { var s = 0f; for (var i = 0; i < 9; i++) { y[i] = i % 10; s += OfOne(z.AsSpan(i * 10, 10), y[i]); } return s; }",
        "void T(float[] z, float[] t, float[] s) { for (var i = 0; i < 9; i++) { t[i * 10] = 1; s[i] = Soft(z.AsSpan(i * 10, 10), t.AsSpan(i * 10, 10)); } }",
        "void R(float[] z, Action<int>[] later) { for (var i = 0; i < 9; i++) { var at = i; later[i] = k => Predict(z.AsSpan(at * 3, 3)); } }"), Consumer.Options);
}
