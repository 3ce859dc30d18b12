using FsCheck;
using FsCheck.Fluent;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Kernels;
using LossKernels.Kernels.Tests.Oracle;
using LossKernels.Kernels.Tests.RowPrograms;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>Binary losses against worked examples, one another, central differences and their own row programs without rounding.</summary>
public class BinaryLossTests
{
    private static readonly Role[] _all = [Role.Gradient, Role.Losses, Role.Probabilities];

    [Theory]
    [InlineData("Single", 1e-6)]
    [InlineData("Double", 1e-14)]
    public void The_loss_of_labels_of_minus_one_and_one_is_log_of_1_and_e_to_the_minus_ys(string element, double tolerance)
    {
        var type = Enum.Parse<ElementType>(element);
        double[] scores = [-3, -0.5, 0, 0.5, 3, 17];
        foreach (var y in (int[])[-1, 1])
        {
            var signature = new KernelSignature(KernelKind.BinaryCrossEntropy, 1, type, Role.Logits, Role.Labels, Role.Losses) { LabelType = "sbyte", Binary = new(1, BinaryLabels.PlusMinusOne) };
            var losses = Run(signature, scores, [.. scores.Select(_ => y)], scores)[Role.Losses];
            Assert.All(scores.Zip(losses), pair => Assert.Equal(Math.Log(1 + Math.Exp(-y * pair.First)), pair.Second, tolerance * (1 + Math.Abs(pair.First))));
        }
    }

    [Fact]
    public void The_documented_example_of_pytorchs_pos_weight()
    {
        // BCEWithLogitsLoss of an output of 1.5 for a target of 1: -log(sigmoid(1.5)) = 0.2014, times the weight.
        var signature = new KernelSignature(KernelKind.BinaryCrossEntropy, 1, ElementType.Single, Role.Logits, Role.Labels, Role.PositiveWeight);
        Assert.Equal(0.2014, Run(signature, [1.5, 1.5], [1, 1], [1, 1], weight: 1)[Role.Return][0], 5e-5);
        Assert.Equal(((3 * 0.20141328) + 1.70141328) / 2, Run(signature, [1.5, 1.5], [1, 0], [1, 0], weight: 3)[Role.Return][0], 1e-6);
    }

    [Fact]
    public void At_100_in_float_losses_and_gradients_are_right_on_both_sides()
    {
        var signature = new KernelSignature(KernelKind.BinaryCrossEntropy, 1, ElementType.Single, [Role.Logits, Role.Labels, .. _all]) { Reduction = Reduction.Sum };
        var results = Run(signature, [100, 100, -100, -100], [1, 0, 1, 0], [1, 0, 1, 0]);
        Assert.Equal([0, 100, 100, 0], results[Role.Losses].Select(loss => Math.Round(loss, 15)));
        Assert.Equal([0, 1, -1, 0], results[Role.Gradient].Select(gradient => Math.Round(gradient, 15)));
    }

    [Theory]
    [InlineData("Labels", false, 0)]
    [InlineData("Labels", true, 0.1)]
    [InlineData("Targets", false, 0)]
    [InlineData("Targets", true, 0.2)]
    public void A_gradient_is_the_central_difference_of_its_loss_and_the_row_programs_own(string source, bool isWeighted, double smoothing)
    {
        const double step = 1e-5;
        double[] logits = [-3, -1.25, -0.125, 0.25, 1.5, 4];
        double[] targets = [0, 1, 0.25, 1, 0, 0.75];
        int[] labels = [0, 1, 0, 1, 0, 1];
        var input = Enum.Parse<Role>(source);
        var signature = new KernelSignature(KernelKind.BinaryCrossEntropy, 1, ElementType.Double, [Role.Logits, input, .. isWeighted ? [Role.PositiveWeight] : Array.Empty<Role>(), .. _all]) { LabelSmoothing = smoothing };
        var results = Run(signature, logits, labels, targets, 2.5);
        var exact = Interpreter.Run(KernelPrograms.Of(signature.ToDeclaration()), logits.Length, 1, new Dictionary<Role, double[]>
        {
            [Role.Logits] = logits,
            [input] = input == Role.Labels ? [.. labels.Select(label => (double)label)] : targets,
            [Role.PositiveWeight] = [2.5],
        });
        for (var i = 0; i < logits.Length; i++)
        {
            var difference = (LossWith(i, step) - LossWith(i, -step)) / (2 * step);
            Assert.Equal(difference, results[Role.Gradient][i], 1e-9);
            foreach (var role in _all)
            {
                Assert.Equal(exact[role][i].Finite.ToDouble(), results[role][i], 1e-14);
            }
        }

        Assert.Equal(exact[Role.Return][0].Finite.ToDouble(), results[Role.Return][0], 1e-14);

        double LossWith(int index, double change)
        {
            double[] moved = [.. logits];
            moved[index] += change;
            return Run(signature, moved, labels, targets, 2.5)[Role.Return][0];
        }
    }

    [Fact]
    public void A_target_of_0_or_1_gives_what_its_label_gives_and_a_negated_logit_the_other_labels_loss()
    {
        var kernels = new KernelHost()
            .Add(new KernelSignature(KernelKind.BinaryCrossEntropy, 1, ElementType.Single, [Role.Logits, Role.Labels, .. _all]) { Reduction = Reduction.Sum })
            .Add(new KernelSignature(KernelKind.BinaryCrossEntropy, 1, ElementType.Single, [Role.Logits, Role.Targets, .. _all]) { Reduction = Reduction.Sum })
            .Compile();
        Prop.ForAll<float, bool>((z, isPositive) =>
        {
            if (!float.IsFinite(z))
            {
                return;
            }

            var label = isPositive ? 1 : 0;
            var ofLabel = kernels[0].Run(Batch(z, label));
            var ofTarget = kernels[1].Run(Batch(z, label));
            var negated = kernels[0].Run(Batch(-z, 1 - label));
            Assert.Equal(ofLabel[Role.Losses], ofTarget[Role.Losses]);
            Assert.Equal(ofLabel[Role.Gradient], ofTarget[Role.Gradient]);
            Assert.Equal(ofLabel[Role.Losses], negated[Role.Losses]);
            Assert.Equal(ofLabel[Role.Gradient][0], -negated[Role.Gradient][0]);
        }).QuickCheckThrowOnFailure();

        static Batch Batch(double z, int label) => new(FloatFormat.Single, [[z]], [label], [[label]]);
    }

    private static KernelResults Run(KernelSignature signature, double[] logits, int[] labels, double[] targets, double weight = 1)
        => KernelHost.Compile(signature).Run(
            new Batch(FloatFormat.Of(signature.Element), [.. logits.Select(z => new[] { z })], labels, [.. targets.Select(y => new[] { y })]) { PositiveWeight = weight });
}
