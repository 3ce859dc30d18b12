using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Tests.Declarations;

public sealed class LegalDeclarationTests
{
    [Theory]
    [InlineData("[Softmax(2)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("[Softmax(1_048_576)] public static partial void F(ReadOnlySpan<double> logits, Span<double> probabilities);")]
    [InlineData("[Softmax(3)] public static partial void F(Span<float> probabilities, ReadOnlySpan<float> logits, float temperature = 1.5f);")]
    [InlineData("[Softmax(classes: 3)] internal static partial void F(scoped ReadOnlySpan<float> logits, scoped Span<float> probabilities);")]
    [InlineData("[LossKernels.SoftmaxAttribute(3)] private static partial void F(this ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("[Softmax(3)] public static partial void F(Span<float> probabilities, params ReadOnlySpan<float> logits);")]
    [InlineData("[Softmax(3)] public static unsafe partial void F(System.ReadOnlySpan<System.Single> logits, Span<float> probabilities);")]
    [InlineData("[LogSoftmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> logProbabilities);")]
    [InlineData("[LogSoftmax(3)] public static partial void F(double temperature, ReadOnlySpan<double> logits, Span<double> logProbabilities);")]
    [InlineData("[LogSumExp(3)] public static partial float F(ReadOnlySpan<float> logits);", true)]
    [InlineData("[LogSumExp(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> logSumExp);")]
    [InlineData("[SoftmaxGradient(3)] public static partial void F(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> upstream, Span<float> gradient);")]
    [InlineData("[SoftmaxGradient(200)] public static partial void F(Span<double> gradient, ReadOnlySpan<double> upstream, ReadOnlySpan<double> probabilities);")]
    [InlineData("[LogSoftmaxGradient(3)] public static partial void F(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<float> upstream, Span<float> gradient);")]
    [InlineData("[LogSoftmaxGradient(200)] public static partial void F(ReadOnlySpan<double> logProbabilities, ReadOnlySpan<double> upstream, Span<double> gradient);")]
    [InlineData("[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, int label);", true)]
    [InlineData("[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);")]
    [InlineData("[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<ushort> labels);")]
    [InlineData("[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<short> labels);")]
    [InlineData("[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);")]
    [InlineData("[CrossEntropy(3)] public static partial double F(ReadOnlySpan<double> logits, ReadOnlySpan<long> labels);")]
    [InlineData("[CrossEntropy(3)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, out float totalWeight);")]
    [InlineData("[CrossEntropy(300)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels);")]
    [InlineData("[CrossEntropy(70000)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<ushort> labels);")]
    [InlineData("[CrossEntropy(40000)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<short> labels);")]
    [InlineData("[CrossEntropy(3, Reduction = Reduction.Sum)] public static partial float F(out float totalWeight, out int correct, Span<float> probabilities, Span<float> losses, Span<float> gradient, ReadOnlySpan<int> labels, ReadOnlySpan<float> logits);")]
    [InlineData("[CrossEntropy(3, Reduction = Reduction.Mean)] public static partial float F(ReadOnlySpan<float> logits, int label, Span<float> gradient, Span<float> losses, out int correct);", true)]
    [InlineData("[CrossEntropy(3, Reduction = Reduction.None)] public static partial void F(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> losses, out int correct, out float totalWeight);")]
    [InlineData("[CrossEntropy(3, Reduction = Reduction.None)] public static partial void F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> losses, Span<float> gradient);")]
    [InlineData("[NegativeLogLikelihood(3)] public static partial float F(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<byte> labels);")]
    [InlineData("[NegativeLogLikelihood(3)] public static partial double F(ReadOnlySpan<double> logProbabilities, int label, Span<double> gradient);", true)]
    [InlineData("[NegativeLogLikelihood(200, Reduction = Reduction.Sum)] public static partial float F(out float totalWeight, Span<float> losses, Span<float> gradient, ReadOnlySpan<long> labels, ReadOnlySpan<float> logProbabilities);")]
    [InlineData("[NegativeLogLikelihood(2000, Reduction = Reduction.None)] public static partial void F(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> labels, Span<float> losses, Span<float> gradient);")]
    [InlineData("[KullbackLeibler(3)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> gradient);")]
    [InlineData("[KullbackLeibler(200)] public static partial double F(ReadOnlySpan<double> logits, ReadOnlySpan<double> teacherLogits, double temperature, Span<double> gradient, Span<double> losses);")]
    [InlineData("[KullbackLeibler(30, Reduction = Reduction.Sum)] public static partial float F(ReadOnlySpan<float> teacherLogits, ReadOnlySpan<float> logits);")]
    [InlineData("[KullbackLeibler(3, Reduction = Reduction.None)] public static partial void F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, float temperature, Span<float> losses);")]
    [InlineData("[Entropy(3)] public static partial float F(ReadOnlySpan<float> logits);")]
    [InlineData("[Entropy(200, Reduction = Reduction.Sum)] public static partial double F(Span<double> entropies, ReadOnlySpan<double> logits);")]
    [InlineData("[Entropy(2000, Reduction = Reduction.None)] public static partial void F(ReadOnlySpan<float> logits, Span<float> entropies);")]
    [InlineData("[Sigmoid] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities);")]
    [InlineData("[Sigmoid()] public static partial void F(Span<double> probabilities, ReadOnlySpan<double> logits);")]
    [InlineData("[LogSigmoid] public static partial void F(ReadOnlySpan<float> logits, Span<float> logProbabilities);")]
    [InlineData("[Softplus] public static partial void F(ReadOnlySpan<double> logits, Span<double> values);")]
    [InlineData("[BinaryCrossEntropy] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<bool> labels);")]
    [InlineData("[BinaryCrossEntropy] public static partial double F(ReadOnlySpan<double> logits, ReadOnlySpan<byte> labels, double positiveWeight, Span<double> gradient);")]
    [InlineData("[BinaryCrossEntropy(1)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<sbyte> labels);")]
    [InlineData("[BinaryCrossEntropy(1_048_576)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<short> labels);")]
    [InlineData("[BinaryCrossEntropy(4, Labels = BinaryLabels.PlusMinusOne, LabelSmoothing = 0.1, Reduction = Reduction.Sum)] public static partial float F(Span<float> probabilities, Span<float> losses, Span<float> gradient, float positiveWeight, ReadOnlySpan<short> labels, ReadOnlySpan<float> logits);")]
    [InlineData("[BinaryCrossEntropy(outputs: 3, Labels = BinaryLabels.ZeroOne)] public static partial double F(ReadOnlySpan<double> logits, ReadOnlySpan<bool> labels);")]
    [InlineData("[BinaryCrossEntropy(4)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<bool> labels, ReadOnlySpan<float> positiveWeights, Span<float> gradient);")]
    [InlineData("[BinaryCrossEntropy(1)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, ReadOnlySpan<float> positiveWeights);")]
    [InlineData("[BinaryCrossEntropy(3000, Reduction = Reduction.None)] public static partial void F(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, ReadOnlySpan<double> positiveWeights, Span<double> losses, Span<double> gradient);")]
    [InlineData("[Sigmoid] public static partial void F(ReadOnlySpan<Half> logits, Span<Half> probabilities);")]
    [InlineData("[BinaryCrossEntropy(200)] public static partial float F(ReadOnlySpan<Half> logits, ReadOnlySpan<bool> labels, ReadOnlySpan<float> positiveWeights, Span<Half> gradient, Span<Half> losses, Span<Half> probabilities);")]
    [InlineData("[BinaryCrossEntropy(LabelSmoothing = 0)] public static partial float F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);")]
    [InlineData("[BinaryCrossEntropy(Reduction = Reduction.None, LabelSmoothing = 0.5)] public static partial void F(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> losses, float positiveWeight = 2);")]
    [InlineData("[Predict(3)] public static partial int F(ReadOnlySpan<float> logits);", true)]
    [InlineData("[Predict(3)] public static partial int F(ReadOnlySpan<float> logits, float temperature, out float probability);", true)]
    [InlineData("[Predict(3)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels);")]
    [InlineData("[TopK(3, 1)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);")]
    [InlineData("[TopK(count: 3, classes: 3)] public static partial void F(Span<double> probabilities, Span<int> labels, double temperature, ReadOnlySpan<double> logits);")]
    [InlineData("[TopK(40, 40)] public static partial void F(ReadOnlySpan<double> logits, Span<int> labels, Span<double> probabilities);")]
    [InlineData("[TopK(1_048_576, 1024)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);")]
    [InlineData("[Predict(3)] public static partial void F(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities, float temperature);")]
    public void A_kernel_of_section_1_is_accepted_and_its_file_compiles_without_a_warning(string method, bool isOneRow = false)
    {
        var source = $$"""
            using System;
            using LossKernels;
            namespace Consumer;
            internal static partial class Kernels
            {
                {{method}}
            }
            """;
        var parsed = Sources.Parse(source);
        Assert.Empty(parsed.Errors.Select(error => error.Id));
        Assert.NotNull(parsed.Declaration);
        Assert.Equal(isOneRow, parsed.Declaration.IsOneRow);
        AssertCompiles(source);
    }

    [Theory]
    [InlineData("public partial class A { [Softmax(3)] public partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("public partial class A { [Softmax(3)] protected virtual partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("public partial class A { [Softmax(3)] protected internal partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("public partial class A { [Softmax(3)] private protected partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("public abstract class B { public abstract void F(ReadOnlySpan<float> logits, Span<float> probabilities); public void G() { } } public partial class A : B { [Softmax(3)] public sealed override partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); [LogSumExp(3)] public new partial float G(ReadOnlySpan<float> logits); }", "CS0109")]
    [InlineData("public readonly partial struct A { [Softmax(3)] public partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("public partial struct A { [Softmax(3)] public readonly partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("public ref partial struct A { [Softmax(3)] public partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("public partial record A(int X) { [Softmax(3)] public partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("public partial record class A { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("public partial record struct A(int X) { [Softmax(3)] public partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }")]
    [InlineData("public partial class A<T, @class> where T : struct { public partial struct B<U> { internal sealed partial class @record { [Softmax(3)] public partial void @event(ReadOnlySpan<float> logits, Span<float> probabilities); } } }", "CS8981")]
    [InlineData("namespace N.@namespace.M { public partial class A { [Softmax(3)] public partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); } }")]
    [InlineData("namespace System.Fake { public class Span { } public partial class A { [Softmax(3)] public partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); } }")]
    public void A_kernel_stands_in_any_partial_class_struct_or_record(string types, string? allowed = null)
    {
        var source = $"using System;\nusing LossKernels;\n{types}";
        var parsed = Sources.Parse(source);
        Assert.Empty(parsed.Errors.Select(error => error.Id));
        Assert.NotNull(parsed.Declaration);
        AssertCompiles(source, allowed);
    }

    [Fact]
    public void A_declaration_says_what_the_source_says()
    {
        var declaration = Sources.Parse("""
            using System;
            using LossKernels;
            namespace Consumer.Deep;
            public partial struct Outer<TKey>
            {
                internal sealed partial class Inner
                {
                    [CrossEntropy(10, Reduction = Reduction.Sum)]
                    internal partial double Loss(Span<double> gradient, ReadOnlySpan<short> labels, ReadOnlySpan<double> logits, out int correct);
                }
            }
            """).Declaration!;
        Assert.Equal(KernelKind.CrossEntropy, declaration.Kind);
        Assert.Equal(10, declaration.Classes);
        Assert.Equal(ElementType.Double, declaration.Element);
        Assert.Equal(Reduction.Sum, declaration.Reduction);
        Assert.False(declaration.IsOneRow);
        Assert.Equal(
            [
                new(Role.Gradient, "gradient", ParameterShape.PerClass, true, "double", "global::System.Span<double> gradient"),
                new(Role.Labels, "labels", ParameterShape.PerRow, false, "short", "global::System.ReadOnlySpan<short> labels"),
                new(Role.Logits, "logits", ParameterShape.PerClass, false, "double", "global::System.ReadOnlySpan<double> logits"),
                new(Role.Correct, "correct", ParameterShape.Out, true, "int", "out int correct"),
            ],
            declaration.Parameters);
        Assert.Equal("Consumer.Deep", declaration.Method.Namespace);
        Assert.Equal(["partial struct Outer<TKey>", "partial class Inner"], declaration.Method.ContainingTypes);
        Assert.Equal("internal partial", declaration.Method.Modifiers);
        Assert.Equal("double", declaration.Method.ReturnType);
        Assert.Equal("Loss", declaration.Method.Name);
        Assert.Equal("Consumer.Deep.Outer<TKey>.Inner.Loss", declaration.Method.Cref);
        Assert.StartsWith("Consumer.Deep.Outer-1.Inner.Loss.", declaration.Method.HintName, StringComparison.Ordinal);
    }

    private static void AssertCompiles(string source, string? allowed = null)
    {
        var (_, compilation) = GeneratorRuns.Run(source);
        Assert.Empty(compilation.Complaints().Where(diagnostic => diagnostic.Id != "CS1591" && diagnostic.Id != allowed).Select(diagnostic => diagnostic.ToString()));
    }
}
