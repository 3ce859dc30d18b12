using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>Worked examples of the literature, recomputed, to the digits in print.</summary>
public class WorkedExampleTests
{
    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void Softmax_of_1_2_half(string element)
        => AssertRounded([0.2312, 0.6285, 0.1402], Run(element, KernelKind.Softmax, [Role.Logits, Role.Probabilities], Role.Probabilities, [[1, 2, 0.5]], [0]));

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void Mean_cross_entropy_of_two_rows(string element)
        => AssertRounded([0.9185], Run(element, KernelKind.CrossEntropy, [Role.Logits, Role.Labels], Role.Return, [[-1, 0.5, 2], [-1, 0.5, 3]], [1, 2]));

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void Gradient_of_1_5_3_with_label_1(string element)
        => AssertRounded([0.0159, -0.1332, 0.1173], Run(element, KernelKind.CrossEntropy, [Role.Logits, Role.Labels, Role.Gradient], Role.Gradient, [[1, 5, 3]], [1]));

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void Loss_of_a_class_of_probability_0_0875(string element)
    {
        // Logits that are log-probabilities give these probabilities back.
        double[] row = [Math.Log(0.0875), Math.Log(0.9125)];
        AssertRounded([2.4361], Run(element, KernelKind.CrossEntropy, [Role.Logits, Role.Labels], Role.Return, [row], [0]));
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void Cross_entropy_of_two_classes_is_the_binary_loss(string element)
    {
        // log(1 + e^(-y s)) with score s = z_1 - z_0 and y = 1 for class 1, -1 for class 0.
        foreach (var score in (double[])[-3, -0.5, 0, 0.5, 3, 17])
        {
            AssertRounded([Math.Round(Math.Log(1 + Math.Exp(-score)), 4)], Run(element, KernelKind.CrossEntropy, [Role.Logits, Role.Labels], Role.Return, [[0, score]], [1]));
            AssertRounded([Math.Round(Math.Log(1 + Math.Exp(score)), 4)], Run(element, KernelKind.CrossEntropy, [Role.Logits, Role.Labels], Role.Return, [[0, score]], [0]));
        }
    }

    [Fact]
    public void A_confident_loss_and_its_logarithm_keep_their_digits_in_float()
    {
        var loss = Run("Single", KernelKind.CrossEntropy, [Role.Logits, Role.Labels, Role.Gradient], Role.Return, [[20, 0]], [0])[0];
        Assert.Equal(2.0611536e-9, loss, 3e-16);
        var logarithm = Run("Single", KernelKind.LogSoftmax, [Role.Logits, Role.LogProbabilities], Role.LogProbabilities, [[20, 0]], [0])[0];
        Assert.Equal(-2.0611536e-9, logarithm, 3e-16);
        var gradient = Run("Single", KernelKind.CrossEntropy, [Role.Logits, Role.Labels, Role.Gradient], Role.Gradient, [[20, 0]], [0])[0];
        Assert.Equal(-2.0611536e-9, gradient, 3e-16);
    }

    private static double[] Run(string element, KernelKind kind, Role[] roles, Role result, double[][] logits, int[] labels)
    {
        var type = Enum.Parse<ElementType>(element);
        var format = FloatFormat.Of(type);
        double[][] rounded = [.. logits.Select(row => row.Select(z => type == ElementType.Single ? (float)z : z).ToArray())];
        var kernel = KernelHost.Compile(new KernelSignature(kind, logits[0].Length, type, roles));
        return kernel.Run(new Batch(format, rounded, labels, rounded))[result];
    }

    private static void AssertRounded(double[] expected, double[] actual) => Assert.Equal(expected, actual.Select(value => Math.Round(value, 4)));
}
