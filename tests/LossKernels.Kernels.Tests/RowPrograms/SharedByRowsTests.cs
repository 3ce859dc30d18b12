using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using LossKernels.Kernels.Tests.Execution;
using LossKernels.Kernels.Tests.Memory;
using LossKernels.Kernels.Tests.Oracle;
using KernelSignature = LossKernels.Kernels.Tests.Execution.KernelSignature;

namespace LossKernels.Kernels.Tests.RowPrograms;

/// <summary>
/// An input of one value a class that all rows share, in a kernel that the product does not have: weighted logits, their sum, and that of
/// the label picked. Every row sees the same values, and no load leaves them.
/// </summary>
public class SharedByRowsTests
{
    [Theory]
    [InlineData("Single", new[] { 2, 3, 10, 17, 33 }, 12)]
    [InlineData("Double", new[] { 2, 5, 17 }, 12)]
    [InlineData("Single", new[] { 300 }, 3)]
    public void Every_layout_and_width_takes_the_same_values_for_every_row(string element, int[] classCounts, int leastLayouts)
    {
        const int rows = 83;
        var type = Enum.Parse<ElementType>(element);
        var format = type == ElementType.Single ? FloatFormat.Single : FloatFormat.Double;
        var host = new KernelHost();
        foreach (var classes in classCounts)
        {
            foreach (var step in KernelHost.StepsFor(classes, type).Where(step => classes <= 67 || step.Vector.Bits > 0))
            {
                var signature = new KernelSignature(KernelKind.CrossEntropy, classes, type, Role.Logits, Role.Labels, Role.ClassWeights, Role.Losses, Role.Probabilities, Role.Gradient);
                _ = host.Add(signature, Weighted(), step);
            }
        }

        var layouts = new HashSet<string>();
        foreach (var kernel in host.Compile())
        {
            var classes = kernel.Signature.Classes;
            _ = layouts.Add(kernel.Variant);

            // Small integers and eighths, of which every product and sum is exact.
            var logits = Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, classes).Select(k => (double)(((row * 5) + (k * 3)) % 17)).ToArray()).ToArray();
            var labels = Enumerable.Range(0, rows).Select(row => row * 11 % classes).ToArray();
            var batch = new Batch(format, logits, labels, logits);
            foreach (var placement in Enum.GetValues<Placement>())
            {
                var results = kernel.Run(batch, placement: placement);
                var total = 0.0;
                for (var row = 0; row < rows; row++)
                {
                    var weighted = logits[row].Zip(batch.ClassWeights, (z, weight) => z * weight).ToArray();
                    total += weighted.Sum();
                    Assert.True(weighted.Sum() == results[Role.Losses][row], $"{kernel}: the sum of row {row} is {results[Role.Losses][row]} and not {weighted.Sum()}");
                    var atLabel = batch.ClassWeights[labels[row]] + weighted[labels[row]];
                    for (var k = 0; k < classes; k++)
                    {
                        var (probability, gradient) = (results.Row(Role.Probabilities, row, rows)[k], results.Row(Role.Gradient, row, rows)[k]);
                        if (weighted[k] != probability || atLabel != gradient)
                        {
                            Assert.Fail($"{kernel}: row {row}, class {k}: {probability} and not {weighted[k]}, or picked at the label {gradient} and not {atLabel}");
                        }
                    }
                }

                Assert.Equal(total, results[Role.Return][0]);
            }
        }

        Assert.True(layouts.Count >= leastLayouts, $"only {string.Join(", ", layouts)} were tried");
    }

    [Fact]
    public void The_interpreter_takes_the_same_values_for_every_row()
    {
        var results = Interpreter.Run(Weighted(), 2, 3, new Dictionary<Role, double[]>
        {
            [Role.Logits] = [1, 2, 3, 4, 5, 6],
            [Role.ClassWeights] = [10, 100, 1000],
            [Role.Labels] = [2, 0],
        });
        Assert.Equal([3210, 6540], results[Role.Losses].Select(value => value.Finite.ToDouble()));
        Assert.Equal([4000, 4000, 4000, 50, 50, 50], results[Role.Gradient].Select(value => value.Finite.ToDouble()));
    }

    private static RowProgram Weighted()
    {
        var row = new Row();
        var weight = row.Load(Role.ClassWeights);
        var label = row.Load(Role.Labels);
        var weighted = row.Load(Role.Logits) * weight;
        var sum = row.Sum(weighted).Named("sum");
        row.Store(Role.Gradient, row.AtLabel(row.Constant(0) * weight, label, row.Constant(0)) + (row.Pick(weight, label) + row.Pick(weighted, label)));
        row.Store(Role.Probabilities, weighted);
        row.Store(Role.Losses, sum);
        row.Store(Role.Return, row.Total(sum));
        return row.ToProgram("w_k z_k", "exact");
    }
}
