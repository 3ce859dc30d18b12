using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Memory;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>Class weights and the options of cross-entropy, alone and together, against the oracle: in every layout and at every width, on finite and special rows.</summary>
public class OptionGridTests
{
    private static readonly Role[] _outputs = [Role.Gradient, Role.Losses, Role.Probabilities, Role.Correct, Role.TotalWeight];

    [Theory]
    [InlineData("Single", new[] { 3, 17 }, 9)]
    [InlineData("Single", new[] { 2, 10, 130 }, 15)]
    [InlineData("Double", new[] { 5, 17 }, 9)]
    [InlineData("Double", new[] { 2, 33 }, 15)]
    public void Every_option_is_right_in_every_layout_and_width(string element, int[] classCounts, int oneStepIn)
    {
        var type = Enum.Parse<ElementType>(element);
        var host = new KernelHost();
        foreach (var classes in classCounts)
        {
            var steps = KernelHost.StepsFor(classes, type).Where(step => classes <= 67 || step.Vector.Bits > 0).ToList();
            var turn = classes;
            foreach (var signature in OptionSignatures.All(classes, type))
            {
                turn++;
                foreach (var step in steps.Where((_, i) => (i + turn) % oneStepIn == 0))
                {
                    _ = host.Add(signature, step);
                }
            }
        }

        var format = FloatFormat.Of(type);
        foreach (var same in host.Compile().GroupBy(kernel => kernel.Signature))
        {
            foreach (var batch in (Batch[])[Batches.Finite(format, same.Key.Classes), Batches.Special(format, same.Key.Classes)])
            {
                var rows = OptionSignatures.WithIgnoredRows(batch, same.Key);
                var first = same.First().Run(rows);
                OptionCheck.AssertRight(same.First(), rows, first);
                Assert.All(same, kernel =>
                {
                    Assert.Null(kernel.Run(rows).DifferenceTo(first));
                    Assert.Null(kernel.Run(rows, placement: Placement.StartAligned, inPlace: kernel.Signature.Has(Role.Gradient) ? Role.Gradient : null).DifferenceTo(first));
                    Assert.Null(RowCounts.Difference(kernel, rows, first));
                });
            }
        }
    }

    [Fact]
    public void A_mean_over_no_counted_row_or_no_weight_is_0_with_a_gradient_of_0()
    {
        var kernels = new KernelHost()
            .Add(new KernelSignature(KernelKind.CrossEntropy, 3, ElementType.Single, [Role.Logits, Role.Labels, .. _outputs]) { Options = LossOptions.None with { IgnoreLabel = -100, ZLoss = 0.5 } })
            .Add(new KernelSignature(KernelKind.CrossEntropy, 3, ElementType.Single, [Role.Logits, Role.Labels, Role.ClassWeights, .. _outputs]) { Options = LossOptions.None with { IgnoreLabel = -100, FocalGamma = 0.5 } })
            .Add(new KernelSignature(KernelKind.CrossEntropy, 3, ElementType.Single, [Role.Logits, Role.Labels, Role.ClassWeights, .. _outputs]) { Options = LossOptions.None with { IgnoreLabel = -100, LabelSmoothing = 0.25 } })
            .Add(new KernelSignature(KernelKind.NegativeLogLikelihood, 3, ElementType.Single, [Role.LogProbabilities, Role.Labels, Role.ClassWeights, Role.Gradient, Role.Losses, Role.TotalWeight]))
            .Compile();
        double[][] logits = [[1, double.NaN, 3], [double.PositiveInfinity, 0, 1], [double.NegativeInfinity, 1, 2]];
        foreach (var kernel in kernels)
        {
            // The labels are ignored, or of class 0, which has no weight.
            var label = kernel.Signature.Options.IgnoreLabel is not null ? -100 : 0;
            var results = kernel.Run(new Batch(FloatFormat.Single, logits, [label, label, label], logits) { ClassWeights = [0, 1, 2] });
            foreach (var role in (Role[])[Role.Return, Role.Gradient, Role.Losses, Role.TotalWeight])
            {
                Assert.All(results[role], value => Assert.True(value == 0, $"{kernel}: {role} is {value}"));
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(19)]
    public void A_gradient_is_the_central_difference_of_its_loss(int classes)
    {
        // The losses are smooth at the scale of the step; the difference is off by h^2 of third derivatives, and by u / h.
        const double step = 1e-5;
        var host = new KernelHost();
        foreach (var signature in OptionSignatures.All(classes, ElementType.Double).Where(signature => signature.Has(Role.Gradient) && signature.Reduction != Reduction.None && signature.Kind == KernelKind.CrossEntropy))
        {
            _ = host.Add(signature);
        }

        foreach (var kernel in host.Compile())
        {
            var batch = OptionSignatures.WithIgnoredRows(Batches.Ordinary(FloatFormat.Double, classes, 5), kernel.Signature);
            var gradient = kernel.Run(batch)[Role.Gradient];
            for (var i = 0; i < gradient.Length; i++)
            {
                var difference = (LossWith(i, step) - LossWith(i, -step)) / (2 * step);
                Assert.True(Math.Abs(difference - gradient[i]) < 1e-7, $"{kernel}: gradient[{i}] is {gradient[i]}, the central difference {difference}");
            }

            double LossWith(int index, double change)
            {
                double[][] logits = [.. batch.Logits.Select(row => (double[])row.Clone())];
                logits[index / classes][index % classes] += change;
                return kernel.Run(new Batch(batch.Format, logits, batch.Labels, batch.Targets) { ClassWeights = batch.ClassWeights })[Role.Return][0];
            }
        }
    }
}
