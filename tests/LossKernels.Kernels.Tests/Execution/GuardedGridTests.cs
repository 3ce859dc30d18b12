using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.Lowering;
using LossKernels.Kernels.Tests.Memory;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>What the tests run between guard pages is all that there is: every kernel and role of the contract, type, layout, width and remainder.</summary>
public class GuardedGridTests
{
    private static readonly int[] s_widths = [512, 256, 128, 0];

    /// <summary>Class counts of every layout.</summary>
    private static readonly int[] s_classes = [2, 3, 10, 17, 33, 64, 100, 129, 1000];

    private static IEnumerable<(KernelSignature Signature, LayoutStep Step)> Runs =>
    [
        .. Enum.GetValues<StoredType>().SelectMany(stored => KernelGrid.GroupsOf(stored).SelectMany(group => KernelGrid.Runs(stored, group))),
        .. DivergenceTests.Grid.SelectMany(row => DivergenceTests.Runs(Enum.Parse<ElementType>((string)row[0]), (int)row[1])),
        .. Enum.GetValues<ElementType>().SelectMany(BinaryKernelTests.Runs),
        .. Rest,
    ];

    /// <summary>
    /// What no test of numbers has in every layout: those of Half, of which ten classes do not fill a vector of 512 bits, and of which binary losses and divergences are random
    /// declarations' to judge; and a divergence of float.
    /// </summary>
    private static IEnumerable<(KernelSignature Signature, LayoutStep Step)> Rest
        => from signature in (KernelSignature[])
           [
               .. Signatures.Rich(33, ElementType.Single),
               new(KernelKind.KullbackLeibler, 33, ElementType.Single, Role.Logits, Role.TeacherLogits, Role.Gradient, Role.Losses),
               new(KernelKind.Sigmoid, 1, ElementType.Single, Role.Logits, Role.Probabilities),
               new(KernelKind.LogSigmoid, 1, ElementType.Single, Role.Logits, Role.LogProbabilities),
               new(KernelKind.Softplus, 1, ElementType.Single, Role.Logits, Role.Values),
               new(KernelKind.BinaryCrossEntropy, 1, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient, Role.Losses, Role.Probabilities) { LabelType = "byte" },
               new(KernelKind.BinaryCrossEntropy, 10, ElementType.Single, Role.Logits, Role.Targets, Role.PositiveWeights, Role.Gradient, Role.Losses, Role.Probabilities),
               new(KernelKind.KullbackLeibler, 10, ElementType.Single, Role.Logits, Role.Targets, Role.Gradient, Role.Losses),
               new(KernelKind.KullbackLeibler, 10, ElementType.Single, Role.Logits, Role.TeacherLogits, Role.Temperature, Role.Gradient, Role.Losses),
           ]
           from step in KernelHost.StepsFor(signature.Classes, ElementType.Single).Where(step => signature.Classes != 33 || step is { Layout: Layout.RowInRegisters or Layout.RowLoop, Vector.Bits: 512 })
           from stored in signature is { Classes: 33, Kind: KernelKind.KullbackLeibler } ? (StoredType[])[StoredType.Single, StoredType.Half] : [StoredType.Half]
           select (signature with { Stored = stored }, step);

    [Fact]
    public void Every_kernel_is_run_in_every_type_layout_and_width()
    {
        var runs = Runs.Where(run => KernelHost.IsFor(run.Signature, run.Step)).ToArray();
        var met = runs.Select(run => (run.Signature.Kind, run.Signature.Stored, run.Step.Layout, run.Step.Vector.Bits)).ToHashSet();
        var known = runs.GroupBy(run => run.Signature.Kind).ToDictionary(group => group.Key, group => group.First().Signature);
        var missing =
            from kind in Enum.GetValues<KernelKind>()
            from stored in Enum.GetValues<StoredType>()
            from layout in Enum.GetValues<Layout>()
            from bits in s_widths
            where !known.TryGetValue(kind, out var signature) || IsPossible(signature, new(layout, new VectorType(stored.Computed(), bits)))
            where !met.Contains((kind, stored, layout, bits))
            select $"{kind} of {stored} in {layout} at {bits} bits";
        Assert.True(!missing.Any(), $"not run between guard pages: {string.Join("; ", missing)}");
    }

    [Fact]
    public void Every_role_of_every_kernel_is_given()
    {
        var given = Runs.Select(run => run.Signature)
            .Concat(DeclaredKernelTests.Declared)
            .Concat(OptionSignatures.All(10, ElementType.Single))
            .SelectMany(signature => signature.Roles.Select(role => (signature.Kind, role)))
            .ToHashSet();
        var missing = KernelSignatures.All.SelectMany(kernel => kernel.Forms.SelectMany(form => form.Roles).Select(rule => (kernel.Kind, rule.Role))).Where(role => !given.Contains(role)).Distinct();
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    [InlineData("Half")]
    public void The_complete_grid_has_every_number_of_classes_that_a_vector_leaves_over(string element)
    {
        var stored = Enum.Parse<StoredType>(element);
        var left = KernelGrid.Runs(stored, KernelGrid.Groups.SelectMany(group => group), isComplete: true)
            .GroupBy(run => (run.Signature.Kind, run.Step))
            .Select(group => (group.Key, Left: group.Select(run => run.Signature.Classes % run.Step.Vector.Lanes).ToHashSet()));
        var possible = Enumerable.Range(2, 200).SelectMany(classes => KernelHost.StepsFor(classes, stored.Computed()).Select(step => (step, Left: classes % step.Vector.Lanes))).ToLookup(pair => pair.step, pair => pair.Left);
        Assert.All(left, kernel => Assert.True(kernel.Left.IsSupersetOf(possible[kernel.Key.Step]), $"{kernel.Key.Kind} in {kernel.Key.Step.MethodName} lacks {string.Join(", ", possible[kernel.Key.Step].Except(kernel.Left))}"));
    }

    [Fact]
    public void The_rest_stays_in_its_spans_and_has_the_same_bits_in_every_layout_and_width()
    {
        var host = new KernelHost();
        foreach (var (signature, step) in Rest)
        {
            _ = host.Add(signature, step);
        }

        foreach (var variants in host.Compile().GroupBy(kernel => kernel.Signature.ToString()))
        {
            var signature = variants.First().Signature;
            var batch = signature.IsBinary ? BinaryBatches.Of(signature.Format, signature.Classes) : Batches.Finite(signature.Format, signature.Classes);
            var temperature = signature.Has(Role.Temperature) ? 2.5 : 1;
            var first = variants.First().Run(batch, temperature);
            Assert.All(variants, kernel =>
            {
                Assert.Null(kernel.Run(batch, temperature, Placement.StartAligned).DifferenceTo(first));
                Assert.Null(RowCounts.Difference(kernel, batch, first, temperature));
                Assert.All(signature.OutputsPerClass, output => Assert.Null(kernel.Run(batch, temperature, inPlace: output).DifferenceTo(first)));
            });
        }
    }

    private static bool IsPossible(KernelSignature signature, LayoutStep step)
        => KernelHost.IsFor(signature, step) && (signature.IsBinary ? [signature.Classes] : s_classes).Any(step.CanLower);
}
