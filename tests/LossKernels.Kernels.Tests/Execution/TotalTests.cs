using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>A sum or mean adds next to nothing to its rows' errors, whatever their number (DESIGN, section 2, item 5).</summary>
public class TotalTests
{
    public static IEnumerable<object[]> Grid
        => from element in Enum.GetNames<ElementType>()
           from reduction in (string[])[nameof(Reduction.Sum), nameof(Reduction.Mean)]
           select new object[] { element, reduction };

    [Theory]
    [MemberData(nameof(Grid))]
    public void A_total_of_two_hundred_thousand_rows_is_within_2_u_of_its_rows_losses(string element, string reduction)
    {
        const int Rows = 200_000;
        var format = FloatFormat.Of(Enum.Parse<ElementType>(element));
        var kernel = Kernel(element, reduction);
        var random = new Random(5);
        double Logit() => (float)random.NextDouble();

        // Equal rows are the hardest: each addition is rounded the same way as the one before.
        var equal = Enumerable.Repeat<double[]>([Logit(), Logit()], Rows).ToArray();
        var mixed = Enumerable.Range(0, Rows).Select(_ => new[] { Logit(), 8 * Logit() }).ToArray();
        foreach (var (logits, name) in new[] { (equal, "equal"), (mixed, "mixed") })
        {
            var results = kernel.Run(new(format, logits, new int[Rows], logits));

            var exact = results[Role.Losses].Aggregate(BigReal.Zero, (sum, loss) => sum + loss) / (reduction == nameof(Reduction.Mean) ? Rows : 1);
            var expected = Expected.Within(exact, 2, format);
            Assert.True(expected.Accepts(results[Role.Return][0]), $"{reduction} of {name} rows: {expected.Describe(results[Role.Return][0])}");
        }
    }

    [Theory]
    [MemberData(nameof(Grid))]
    public void One_infinite_loss_among_others_makes_the_total_infinite(string element, string reduction)
    {
        var format = FloatFormat.Of(Enum.Parse<ElementType>(element));
        var logits = Enumerable.Repeat<double[]>([1, 2], 100).ToArray();
        logits[70] = [double.NegativeInfinity, 2];

        var results = Kernel(element, reduction).Run(new(format, logits, new int[100], logits));

        Assert.Equal(double.PositiveInfinity, results[Role.Return][0]);
    }

    private static CompiledKernel Kernel(string element, string reduction)
    {
        var signature = new KernelSignature(KernelKind.CrossEntropy, 2, Enum.Parse<ElementType>(element), Role.Logits, Role.Labels, Role.Losses) { Reduction = Enum.Parse<Reduction>(reduction) };
        return new KernelHost().Add(signature).Compile()[0];
    }
}
