namespace LossKernels.Analyzers.Tests.Calls;

/// <summary>Half-written calls of kernels, and values that are made of themselves.</summary>
public class HalfWrittenCallTests() : HalfWrittenSource(new KernelCallAnalyzer(), Whole, stride: 30)
{
    private const string Whole = """
        using System; using LossKernels;
        static partial class K
        {
            [CrossEntropy(10, IgnoreLabel = -1)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
            [CrossEntropy(10)] public static partial float Of(ReadOnlySpan<float> logits, int label = 10);
            [Predict(3)] public static partial int Predict(this ReadOnlySpan<float> logits, out float probability);
        }
        class C
        {
            readonly float[] _z = new float[30]; static ReadOnlySpan<int> Labels => [1, .. Labels, 12]; static readonly int s_n = s_n + 1;
            float F(Span<float> z, int[] y, ref int n)
            {
                float[] a; a = new float[n * 10]; var b = stackalloc float[s_n * 10]; int[] two = [1, 2], one = { 1 };
                for (int i = 0, start = 0; i < n; i++, start += 10)
                {
                    var row = z[start..(start + 10)]; var label = y[^i]; label = two[i];
                    a[i] += K.Loss(row, Labels.Slice(1)[..1], a.AsSpan(i * 10, 10)) + K.Of(z.Slice(start, 10)[^10..], y[i]);
                }
                foreach (ref var v in two.AsSpan()) { v = K.Predict(new Span<float>(a, 0, 3), out var p); (two[0], n) = (n, -n); }
                try { return K.Of(label: s_n - 1, logits: n > 0 ? _z : default); } catch { return K.Loss([], [1, 2], stackalloc[] { 1f, 2 }); }
            }
        }
        namespace LossKernels
        {
            [System.AttributeUsage(System.AttributeTargets.Method)] class CrossEntropyAttribute(int classes) : System.Attribute { public long IgnoreLabel { get; set; } }
            class PredictAttribute(int classes) : System.Attribute;
        }
        """;

    [Fact]
    public async Task Values_that_are_made_of_themselves_end() => await AssertQuietAsync(
        Whole + "class D { int F(int n) { var a = b + b; var b = c * c; var c = a - b; float[] z = y, y = z; var w = w[1..]; for (;;) { var s = t; var t = s; K.Of(y.AsSpan(s, 10), a); K.Of(w, t); } } }");
}
