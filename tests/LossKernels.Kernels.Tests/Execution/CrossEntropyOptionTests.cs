using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>Label types, reductions and every combination of outputs: what a kernel returns besides does not change a bit of it.</summary>
public class CrossEntropyOptionTests
{
    private static readonly Role[] _outputs = [Role.Gradient, Role.Losses, Role.Probabilities, Role.Correct, Role.TotalWeight];

    public static TheoryData<string, int> Combined => KernelGrid.Cases([("Single", 3), ("Double", 10)], [("Single", 20)]);

    [Theory]
    [MemberData(nameof(Combined))]
    public void Every_combination_of_outputs_has_the_same_bits(string element, int classes)
    {
        var type = Enum.Parse<ElementType>(element);
        foreach (var source in (Role[])[Role.Labels, Role.Targets])
        {
            var possible = source == Role.Labels ? _outputs : [.. _outputs.Where(role => role != Role.Correct)];
            var host = new KernelHost();
            for (var chosen = (1 << possible.Length) - 1; chosen >= 0; chosen--)
            {
                Role[] outputs = [.. possible.Where((_, i) => (chosen >> i & 1) != 0)];
                _ = host.Add(new KernelSignature(KernelKind.CrossEntropy, classes, type, [Role.Logits, source, .. outputs]));
            }

            var kernels = host.Compile();
            var batch = Batches.Finite(FloatFormat.Of(type), classes);
            var all = kernels[0].Run(batch);
            OracleCheck.AssertRight(kernels[0], batch, all);
            Assert.All(kernels, kernel => Assert.Null(kernel.Run(batch).DifferenceTo(all)));
        }
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void Every_label_type_and_reduction_is_right(string element)
    {
        var type = Enum.Parse<ElementType>(element);
        var host = new KernelHost();
        foreach (var classes in (int[])[5, 40])
        {
            foreach (var reduction in Enum.GetValues<Reduction>())
            {
                foreach (var (_, labels) in ((string[])["byte", "ushort", "short", "int", "long"]).Index().Where(one => classes == 5 || KernelGrid.IsComplete || (int)reduction == one.Index % 3))
                {
                    _ = host.Add(new KernelSignature(KernelKind.CrossEntropy, classes, type, [Role.Logits, Role.Labels, .. _outputs]) { Reduction = reduction, LabelType = labels });
                }

                _ = host.Add(new KernelSignature(KernelKind.CrossEntropy, classes, type, Role.Logits, Role.Targets, Role.Gradient, Role.Losses) { Reduction = reduction });
            }
        }

        foreach (var kernel in host.Compile())
        {
            var batch = Batches.Finite(FloatFormat.Of(type), kernel.Signature.Classes);
            OracleCheck.AssertRight(kernel, batch, kernel.Run(batch));
        }
    }

    [Theory]
    [InlineData("Single", 2)]
    [InlineData("Single", 10)]
    [InlineData("Double", 33)]
    public void Kernels_of_one_row_are_right(string element, int classes)
    {
        var type = Enum.Parse<ElementType>(element);
        KernelSignature[] signatures =
        [
            new(KernelKind.CrossEntropy, classes, type, Role.Logits, Role.Label),
            new(KernelKind.CrossEntropy, classes, type, [Role.Logits, Role.Label, .. _outputs]),
            new(KernelKind.LogSumExp, classes, type, Role.Logits),
            new(KernelKind.Predict, classes, type, Role.Logits),
            new(KernelKind.Predict, classes, type, Role.Logits, Role.Probability),
            new(KernelKind.Predict, classes, type, Role.Logits, Role.Temperature, Role.Probability),
        ];
        var host = new KernelHost();
        foreach (var signature in signatures)
        {
            _ = host.Add(signature);
        }

        foreach (var kernel in host.Compile())
        {
            var temperature = kernel.Signature.Has(Role.Temperature) ? 0.5 : 1;
            foreach (var batch in (Batch[])[Batches.Finite(FloatFormat.Of(type), classes), Batches.Special(FloatFormat.Of(type), classes)])
            {
                for (var i = 0; i < batch.Rows; i++)
                {
                    var row = batch.Select(i);
                    OracleCheck.AssertRight(kernel, row, kernel.Run(row, temperature), temperature);
                }
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(30)]
    public void A_gradient_is_the_central_difference_of_its_loss(int classes)
    {
        // The loss is smooth at the scale of the step; the difference is off by h^2 of third derivatives, and by u / h.
        const double step = 1e-5;
        var batch = Batches.Ordinary(FloatFormat.Double, classes, 3);
        var kernels = new KernelHost()
            .Add(new KernelSignature(KernelKind.CrossEntropy, classes, ElementType.Double, Role.Logits, Role.Labels, Role.Gradient))
            .Add(new KernelSignature(KernelKind.CrossEntropy, classes, ElementType.Double, Role.Logits, Role.Targets, Role.Gradient) { Reduction = Reduction.Sum })
            .Compile();
        foreach (var kernel in kernels)
        {
            var gradient = kernel.Run(batch)[Role.Gradient];
            for (var i = 0; i < gradient.Length; i++)
            {
                var difference = (LossWith(i, step) - LossWith(i, -step)) / (2 * step);
                Assert.True(Math.Abs(difference - gradient[i]) < 1e-8, $"{kernel}: gradient[{i}] is {gradient[i]}, the central difference {difference}");
            }

            double LossWith(int index, double change)
            {
                double[][] logits = [.. batch.Logits.Select(row => (double[])row.Clone())];
                logits[index / classes][index % classes] += change;
                return kernel.Run(new Batch(batch.Format, logits, batch.Labels, batch.Targets))[Role.Return][0];
            }
        }
    }
}
