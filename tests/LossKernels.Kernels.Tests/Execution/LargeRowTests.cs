using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>Rows of tens of thousands to a million classes.</summary>
public class LargeRowTests
{
    public static TheoryData<string, int> Large => KernelGrid.Cases([("Single", 32768), ("Half", 32771)], [("Double", 32768)]);

    [Theory]
    [MemberData(nameof(Large))]
    public void Rows_of_many_classes_are_right_and_have_the_same_bits_at_every_width(string element, int classes)
    {
        // Up to 32,768 exponentials of Half, which are floats, wait on the stack; these are computed again.
        var stored = Enum.Parse<StoredType>(element);
        var type = stored.Computed();
        KernelSignature[] signatures =
        [
            new(KernelKind.Softmax, classes, type, Role.Logits, Role.Probabilities),
            new(KernelKind.CrossEntropy, classes, type, Role.Logits, Role.Labels, Role.Gradient, Role.Losses, Role.Correct),
            new(KernelKind.LogSumExp, classes, type, Role.Logits, Role.LogSumExp),
        ];
        var batch = Batches.Finite(FloatFormat.Of(stored), classes);
        foreach (var signature in signatures.Select(signature => Signatures.As(signature, stored)))
        {
            var host = new KernelHost();
            foreach (var step in KernelHost.StepsFor(classes, type))
            {
                _ = host.Add(signature, step);
            }

            var kernels = host.Compile();
            var first = kernels[0].Run(batch);
            OracleCheck.AssertRight(kernels[0], batch, first);
            Assert.All(kernels, kernel => Assert.Null(kernel.Run(batch).DifferenceTo(first)));
        }
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void One_maximum_above_a_million_equal_others_sums_to_1_and_has_its_loss(string element)
    {
        const int classes = 1_048_576;
        const int best = 777_777;
        var type = Enum.Parse<ElementType>(element);
        var format = FloatFormat.Of(type);
        var row = Enumerable.Repeat(-7.0, classes).ToArray();
        row[best] = 7;
        var batch = new Batch(format, [row], [best], [row]);
        var kernels = new KernelHost()
            .Add(new KernelSignature(KernelKind.Softmax, classes, type, Role.Logits, Role.Probabilities))
            .Add(new KernelSignature(KernelKind.CrossEntropy, classes, type, Role.Logits, Role.Labels))
            .Compile();

        var probabilities = kernels[0].Run(batch)[Role.Probabilities];
        var error = OracleCheck.ErrorOfSum(probabilities, format);
        Assert.True(error <= 4, $"the probabilities sum to 1 within {error} u, allowed 4");
        var exact = batch.Exact(1)[0];
        foreach (var k in (int[])[0, 1, best - 1, best, best + 1, classes - 1])
        {
            Assert.True(exact.Probability(k).Accepts(probabilities[k]), $"class {k}: {exact.Probability(k).Describe(probabilities[k])}");
        }

        Assert.Equal(2, probabilities.Distinct().Count());
        var loss = kernels[1].Run(batch)[Role.Return][0];
        Assert.True(exact.Loss(best).Accepts(loss), exact.Loss(best).Describe(loss));
    }
}
