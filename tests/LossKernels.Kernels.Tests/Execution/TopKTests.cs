using FsCheck;
using FsCheck.Fluent;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Lowering;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>The ranking of classes: at every count, in every layout, in the orders that are hardest for it, and against the kernels it contains.</summary>
public class TopKTests
{
    /// <summary>The most classes times ranks that are tried across lanes at every width: the code grows with them.</summary>
    private const int MostAcrossLanes = 100;

    public static IEnumerable<object[]> Grid
        => from element in Enum.GetNames<ElementType>()
           from classes in (int[][])[[2, 3, 4, 5], [10, 17], [67, 1000]]
           select new object[] { element, classes };

    [Theory]
    [MemberData(nameof(Grid))]
    public void Every_count_is_right_and_has_the_same_bits_in_every_layout_and_width(string element, int[] classCounts)
    {
        var type = Enum.Parse<ElementType>(element);
        var host = new KernelHost();
        foreach (var classes in classCounts)
        {
            foreach (var count in new[] { 1, 3, 16, 17, classes }.Where(count => count <= classes).Distinct())
            {
                foreach (var step in KernelGrid.StepsFor(classes, StoredTypes.Of(type)).Where(step => step.Layout != Layout.RowsAcrossLanes || count * classes <= MostAcrossLanes))
                {
                    _ = host.Add(TopK(classes, count, type), step);
                }
            }
        }

        LayoutTests.AssertRight(host);
    }

    [Theory]
    [InlineData("Single", 10, 3)]
    [InlineData("Double", 10, 10)]
    [InlineData("Single", 16, 16)]
    [InlineData("Single", 1000, 5)]
    [InlineData("Double", 1000, 1000)]
    [InlineData("Single", 4099, 1024)]
    [InlineData("Double", 4099, 50)]
    [InlineData("Single", 32000, 50)]
    public void Any_order_of_the_logits_gives_the_ranking_and_the_bits_of_softmax(string element, int classes, int count)
    {
        var type = Enum.Parse<ElementType>(element);
        var (random, positiveNaN, format) = (new Random(classes), BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000), FloatFormat.Of(type));
        double[][] rows =
        [
            Row(k => k),
            Row(k => -k),
            Row(_ => -1.5),
            Row(k => k % 7),
            Row(k => k % 2 == 0 ? 0.0 : -0.0),
            Row(k => Math.Min(k, classes - k)),
            Row(k => k < classes - 1 ? double.NegativeInfinity : 3),
            Row(k => k % 3 == 0 ? double.NegativeInfinity : k % 11),
            Row(k => k % 5 == 0 ? double.NaN : k % 5 == 1 ? positiveNaN : k),
            Row(k => k > classes - 3 ? positiveNaN : double.PositiveInfinity),
            Row(k => k % 4 == 0 ? double.PositiveInfinity : -k),
            Row(_ => random.NextDouble()),
            Row(_ => random.Next(20)),
        ];
        var batch = new Batch(format, rows, new int[rows.Length], rows);
        var host = new KernelHost().Add(new KernelSignature(KernelKind.Softmax, classes, type, Role.Logits, Role.Probabilities));
        foreach (var bits in (int[])[512, 256, 128])
        {
            _ = host.Add(new KernelSignature(KernelKind.TopK, classes, type, Role.Logits, Role.Probabilities, Role.Labels) { RankCount = count }, bits);
        }

        foreach (var step in KernelHost.StepsFor(classes, type).Where(step => step.Layout == Layout.RowLoop && classes <= 5000))
        {
            _ = host.Add(TopK(classes, count, type), step);
        }

        var kernels = host.Compile();
        var softmax = kernels[0].Run(batch);
        var rankings = rows.Select(row => ExactRow.Rank(row)[..count]).ToArray();
        foreach (var kernel in kernels.Skip(1))
        {
            var results = kernel.Run(batch);
            for (var i = 0; i < rows.Length; i++)
            {
                var expected = rankings[i];
                var ofSoftmax = softmax.Row(Role.Probabilities, i, rows.Length);
                Assert.Equal(expected, results.Row(Role.Labels, i, rows.Length).ToArray().Select(label => (int)label));
                var probabilities = results.Row(Role.Probabilities, i, rows.Length);
                for (var rank = 0; rank < count; rank++)
                {
                    var probability = ofSoftmax[expected[rank]];
                    if (!KernelResults.SameBits(probability, probabilities[rank]))
                    {
                        Assert.Fail($"{kernel}, row {i}, rank {rank}: {probabilities[rank]:G17} and not softmax's {probability:G17}");
                    }
                }
            }
        }

        double[] Row(Func<int, double> logit) => [.. Enumerable.Range(0, classes).Select(k => type == ElementType.Single ? (float)logit(k) : logit(k))];
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void Of_a_million_ascending_logits_each_displaces_a_rank_and_the_last_1024_are_found(string element)
    {
        const int classes = 1_048_576;
        const int count = 1024;
        var type = Enum.Parse<ElementType>(element);
        var row = Enumerable.Range(0, classes).Select(k => k / 16.0).ToArray();
        var batch = new Batch(FloatFormat.Of(type), [row], [0], [row]);
        var kernel = new KernelHost().Add(TopK(classes, count, type)).Compile()[0];
        var results = kernel.Run(batch);
        Assert.Equal(Enumerable.Range(0, count).Select(rank => (double)(classes - 1 - rank)), results[Role.Labels]);
        Assert.All(results[Role.Probabilities].Zip(results[Role.Probabilities].Skip(1)), pair => Assert.True(pair.First > pair.Second || pair.Second == 0));
    }

    [Fact]
    public void The_first_rank_is_the_prediction_and_fewer_ranks_are_the_first_of_more()
    {
        int[] classCounts = [2, 3, 7, 10, 17, 50];
        var host = new KernelHost();
        foreach (var classes in classCounts)
        {
            _ = host.Add(new KernelSignature(KernelKind.Predict, classes, ElementType.Single, Role.Logits, Role.Temperature, Role.Labels, Role.Probabilities))
                .Add(TopK(classes, 1, ElementType.Single)).Add(TopK(classes, 2, ElementType.Single)).Add(TopK(classes, classes, ElementType.Single));
        }

        var kernels = host.Compile();
        var logit = Gen.Frequency(
            (6, Gen.Choose(-8000, 8000).Select(n => n / 1000.0)),
            (3, Gen.Choose(-3, 3).Select(n => (double)n)),
            (1, Gen.Elements(double.NegativeInfinity, double.NaN, double.PositiveInfinity, -0.0, 1e30)));
        var cases =
            from index in Gen.Choose(0, classCounts.Length - 1)
            from rows in Gen.Choose(1, 40)
            from numbers in logit.ArrayOf(rows * classCounts[index])
            select (Index: index, Rows: numbers.Select(number => (double)(float)number).Chunk(classCounts[index]).ToArray());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var batch = new Batch(FloatFormat.Single, one.Rows, new int[one.Rows.Length], one.Rows);
            var results = kernels.Skip(4 * one.Index).Take(4).Select(kernel => kernel.Run(batch, 0.75)).ToArray();
            return results[0].DifferenceTo(results[1]) is null
                && Enumerable.Range(0, batch.Rows).All(i => results.Skip(1).All(fewer => results.Skip(2).All(more =>
                    StartsAlike(fewer, more, Role.Labels, i) && StartsAlike(fewer, more, Role.Probabilities, i))));

            bool StartsAlike(KernelResults fewer, KernelResults more, Role role, int i)
            {
                var common = Math.Min(fewer.Row(role, i, batch.Rows).Length, more.Row(role, i, batch.Rows).Length);
                return KernelResults.SameBits(fewer.Row(role, i, batch.Rows)[..common], more.Row(role, i, batch.Rows)[..common]);
            }
        }));
    }

    private static KernelSignature TopK(int classes, int count, ElementType element)
        => new(KernelKind.TopK, classes, element, Role.Logits, Role.Temperature, Role.Labels, Role.Probabilities) { RankCount = count };
}
