using LossKernels.Analyzers.Tests.Calls;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK3002Tests
{
    private static readonly RuleVerifier s_rule = new("LK3002", new KernelCallAnalyzer());

    [Fact]
    public Task A_label_that_is_no_class_is_reported_however_it_is_written() => s_rule.Reports(CallSource.Of(
        "float A(float[] z) => OfOne(z, [|10|]);",
        "float B(float[] z) => OfOne(label: [|-1|], logits: z);",
        "const int Last = 10; float D(float[] z) => OfOne(z, [|Last|]);",
        "float E(float[] z) { var label = 5 + 5; return OfOne(z, [|label|]); }",
        "float F(float[] z) => OfOneIgnoring(z, [|-1|]);",
        "float G(float[] z) => Loss(z, [0, [|10|], 9, [|-1|]]);",
        "float H(float[] z) => Loss(z, new[] { 0, [|10|] });",
        "float I(float[] z) => OfBytes(z, stackalloc byte[] { 0, [|10|] });",
        "float J(float[] z) => OfBytes(z, [0, [|(byte)'a'|]]);",
        "float K(float[] z) => Ignoring(z, [-100, [|-1|], [|100|], 3]);",
        "float L(float[] z) { ReadOnlySpan<int> labels = [1, 10, 11]; return Loss(z, [|labels|]); }",
        "float M(float[] z) { int[] labels = [1, 2, 10]; Console.WriteLine(labels.Length + labels[0]); foreach (var y in labels) { z[0] += y; } return Loss(z, [|labels|]); }",
        "float N(float[] z) { int[] labels = [1, 10, 2]; return Loss(z, labels.AsSpan(0, 1)) + Loss(z, [|labels.AsSpan(1)|]) + Loss(z, labels[2..]); }",
        "static ReadOnlySpan<byte> Labels => [1, 2, 10]; float O(float[] z) => OfBytes(z, [|Labels|]);",
        "float P(float[] z) => Binary(z, [0, 1, [|2|]]);",
        "float Q(float[] z) => Signs(z, [-1, 1, [|0|], 1]);",
        "float R(float[] z, int[] more) => Loss(z, [.. more.AsSpan(0, 3), [|10|]]);",
        "double S(double[] z, double[] w) => Weighted(labels: [1, [|3|]], logits: z, classWeights: w, gradient: z, losses: w);"), Consumer.Options);

    [Fact]
    public Task Classes_and_the_label_that_is_ignored_are_silent() => s_rule.Reports(CallSource.Of(
        "float A(float[] z) => OfOne(z, 0) + OfOne(z, 9);",
        "float B(float[] z) => OfOneIgnoring(z, -100);",
        "const int Last = 9; float D(float[] z) => OfOne(z, Last);",
        "float E(float[] z) => Loss(z, [0, 9]) + Ignoring(z, [-100, 0, 9]);",
        "float F(float[] z) => OfBytes(z, stackalloc byte[] { 0, 9 });",
        "float G(float[] z) { ReadOnlySpan<int> labels = [0, 9]; return Loss(z, labels); }",
        "float H(float[] z) { int[] labels = [1, 10]; return Loss(z, labels.AsSpan(0, 1)); }",
        "float I(float[] z) => Binary(z, [0, 1, 1]) + Signs(z, [-1, 1, 1, -1]);",
        "float J(float[] z, bool[] w) => Rare(z, [true, false, true, true], [1, 2, 3, 100]);",
        "void K(float[] z) { int[] labels = [-1, -1]; PredictAll(z, labels); }",
        "float M(float[] z) { var label = 5 + 4; return OfOne(label: label, logits: z); }",
        "float N(float[] z) => Loss(z, new[] { 0, 9 }) + OfBytes(z, [0, (byte)9]);",
        "static ReadOnlySpan<byte> Labels => [1, 2, 9]; float O(float[] z) => OfBytes(z, Labels) + OfBytes(z, Labels[1..]);",
        "float P(float[] z) { int[] labels = [1, 2, 9]; foreach (var y in labels) { z[0] += y; } return Loss(z, labels); }",
        "float Q(float[] z, int[] more) => Loss(z, [.. more.AsSpan(0, 3), 9]) + Loss(z, default);",
        "void R(float[] z, float[] q) => Best(z, [-1, -1, -1], q);",
        "double L(double[] z, double[] w) => Weighted(z, [0, 2], w, z, w);"), Consumer.Options);

    [Fact]
    public Task Labels_that_may_be_others_are_silent() => s_rule.Reports(CallSource.Of(
        "float A(float[] z, int label) => OfOne(z, label);",
        "float B(float[] z, bool b) { var label = -1; if (b) { label = 3; } return OfOne(z, label); }",
        "float D(float[] z) { var label = 10; Next(ref label); return OfOne(z, label); } static void Next(ref int label) => label--;",
        "float E(float[] z) { int[] labels = [1, 10]; labels[1] = 2; return Loss(z, labels); }",
        "float F(float[] z) { int[] labels = [1, 10]; Fill(labels); return Loss(z, labels); } static void Fill(int[] labels) => labels[1] = 0;",
        "float G(float[] z) { Span<int> labels = [1, 10]; labels.Clear(); return Loss(z, labels); }",
        "float H(float[] z) { Span<int> labels = stackalloc int[] { 1, 10 }; ref var last = ref labels[1]; last = 3; return Loss(z, labels); }",
        "float I(float[] z) { int[] labels = [1, 10]; var same = labels; same[1] = 3; return Loss(z, labels); }",
        "float J(float[] z) { int[] labels = [1, 10]; var part = labels.AsSpan(1); part[0] = 3; return Loss(z, labels); }",
        "private readonly int[] _labels = [1, 10]; float K(float[] z) => Loss(z, _labels);",
        "float L(float[] z) { Span<int> labels = [1, 10]; foreach (ref var label in labels) { label = 0; } return Loss(z, labels); }",
        "float M(float[] z) { int[] labels = [1, 10]; (labels[0], labels[1]) = (2, 3); return Loss(z, labels); }",
        "float N(float[] z) { foreach (var label in new[] { 1, 10 }) { z[0] += OfOne(z, label); } return z[0]; }",
        "float O(float[] z) { for (var label = 10; label --> 0;) { z[0] += OfOne(z, label); } return z[0]; }",
        "float P(float[] z, bool b) => OfOne(z, b ? 1 : 2);",
        "float R(float[] z) { int[] labels = [1, 10]; Array.Sort(labels); return Loss(z, labels); }",
        "float S(float[] z) { int[] labels = [1, 10]; void Fix() => labels[1]--; Fix(); return Loss(z, labels); }",
        "float T(float[] z) { int[] labels = [1, 10]; labels[1]++; labels[0] += 2; return Loss(z, labels); }",
        "float U(float[] z) { int[] labels = new int[2]; labels[0] = 10; labels[0] = 1; return Loss(z, labels); }",
        "int[] Labels { get; set; } = [1, 10]; float V(float[] z) => Loss(z, Labels);",
        "float W(float[] z, int n) => OfOne(z, n + 10) + OfOne(z, 10 - n) + Loss(z, [n, n + 10]);",
        "static float Throws(Func<float> call) => 0; float Q(float[] z) => Throws(() => OfOne(z, 10));"), Consumer.Options);
}
