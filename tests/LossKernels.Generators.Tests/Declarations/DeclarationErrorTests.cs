using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Tests.Declarations;

public sealed class DeclarationErrorTests
{
    [Theory]
    // LK0001
    [InlineData("LK0001", "[Softmax(3)] public static void F(ReadOnlySpan<float> logits, Span<float> probabilities) { }")]
    [InlineData("LK0001", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities) { }")]
    [InlineData("LK0001", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities) => throw null!;")]
    [InlineData("LK0001", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities) { }")]
    [InlineData("LK0001", "[Softmax(3)] public static extern partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0001", "[Softmax(3)] public static partial void F<T>(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0001", "class Plain { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("LK0001", "class Plain { partial class Inner { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); } }")]
    [InlineData("LK0001", "partial interface I { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    // LK0002
    [InlineData("LK0002", "[Softmax(3)] static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0002", "[LogSumExp(3)] static partial float F(ReadOnlySpan<float> logits);")]
    // LK0003
    [InlineData("LK0003", "[Softmax(1)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0003", "[Softmax(0)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0003", "[Softmax(-3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0003", "[Softmax(1_048_577)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0003", "[CrossEntropy(int.MaxValue, Reduction = Reduction.Sum)] public static partial float F(ReadOnlySpan<float> logits, int label);")]
    // LK0004
    [InlineData("LK0004", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<double> probabilities);")]
    [InlineData("LK0004", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, double temperature, Span<float> probabilities);")]
    [InlineData("LK0004", "[Softmax(3)] public static partial void F(ReadOnlySpan<Half> logits, Span<Half> probabilities);", 2)]
    [InlineData("LK0004", "[Softmax(3)] public static partial void F(ReadOnlySpan<int> logits, Span<float> probabilities);")]
    [InlineData("LK0004", "[LogSumExp(3)] public static partial decimal F(ReadOnlySpan<decimal> logits);")]
    [InlineData("LK0004", "[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<double> targets);")]
    [InlineData("LK0004", "[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, int label, out double totalWeight);")]
    // LK0005
    [InlineData("LK0005", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probs, Span<float> probabilities);")]
    [InlineData("LK0005", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> Logits, ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0005", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> gradient, Span<float> probabilities);")]
    [InlineData("LK0005", "[Predict(3)] public static partial int F(ReadOnlySpan<float> logits, float @return);")]
    // LK0006
    [InlineData("LK0006", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits);")]
    [InlineData("LK0006", "[Softmax(3)] public static partial void F(Span<float> probabilities);")]
    [InlineData("LK0006", "[Softmax(3)] public static partial void F(Span<float> logits, Span<float> probabilities);")]
    [InlineData("LK0006", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, ReadOnlySpan<float> probabilities);")]
    [InlineData("LK0006", "[Softmax(3)] public static partial void F(float[] logits, Span<float> probabilities);")]
    [InlineData("LK0006", "[Softmax(3)] public static partial void F(in ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0006", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, ref float temperature, Span<float> probabilities);")]
    [InlineData("LK0006", "[Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, ReadOnlySpan<float> temperature, Span<float> probabilities);")]
    [InlineData("LK0006", "[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits);")]
    [InlineData("LK0006", "[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, int label, ReadOnlySpan<int> labels);")]
    [InlineData("LK0006", "[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets);")]
    [InlineData("LK0006", "[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, out int correct);")]
    [InlineData("LK0006", "[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<uint> labels);")]
    [InlineData("LK0006", "[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, Span<int> labels);")]
    [InlineData("LK0006", "[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, long label);")]
    [InlineData("LK0006", "[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, int label, out long correct);")]
    [InlineData("LK0006", "[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, int label, int correct);")]
    [InlineData("LK0006", "[CrossEntropy(3, Reduction = Reduction.None)] public static partial void F(ReadOnlySpan<float> logits, int label);")]
    [InlineData("LK0006", "[LogSumExp(3)] public static partial float F(ReadOnlySpan<float> logits, Span<float> logSumExp);")]
    [InlineData("LK0006", "[LogSumExp(3)] public static partial void F(ReadOnlySpan<float> logits);")]
    [InlineData("LK0006", "[Predict(3)] public static partial int F(ReadOnlySpan<float> logits, Span<int> labels);")]
    [InlineData("LK0006", "[Predict(3)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, out float probability);")]
    [InlineData("LK0006", "[Predict(3)] public static partial void F(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);")]
    [InlineData("LK0006", "[Predict(3)] public static partial void F(ReadOnlySpan<float> logits, Span<long> labels);")]
    // LK0007
    [InlineData("LK0007", "[Softmax(3)] public static partial int F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0007", "[LogSumExp(3)] public static partial double F(ReadOnlySpan<float> logits);")]
    [InlineData("LK0007", "[CrossEntropy(3)] public static partial void F(ReadOnlySpan<float> logits, int label);")]
    [InlineData("LK0007", "[CrossEntropy(3)] public static partial string? F(ReadOnlySpan<float> logits, int label);")]
    [InlineData("LK0007", "[CrossEntropy(3)] public static partial ref float F(ReadOnlySpan<float> logits, int label);")]
    [InlineData("LK0007", "[CrossEntropy(3, Reduction = Reduction.None)] public static partial float F(ReadOnlySpan<float> logits, int label, Span<float> losses);")]
    [InlineData("LK0007", "[Predict(3)] public static partial float F(ReadOnlySpan<float> logits);")]
    [InlineData("LK0007", "[Predict(3)] public static partial long F(ReadOnlySpan<float> logits);")]
    [InlineData("LK0006", "[SoftmaxGradient(3)] public static partial void F(ReadOnlySpan<float> probabilities, Span<float> gradient);")]
    [InlineData("LK0006", "[SoftmaxGradient(3)] public static partial void F(Span<float> probabilities, ReadOnlySpan<float> upstream, Span<float> gradient);")]
    [InlineData("LK0005", "[LogSoftmaxGradient(3)] public static partial void F(ReadOnlySpan<float> logits, ReadOnlySpan<float> logProbabilities, ReadOnlySpan<float> upstream, Span<float> gradient);")]
    [InlineData("LK0006", "[NegativeLogLikelihood(3)] public static partial float F(ReadOnlySpan<float> logProbabilities);")]
    [InlineData("LK0006", "[NegativeLogLikelihood(3, Reduction = Reduction.None)] public static partial void F(ReadOnlySpan<float> logProbabilities, int label);")]
    [InlineData("LK0007", "[NegativeLogLikelihood(3)] public static partial void F(ReadOnlySpan<float> logProbabilities, int label);")]
    [InlineData("LK0007", "[Entropy(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> entropies);")]
    [InlineData("LK0006", "[Entropy(3, Reduction = Reduction.None)] public static partial void F(ReadOnlySpan<float> logits);")]
    [InlineData("LK0006", "[KullbackLeibler(3)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, ReadOnlySpan<float> teacherLogits);")]
    [InlineData("LK0006", "[KullbackLeibler(3)] public static partial float F(ReadOnlySpan<float> logits);")]
    [InlineData("LK0007", "[TopK(3, 2)] public static partial int F(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);")]
    [InlineData("LK0006", "[TopK(3, 2)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels);")]
    [InlineData("LK0006", "[TopK(3, 2)] public static partial void F(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> probabilities);")]
    [InlineData("LK0006", "[TopK(3, 2)] public static partial void F(ReadOnlySpan<float> logits, Span<long> labels, Span<float> probabilities);")]
    [InlineData("LK0004", "[TopK(3, 2)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, Span<double> probabilities);")]
    [InlineData("LK0005", "[TopK(3, 2)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities, out float probability);")]
    [InlineData("LK0003", "[TopK(1, 1)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);")]
    // LK0008
    [InlineData("LK0008", "[TopK(3, 0)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);")]
    [InlineData("LK0008", "[TopK(3, -1)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);")]
    [InlineData("LK0008", "[TopK(3, 4)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);")]
    [InlineData("LK0008", "[TopK(5000, 1025)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);")]
    [InlineData("LK0008", "[CrossEntropy(3, Reduction = (Reduction)7)] public static partial float F(ReadOnlySpan<float> logits, int label);")]
    [InlineData("LK0008", "[CrossEntropy(3, Reduction = (Reduction)(-1))] public static partial float F(ReadOnlySpan<float> logits, int label);")]
    // LK0010
    [InlineData("LK0010", "[Softmax(3), LogSoftmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("LK0010", "[Softmax(3)] [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    public void A_wrong_declaration_breaks_one_rule(string id, string method, int times = 1)
    {
        var parsed = Sources.ParseMethod(method);
        Assert.True(parsed.Declaration is null, $"{method} was taken for a kernel");
        Assert.Equal(Enumerable.Repeat(id, times), parsed.Errors.Select(error => error.Id));
    }
}
