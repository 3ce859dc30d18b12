using LossKernels.Analyzers.Tests.Calls;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK3001Tests
{
    private static readonly RuleVerifier s_rule = new("LK3001", new KernelCallAnalyzer());

    [Fact]
    public Task A_length_that_is_no_multiple_is_reported_however_the_span_is_made() => s_rule.Reports(CallSource.Of(
        "void A(float[] p) => Softmax([|new float[31]|], p);",
        "void B(float[] p) => Softmax([|stackalloc float[31]|], p);",
        "void D(float[] p) => Kernels.Extension([|[1, 2]|], p);",
        "void E(float[] p) => Kernels.Extension([|new float[] { 1, 2, 3, 4 }|], p);",
        "void F(float[] p) => Kernels.Extension([|stackalloc[] { 1f, 2f }|], p);",
        "void G(float[] z, float[] p) => Softmax([|z.AsSpan(0, 9)|], p);",
        "void H(Span<float> z, float[] p) => Softmax([|z.Slice(10, 11)|], p);",
        "void I(Span<float> z, float[] p) => Softmax([|z[10..25]|], p);",
        "void J(float[] z, float[] p) => Softmax([|z[^25..^10]|], p);",
        "void K(float[] p) { const int rows = 3; Softmax([|new float[rows * 10 + 1]|], p); }",
        "void L(float[] p) { var classes = 9; var z = new float[classes * 3]; Softmax([|z|], p); }",
        "void M(float[] p) { float[] z; z = new float[31]; p[0] = 1; Softmax(probabilities: p, logits: [|z|]); }",
        "void N(Span<float> z, float[] p) { for (var i = 0; i < 9; i++) { Softmax([|z.Slice(i * 9, 9)|], p); } }",
        "void O(Span<float> z, float[] p) { for (var i = 0; i < 9; i++) { Softmax([|z[(i * 10)..((i * 10) + 9)]|], p); } }",
        "void P(float[] p) { ReadOnlySpan<float> two = [1, 2]; Kernels.Extension([|[.. two, 3, 4]|], p); }",
        "void Q(float[] p) { var z = new float[30]; Softmax([|z.AsSpan(5)|], p); Softmax([|z[1..]|], p); Softmax([|z.AsSpan()[..^1]|], p); }",
        "void R(float[] p) => Softmax([|GC.AllocateUninitializedArray<float>(31)|], p);",
        "void S(float[] z) { Span<float> p = stackalloc float[31]; Softmax(z, [|p|]); }",
        "void T(bool large, float[] p) => Softmax([|large ? new float[31] : new float[31]|], p);",
        "void U(float[] p) => Softmax([|new Span<float>(p, 0, 15)|], p);",
        "private static readonly int s_length = 31; private readonly float[] _z = new float[s_length]; void V(float[] p) => Softmax([|_z|], p);",
        "static ReadOnlySpan<float> Two => [1, 2]; void W(float[] p) => [|Two.Slice(0, 2)|].Extension(p);",
        "void X(float[] z) => Best(z, [|new int[4]|], new float[3]);",
        "float[] Row() => new float[31]; static ReadOnlySpan<float> Row(float[] z, int i) { return z.AsSpan(i * 9, 9); } void Z(float[] p) { Softmax([|Row()|], p); Softmax([|Row(p, 3)|], p); }",
        "Action<float[]> Y() => p => Softmax([|new float[31]|], p);"), Consumer.Options);

    [Fact]
    public Task A_call_of_one_row_takes_one_row() => s_rule.Reports(CallSource.Of(
        "float A() => OfRow([|[1, 2, 3, 4, 5, 6]|]);",
        "float B() => OfRow([|default|]);",
        "float D(float[] z) => OfOne([|z.AsSpan(0, 20)|], 1);",
        "float E(float[] z) => OfOneAndGradient(z, 1, [|new float[20]|]);",
        "int F() => Predict([|stackalloc float[6]|]);",
        "int G() => PredictWith([|ReadOnlySpan<float>.Empty|], out _);",
        "float H() => [|OfValues(1, 2)|];"), Consumer.Options);

    [Fact]
    public Task Outputs_of_binary_losses_and_weights_of_classes_are_counted_too() => s_rule.Reports(CallSource.Of(
        "float A(sbyte[] y) => Signs([|new float[6]|], y);",
        "float B(bool[] y, float[] w) => Rare([|new float[6]|], y, w);",
        "float D(float[] z, bool[] y) => Rare(z, y, [|[1, 2, 3]|]);",
        "double E(double[] z, int[] y, double[] g, double[] l) => Weighted(z, y, [|new double[6]|], g, l);"), Consumer.Options);

    [Fact]
    public Task One_mistake_is_reported_once() => s_rule.Reports(CallSource.Of(
        "void A() { var z = new float[31]; Softmax([|z|], z); }",
        "void B() => Softmax([|new float[31]|], new float[31]);"), Consumer.Options);

    [Fact]
    public Task Whole_rows_are_silent() => s_rule.Reports(CallSource.Of(
        "void A(float[] p) => Softmax(new float[30], p);",
        "void B(float[] p) => Softmax(stackalloc float[10], p);",
        "void D(float[] p) => Kernels.Extension([1, 2, 3, 4, 5, 6], p);",
        "void E(float[] p) => Kernels.Extension(stackalloc[] { 1f, 2f, 3f }, p);",
        "void F(float[] z, float[] p) => Softmax(z.AsSpan(5, 10), p);",
        "void G(Span<float> z, float[] p) => Softmax(z[5..25], p);",
        "void H(float[] z, float[] p) => Softmax(z[^30..^10], p);",
        "void I(float[] p) { const int rows = 3; Softmax(new float[rows * 10], p); }",
        "void J(Span<float> z, float[] p) { for (var i = 0; i < 9; i++) { Softmax(z.Slice(i * 10, 10), p); Softmax(z[(i * 10)..((i + 1) * 10)], p); } }",
        "void K(float[] p) { ReadOnlySpan<float> two = [1, 2]; Kernels.Extension([.. two, 3], p); }",
        "void L(float[] p) => Softmax(default, p);",
        "float M() => OfValues(1, 2, 3);",
        "float N(bool[] y) => Rare(new float[8], y, [1, 2, 3, 4]);",
        "void O(float[] p) => Sigmoid(new float[7], p);",
        "float P(byte[] y) => Binary(new float[7], y);",
        "void Q(float[] z) => Best(z, new int[6], new float[6]);",
        "void S(float[] p) { var classes = 10; var z = new float[classes * 3]; Softmax(z, p); Softmax(probabilities: z, logits: p); }",
        "void T(float[] p) { float[] z; z = new float[30]; p[0] = 1; Softmax(z, p); }",
        "void U(float[] p) { var z = new float[35]; Softmax(z.AsSpan(5), p); Softmax(z[5..], p); Softmax(z.AsSpan()[..^5], p); }",
        "void V(float[] p) => Softmax(GC.AllocateUninitializedArray<float>(30), new Span<float>(p, 0, 30));",
        "void W(bool large, float[] p) => Softmax(large ? new float[30] : new float[30], p);",
        "private static readonly int s_length = 30; private readonly float[] _z = new float[s_length]; void X(float[] p) => Softmax(_z, p);",
        "static ReadOnlySpan<float> Three => [1, 2, 3]; void Y(float[] p) => Three.Slice(0, 3).Extension(p);",
        "float[] Row() => new float[10]; static ReadOnlySpan<float> Row(float[] z, int i) { return z.AsSpan(i * 10, 10); } void Z(float[] p) { Softmax(Row(), p); Softmax(Row(p, 3), p); }",
        "float A1() => OfRow([1, 2, 3]) + Predict(stackalloc float[3]) + OfOne(new float[10], 1);",
        "float B1(float[] z, sbyte[] y) => OfOneAndGradient(z, 1, new float[10]) + Signs(new float[8], y);",
        "double D1(double[] z, int[] y, double[] g, double[] l) => Weighted(z, y, new double[3], g, l);",
        "void E1(Span<float> z, float[] p) { var at = 0; while (at < z.Length) { var end = at + 10; Softmax(z[at..end], p); at = end; } }",
        "void R(double[] p) => Softmax(new float[7], p);"), Consumer.Options);

    [Fact]
    public Task Lengths_that_may_be_others_are_silent() => s_rule.Reports(CallSource.Of(
        "void A(float[] z, float[] p) => Softmax(z, p);",
        "void B(int n, float[] p) => Softmax(new float[n], p);",
        "void D(bool b, float[] p) { var z = new float[31]; if (b) { z = new float[30]; } Softmax(z, p); }",
        "void E(float[] p) { var z = new float[31]; Array.Resize(ref z, 30); Softmax(z, p); }",
        "void F(float[] p) { var n = 31; n--; Softmax(new float[n], p); }",
        "void G(float[] z, float[] p) => Softmax(z.AsSpan(5), p);",
        "void H(float[] z, float[] p, int i) => Softmax(z[i..^1], p);",
        "void I(bool b, float[] p) => Softmax(b ? new float[31] : new float[30], p);",
        "void J(float[] p, float[] more) => Kernels.Extension([1, .. more], p);",
        "private readonly float[] _z = new float[31]; public C() { } public C(int n) { _z = new float[n]; } void K(float[] p) => Softmax(_z, p);",
        "private float[] _y = new float[31]; void L(float[] p) => Softmax(_y, p);",
        "protected virtual ReadOnlySpan<float> Row => [1, 2]; void M(float[] p) => Row.Extension(p);",
        "void N(float[] p) { foreach (var z in new[] { new float[31] }) { Softmax(z, p); } }",
        "void O(float[] p) { var start = 0; for (var i = 0; i < 3; i++) { var from = start; start += 10; Softmax(p.AsSpan()[from..start], p); } }",
        "void Q(float[] p, Range range) { Softmax(p[range], p); Softmax(p.AsSpan(range), p); }",
        "void S(float[] p) { (var z, var y) = (new float[31], 1); Softmax(z, p); }",
        "void U(float[] p, int n) { var z = n > 3 ? new float[n] : new float[31]; Softmax(z, p); }",
        "protected virtual float[] Next() => new float[31]; void V(float[] p) => Softmax(Next(), p);",
        "static float[] Of(int n) { if (n > 3) { return new float[30]; } return new float[31]; } static float[] Same(float[] z) => z; void W(float[] p) { Softmax(Of(3), p); Softmax(Same(p), p); }",
        "void X(List<float> z, float[] p) => Softmax(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(z), p);",
        "void Y(Memory<float> z, float[] p) => Softmax(z.Span, p);",
        "void Z(float[] p) { var z = new float[31]; void Grow() => z = new float[40]; Grow(); Softmax(z, p); }",
        "static int s_n = 31; static readonly int s_m = int.Parse(\"30\"); void A1(float[] p) { Softmax(new float[s_n], p); Softmax(new float[s_m], p); }",
        "void B1(float[] p) { for (var n = 31; n > 0; n--) { Softmax(new float[n], p); } }",
        "void D1(float[] p, int n) { Softmax(p.AsSpan(0, n), p); Softmax(p[..n], p); Softmax(p.AsSpan(n..), p); Softmax(p[n..^n], p); }",
        "void E1(IEnumerable<float> z, float[] p) { Softmax(z.ToArray(), p); Softmax([.. z], p); Softmax(z.Take(31).ToArray(), p); }",
        "void F1(float[] p) { if (Make(out var z)) { Softmax(z, p); } } static bool Make(out float[] z) { z = []; return true; }",
        "void G1(object o, float[] p) { if (o is float[] z) { Softmax(z, p); } }",
        "void T(float[] p) { ref var z = ref p; Softmax(z, p); }"), Consumer.Options);

    [Fact]
    public Task A_call_that_is_expected_to_throw_is_silent() => s_rule.Reports(CallSource.Of(
        "static void Throws<T>(Action call) { }",
        "void A(float[] p) => Throws<ArgumentException>(() => Softmax(new float[31], p));",
        "void B(float[] p) { void Call() => Softmax(new float[31], p); Throws<ArgumentException>(Call); }",
        "void D(float[] p) { try { Softmax(new float[31], p); } catch (ArgumentException) { } }",
        "void F(float[] p) { try { Softmax(new float[31], p); } catch { } try { Softmax(new float[31], p); } catch (Exception e) when (e.Message.Length > 3) { } }",
        "void G(float[] p) { try { Softmax([|new float[31]|], p); } catch (System.IO.IOException) { } }",
        "void E(float[] p) { try { } finally { Softmax([|new float[31]|], p); } }"), Consumer.Options);
}
