using LossKernels.Generators.Declarations;
using LossKernels.Generators.Lowering;
using LossKernels.Kernels.Tests.Memory;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>The logistic function, its relatives and the binary losses in every layout and width, between guard pages.</summary>
public class BinaryKernelTests
{
    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void Every_binary_kernel_is_right_and_has_the_same_bits_in_every_layout_and_width_and_in_place(string element)
    {
        var type = Enum.Parse<ElementType>(element);
        var host = new KernelHost();
        foreach (var (signature, step) in Runs(type))
        {
            _ = host.Add(signature, step);
        }

        Check(host.Compile());
    }

    /// <summary>Each binary kernel in each layout and width; of the forms of the loss by default every other one in turn.</summary>
    internal static IEnumerable<(KernelSignature Signature, LayoutStep Step)> Runs(ElementType type) => InTurn(type, KernelHost.StepsFor(1, type), every: 2);

    /// <summary>Each function of logits in some layouts and widths, and by default one in so many of the forms of the loss, of which each is met in some.</summary>
    private static IEnumerable<(KernelSignature Signature, LayoutStep Step)> InTurn(ElementType type, IEnumerable<LayoutStep> steps, int every)
        => from step in steps.Index()
           from signature in BinaryBatches.Signatures(type).Index()
           where KernelGrid.IsComplete || signature.Item.Kind != KernelKind.BinaryCrossEntropy || KernelGrid.TurnOf(step, signature.Index) % every == 0
           select (signature.Item, step.Item);

    public static IEnumerable<object[]> Outputs
        =>
        [
            [nameof(ElementType.Single), (int[])[1, 2, 3, 5, 8, 10]],
            [nameof(ElementType.Single), (int[])[16, 17, 130]],
            [nameof(ElementType.Double), (int[])[1, 3, 4]],
            [nameof(ElementType.Double), (int[])[9, 33]],
        ];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Every_output_has_its_own_positive_weight_in_every_layout_and_width(string element, int[] outputCounts)
    {
        var type = Enum.Parse<ElementType>(element);
        var host = new KernelHost();
        foreach (var outputs in outputCounts)
        {
            Role[] written = [Role.Gradient, Role.Losses, Role.Probabilities];
            KernelSignature[] signatures =
            [
                new(KernelKind.BinaryCrossEntropy, outputs, type, [Role.Logits, Role.Labels, Role.PositiveWeights, .. written]) { LabelType = ((string[])["byte", "sbyte", "short", "int"])[outputs % 4] },
                new(KernelKind.BinaryCrossEntropy, outputs, type, [Role.Logits, Role.Targets, Role.PositiveWeights, .. written]) { Reduction = Reduction.Sum },
                new(KernelKind.BinaryCrossEntropy, outputs, type, [Role.Logits, Role.Labels, Role.PositiveWeights, .. written]) { LabelType = "byte", LabelSmoothing = 0.1 },
            ];
            foreach (var (turn, step) in KernelHost.StepsFor(outputs, type).Where(step => outputs <= 17 || step.Layout != Layout.RowsAcrossLanes).Index())
            {
                // By default a few counts meet all, and each of the others one in each layout and width.
                foreach (var signature in signatures.Where((_, i) => outputs is 4 or 10 || (KernelGrid.IsComplete ? outputs == 33 || i != outputs % 3 : i == (turn + outputs) % 3)))
                {
                    _ = host.Add(signature, step);
                }
            }
        }

        Check(host.Compile());
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void An_element_has_the_same_bits_among_any_number_of_elements(string element)
    {
        var type = Enum.Parse<ElementType>(element);
        var lanes = 512 / (type == ElementType.Single ? 32 : 64);
        var host = new KernelHost();
        // Widths that leave elements; what the generator would choose comes with a tail.
        foreach (var (signature, step) in InTurn(type, KernelHost.StepsFor(1, type).Where(step => step.LeavesRows), every: 3))
        {
            _ = host.Add(signature with { Reduction = Reduction.Sum }, step);
        }

        foreach (var signature in BinaryBatches.Signatures(type))
        {
            _ = host.Add(signature with { Reduction = Reduction.Sum });
        }

        foreach (var kernel in host.Compile())
        {
            var all = BinaryBatches.Of(FloatFormat.Of(type), 1, Negative(kernel.Signature));
            var whole = kernel.Run(all);
            foreach (var count in (int[])[0, 1, 2, (lanes / 4) - 1, lanes / 4, (lanes / 4) + 1, (lanes / 2) - 1, lanes / 2, (lanes / 2) + 1, lanes - 1, lanes, lanes + 1, 63, 64, 65, 1000])
            {
                foreach (var placement in Enum.GetValues<Placement>())
                {
                    var batch = BinaryBatches.Take(all, count);
                    var results = kernel.Run(batch, placement: placement);
                    foreach (var role in results.Roles.Where(role => role != Role.Return))
                    {
                        Assert.Equal(count, results[role].Length);
                        Assert.True(
                            results[role].Select((value, i) => KernelResults.SameBits(value, whole[role][i % all.Rows])).All(same => same),
                            $"{kernel}: {role} among {count} elements is not as among {all.Rows}");
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void A_total_is_that_of_its_elements_whatever_their_number(string element)
    {
        var type = Enum.Parse<ElementType>(element);
        var host = new KernelHost();
        foreach (var reduction in (Reduction[])[Reduction.Mean, Reduction.Sum])
        {
            _ = host.Add(new KernelSignature(KernelKind.BinaryCrossEntropy, 1, type, Role.Logits, Role.Targets) { Reduction = reduction });
        }

        var random = new Random(1);
        var format = FloatFormat.Of(type);
        foreach (var kernel in host.Compile())
        {
            foreach (var count in (int[])[1, 63, 64, 65, 3000])
            {
                double[][] logits = [.. Enumerable.Range(0, count).Select(_ => new[] { format.Round(20 * (random.NextDouble() - 0.5)) })];
                double[][] targets = [.. logits.Select(_ => new[] { format.Round(random.NextDouble()) })];
                var batch = new Batch(format, logits, new int[count], targets);
                OracleCheck.AssertRight(kernel, batch, kernel.Run(batch));
            }
        }
    }

    internal static void Check(IReadOnlyList<CompiledKernel> kernels)
    {
        var errors = new List<string>();
        foreach (var variants in kernels.GroupBy(kernel => kernel.Signature.ToString()))
        {
            var signature = variants.First().Signature;
            foreach (var hasSpecial in (bool[])[false, true])
            {
                var batch = BinaryBatches.Of(FloatFormat.Of(signature.Element), signature.Classes, Negative(signature), hasSpecial);
                var first = variants.First().Run(batch);
                errors.AddRange(OracleCheck.Errors(signature, batch, first).Select(error => $"{variants.First().Variant}: {error}"));
                foreach (var kernel in variants)
                {
                    LayoutTests.AddDifference(errors, $"{kernel}, not as {variants.First().Variant}", kernel.Run(batch, placement: Placement.StartAligned), first);
                    foreach (var output in signature.OutputsPerClass)
                    {
                        LayoutTests.AddDifference(errors, $"{kernel} with {output} in place", kernel.Run(batch, inPlace: output), first);
                    }
                }
            }
        }

        LayoutTests.AssertNone(errors);
    }

    private static int Negative(KernelSignature signature) => signature.Binary.Labels == BinaryLabels.PlusMinusOne ? -1 : 0;
}
