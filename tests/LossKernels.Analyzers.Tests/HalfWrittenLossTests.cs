namespace LossKernels.Analyzers.Tests;

/// <summary>Half-written calls of frameworks, and of kernels whose values are followed.</summary>
public class HalfWrittenLossTests() : HalfWrittenSource(new LossAnalyzer(), Whole, stride: 9, Framework.Reference)
{
    private const string Whole = """
        using System; using TorchSharp; using static TorchSharp.torch; using static TorchSharp.torch.nn; using static TorchSharp.torch.nn.functional;
        namespace LossKernels { class SoftmaxAttribute(int k) : Attribute; class CrossEntropyAttribute(int k) : Attribute; }
        partial class A() : Module<Tensor, Tensor>("a")
        {
            [LossKernels.Softmax(3)] public static void P(ReadOnlySpan<float> logits, Span<float> probabilities) { }
            [LossKernels.CrossEntropy(3)] public float L(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels) => 0;
            readonly Module<Tensor, Tensor> _all = Sequential(("a", Linear(1, 2)), ("b", Softmax(1))), _last = nn.Sigmoid();
            public override Tensor forward(Tensor x) => softmax(_last.call(x), 1).softmax(1);
            Tensor F(A a, Tensor x, Tensor y) { var p = a.call(x); return cross_entropy(_all.forward(p), y) + kl_div(target: call(y), input: p) + KLDivLoss().call(p, y); }
            float G(float[] z, int[] y) { P(z, z); P(z.AsSpan(0, 3), z); return L(z.AsSpan(0, y.Length * 3), y) / y.Length; }
        }
        """;
}
