using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using LossKernels.Kernels.Tests.Execution;
using LossKernels.Kernels.Tests.Oracle;
using static LossKernels.Generators.RowPrograms.Formula;
using KernelSignature = LossKernels.Kernels.Tests.Execution.KernelSignature;

namespace LossKernels.Kernels.Tests.RowPrograms;

/// <summary>
/// A kernel that the product does not have: a penalty on the squared probabilities, sum p^2, and its gradient
/// 2 p (p - sum p^2). Said once as a row program, it is right in every layout and at every width, and nothing else had to change.
/// </summary>
public class SquaredProbabilityPenaltyTests
{
    [Theory]
    [InlineData("Single", new[] { 2, 3, 5, 10, 16, 17, 33, 67 }, 1e-5)]
    [InlineData("Double", new[] { 2, 3, 5, 10, 16, 17, 33, 67 }, 1e-13)]
    [InlineData("Single", new[] { 100, 128, 129, 300, 1000 }, 1e-5)]
    [InlineData("Double", new[] { 64, 65, 127, 1000 }, 1e-13)]
    public void A_new_formula_works_in_every_layout_and_width(string element, int[] classCounts, double tolerance)
    {
        var type = Enum.Parse<ElementType>(element);
        var format = type == ElementType.Single ? FloatFormat.Single : FloatFormat.Double;
        var host = new KernelHost();
        foreach (var classes in classCounts.Where((_, i) => KernelGrid.IsComplete || i % 2 == (type == ElementType.Single ? 0 : 1)))
        {
            foreach (var step in KernelHost.StepsFor(classes, type).Where(step => classes <= 67 || step.Vector.Bits > 0))
            {
                var signature = new KernelSignature(KernelKind.CrossEntropy, classes, type, Role.Logits, Role.Losses, Role.Gradient);
                _ = host.Add(signature, SquaredProbabilities(), step);
            }
        }

        var layouts = new HashSet<string>();
        foreach (var kernel in host.Compile())
        {
            var random = new Random(kernel.Signature.Classes);
            var logits = Enumerable.Range(0, 37)
                .Select(_ => Enumerable.Range(0, kernel.Signature.Classes).Select(_ => (double)(float)((8 * random.NextDouble()) - 4)).ToArray())
                .ToArray();
            var results = kernel.Run(new Batch(format, logits, new int[37], logits));
            _ = layouts.Add(kernel.Variant);

            var expected = logits.Select(Expected).ToArray();
            Assert.Equal(expected.Average(row => row.Penalty), results[Role.Return][0], Relative(tolerance));
            for (var row = 0; row < 37; row++)
            {
                Assert.True(
                    Relative(tolerance)(expected[row].Penalty, results[Role.Losses][row]),
                    $"{kernel}: the penalty of row {row} is {results[Role.Losses][row]} and not {expected[row].Penalty}");
                for (var k = 0; k < kernel.Signature.Classes; k++)
                {
                    var gradient = results[Role.Gradient][(row * kernel.Signature.Classes) + k];
                    if (!(Math.Abs((gradient * 37) - expected[row].Gradient[k]) <= tolerance))
                    {
                        Assert.Fail($"{kernel}: the gradient of row {row} at class {k} is {gradient} and not {expected[row].Gradient[k] / 37}");
                    }
                }
            }
        }

        Assert.True(layouts.Count >= (classCounts[0] < 64 ? 12 : 7), $"only {string.Join(", ", layouts)} were tried");
    }

    private static RowProgram SquaredProbabilities()
    {
        var row = new Row();
        var z = row.Load(Role.Logits);
        var e = Exp(z - row.Max(z).Named("max")).Named("e");
        var p = (e / row.Sum(e).Named("sum")).Named("p");
        var penalty = row.Sum(p * p).Named("penalty");
        row.Store(Role.Gradient, (p + p) * (p - penalty) / row.Count);
        row.Store(Role.Losses, penalty);
        row.Store(Role.Return, row.Total(penalty) / row.Count);
        return row.ToProgram("sum_k p_k^2; gradient 2 p_k (p_k - sum p^2)", "not stated");
    }

    private static (double Penalty, double[] Gradient) Expected(double[] logits)
    {
        var max = logits.Max();
        var e = logits.Select(z => Math.Exp(z - max)).ToArray();
        var sum = e.Sum();
        var p = e.Select(value => value / sum).ToArray();
        var penalty = p.Sum(value => value * value);
        return (penalty, [.. p.Select(value => 2 * value * (value - penalty))]);
    }

    private static Func<double, double, bool> Relative(double tolerance)
        => (expected, actual) => Math.Abs(actual - expected) <= tolerance * Math.Abs(expected);
}
