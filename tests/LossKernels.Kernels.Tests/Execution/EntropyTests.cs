using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

public class EntropyTests
{
    [Theory]
    [InlineData("Single", 1e-6)]
    [InlineData("Double", 1e-14)]
    public void Entropy_keeps_its_digits_near_certainty_and_is_the_logarithm_of_the_class_count_at_a_tie(string element, double tolerance)
    {
        var type = Enum.Parse<ElementType>(element);
        var kernel = new KernelHost().Add(new KernelSignature(KernelKind.Entropy, 2, type, Role.Logits, Role.Entropies)).Compile()[0];
        double[][] logits = [[0, 0], [20, 0], [0, 60], [double.NegativeInfinity, 3], [1, double.NaN]];
        var entropies = kernel.Run(new Batch(FloatFormat.Of(type), logits, new int[5], logits))[Role.Entropies];

        // e^-d (d + 1) and terms of e^-2d: of d = 20 to 16 digits by its series, e^-20 21 - e^-40 20.5.
        double[] expected = [Math.Log(2), (21 * Math.Exp(-20)) - (20.5 * Math.Exp(-40)), 61 * Math.Exp(-60), 0, double.NaN];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                double.IsNaN(expected[i]) ? double.IsNaN(entropies[i]) : Math.Abs(entropies[i] - expected[i]) <= 8 * tolerance * expected[i],
                $"the entropy of [{logits[i][0]}, {logits[i][1]}] is {entropies[i]:G17} and not {expected[i]:G17}");
        }
    }

    [Fact]
    public void The_cross_entropy_with_its_own_probabilities_is_the_entropy()
    {
        // H(p, p) = H(p): two kernels, two formulas.
        const int classes = 17;
        var ordinary = Batches.Ordinary(FloatFormat.Double, classes, 20);
        var batch = new Batch(FloatFormat.Double, ordinary.Logits, ordinary.Labels, ordinary.SavedProbabilities);
        var kernels = new KernelHost()
            .Add(new KernelSignature(KernelKind.Entropy, classes, ElementType.Double, Role.Logits, Role.Entropies))
            .Add(new KernelSignature(KernelKind.CrossEntropy, classes, ElementType.Double, Role.Logits, Role.Targets, Role.Losses))
            .Compile();
        var entropies = kernels[0].Run(batch)[Role.Entropies];
        var losses = kernels[1].Run(batch)[Role.Losses];
        Assert.All(entropies.Zip(losses), pair => Assert.Equal(pair.Second, pair.First, 1e-14 * Math.Log(classes) * 8));
    }
}
