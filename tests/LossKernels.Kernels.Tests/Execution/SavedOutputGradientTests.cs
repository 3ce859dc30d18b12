using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>The gradients that start from a saved output: they are derivatives, and a confident one does not vanish.</summary>
public class SavedOutputGradientTests
{
    [Theory]
    [InlineData(KernelKindName.Softmax, 4)]
    [InlineData(KernelKindName.Softmax, 30)]
    [InlineData(KernelKindName.LogSoftmax, 4)]
    [InlineData(KernelKindName.LogSoftmax, 30)]
    public void A_gradient_is_the_central_difference_of_what_it_goes_back_through(KernelKindName forwardName, int classes)
    {
        const double step = 1e-5;
        var (forwardKind, backwardKind, saved) = forwardName == KernelKindName.Softmax
            ? (KernelKind.Softmax, KernelKind.SoftmaxGradient, Role.Probabilities)
            : (KernelKind.LogSoftmax, KernelKind.LogSoftmaxGradient, Role.LogProbabilities);
        var kernels = new KernelHost()
            .Add(new KernelSignature(forwardKind, classes, ElementType.Double, Role.Logits, saved))
            .Add(new KernelSignature(backwardKind, classes, ElementType.Double, saved, Role.Upstream, Role.Gradient))
            .Compile();
        var batch = Batches.Ordinary(FloatFormat.Double, classes, 3);
        var gradient = kernels[1].Run(batch)[Role.Gradient];
        for (var i = 0; i < gradient.Length; i++)
        {
            var difference = (Weighed(i, step) - Weighed(i, -step)) / (2 * step);
            Assert.True(Math.Abs(difference - gradient[i]) < 1e-8, $"{backwardKind}: gradient[{i}] is {gradient[i]}, the central difference {difference}");
        }

        // sum of upstream * output, the upstream being held.
        double Weighed(int index, double change)
        {
            double[][] logits = [.. batch.Logits.Select(row => (double[])row.Clone())];
            logits[index / classes][index % classes] += change;
            var outputs = kernels[0].Run(new Batch(batch.Format, logits, batch.Labels, batch.Targets))[saved];
            return outputs.Zip(batch.Upstream.SelectMany(row => row), (output, upstream) => output * upstream).Sum();
        }
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void The_gradient_of_a_confident_log_probability_does_not_vanish(string element)
    {
        // Two classes 20 apart: 1 - p is 2.0611536e-9, which p rounded to float has lost.
        var type = Enum.Parse<ElementType>(element);
        var format = FloatFormat.Of(type);
        var kernel = new KernelHost().Add(new KernelSignature(KernelKind.LogSoftmaxGradient, 2, type, Role.LogProbabilities, Role.Upstream, Role.Gradient)).Compile()[0];
        var batch = new Batch(format, [[20, 0]], [0], [[8, 0]]);
        Assert.Equal(-1, batch.Upstream[0][0]);
        var gradient = kernel.Run(batch)[Role.Gradient];
        Assert.Equal(-2.0611536e-9, gradient[0], 1e-15);
        Assert.Equal(2.0611536e-9, gradient[1], 1e-15);
    }

    /// <summary>The outputs that are gone back through; the kinds themselves are no part of a test's public face.</summary>
    public enum KernelKindName
    {
        Softmax,
        LogSoftmax,
    }
}
