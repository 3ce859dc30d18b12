using FsCheck;
using FsCheck.Fluent;
using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Memory;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>What holds for rows of any logits, on rows that FsCheck chooses and shrinks.</summary>
public class KernelProperties
{
    private static readonly int[] _classCounts = [2, 7, 17, 50];

    private static readonly Lazy<CompiledKernel[]> _kernels = new(() =>
    {
        var host = new KernelHost();
        foreach (var classes in _classCounts)
        {
            foreach (var signature in Signatures.Rich(classes, ElementType.Single))
            {
                _ = host.Add(signature with { Reduction = Reduction.None });
            }
        }

        return [.. host.Compile()];
    });

    [Fact]
    public void A_shift_by_an_exact_constant_changes_no_bit_of_what_is_shifted()
        => ForAll((kernel, batch, choice) =>
        {
            // Multiples of 1/8 up to 1000 shifted by a whole number are exact, and so are all differences.
            double shift = choice % 4096;
            var eighths = Map(batch, (_, z) => Math.Round(Math.Clamp(z, -1000, 1000) * 8) / 8);
            var shifted = Map(eighths, (_, z) => z + shift);
            var (before, after) = (kernel.Run(eighths), kernel.Run(shifted));
            return before.Roles.Where(role => role != Role.LogSumExp).All(role => KernelResults.SameBits(before[role], after[role]));
        });

    [Fact]
    public void A_permutation_of_the_classes_permutes_the_results_within_their_bounds()
        => ForAll((kernel, batch, choice) =>
        {
            var order = Enumerable.Range(0, batch.Classes).ToArray();
            new System.Random(choice).Shuffle(order);
            var permuted = new Batch(
                batch.Format,
                [.. batch.Logits.Select(row => order.Select(k => row[k]).ToArray())],
                [.. batch.Labels.Select(label => Array.IndexOf(order, label))],
                [.. batch.Targets.Select(row => order.Select(k => row[k]).ToArray())]);
            var (before, after) = (kernel.Run(batch), kernel.Run(permuted));
            return before.Roles.Where(IsPerClass).All(role => Enumerable.Range(0, batch.Rows).All(i => Enumerable.Range(0, batch.Classes).All(k =>
                Agree(before.Row(role, i, batch.Rows)[order[k]], after.Row(role, i, batch.Rows)[k], batch, i))));

            bool IsPerClass(Role role) => before[role].Length == batch.Rows * batch.Classes && kernel.Signature.Kind is not (KernelKind.Predict or KernelKind.TopK);
        });

    [Fact]
    public void A_batch_has_the_bits_of_its_single_rows()
        => ForAll((kernel, batch, _) =>
        {
            var together = kernel.Run(batch);
            return Enumerable.Range(0, batch.Rows).All(i =>
            {
                var alone = kernel.Run(batch.Select(i));
                return alone.Roles.Where(role => role is not (Role.Correct or Role.TotalWeight))
                    .All(role => KernelResults.SameBits(alone[role], together.Row(role, i, batch.Rows)));
            });
        });

    [Fact]
    public void In_place_has_the_bits_of_out_of_place()
        => ForAll((kernel, batch, _) =>
        {
            var outOfPlace = kernel.Run(batch);
            return kernel.Signature.OutputsPerClass.All(role => kernel.Signature.Overwritable.All(input =>
                kernel.Run(batch, placement: Placement.StartAligned, inPlace: role, over: input).DifferenceTo(outOfPlace) is null));
        });

    [Fact]
    public void Every_row_is_within_its_bounds()
        => ForAll((kernel, batch, _) => !OracleCheck.Errors(kernel.Signature, batch, kernel.Run(batch)).Any());

    /// <summary>Two correct results of one exact value differ by at most twice its bound; a gap adds its size in u.</summary>
    private static bool Agree(double x, double y, Batch batch, int row)
    {
        if (KernelResults.SameBits(x, y) || x == y)
        {
            return true;
        }

        var finite = batch.Logits[row].Where(double.IsFinite).ToArray();
        var units = 2 * (9 + Math.Min(finite.Max() - finite.Min(), 2000));
        var scale = Math.Max(Math.Max(Math.Abs(x), Math.Abs(y)), batch.Format.LeastNormal.ToDouble()) + batch.Targets[row].Max();
        return Math.Abs(x - y) <= units * batch.Format.Unit.ToDouble() * scale * 2;
    }

    private static Batch Map(Batch batch, Func<int, double, double> change)
        => new(batch.Format, [.. batch.Logits.Select(row => row.Select((z, k) => change(k, z)).ToArray())], batch.Labels, batch.Targets);

    private static void ForAll(Func<CompiledKernel, Batch, int, bool> property)
    {
        var cases =
            from kernel in Gen.Elements(_kernels.Value)
            from rows in Gen.Choose(1, 40)
            from batch in BatchOf(kernel.Signature.Classes, rows)
            from choice in Gen.Choose(1, 1 << 20)
            select (Kernel: kernel, Batch: batch, Choice: choice);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(120),
            Prop.ForAll(cases.ToArbitrary(), one => property(one.Kernel, one.Batch, one.Choice)));
    }

    /// <summary>Logits of every size, some of them tied or masked; the label itself is never masked.</summary>
    private static Gen<Batch> BatchOf(int classes, int rows)
    {
        var logit = Gen.Frequency(
            (6, Gen.Choose(-8000, 8000).Select(n => n / 1000.0)),
            (2, Gen.Choose(-3, 3).Select(n => (double)n)),
            (2, Gen.Choose(-1000, 1000).Select(n => n / 10.0)),
            (1, Gen.Constant(double.NegativeInfinity)));
        return
            from logits in Gen.ArrayOf(Gen.ArrayOf(logit, classes), rows)
            from labels in Gen.ArrayOf(Gen.Choose(0, classes - 1), rows)
            select MakeBatch(logits, labels);
    }

    private static Batch MakeBatch(double[][] logits, int[] labels)
    {
        double[][] rounded = [.. logits.Select((row, i) => row.Select((z, k) => k == labels[i] && double.IsInfinity(z) ? 0 : (double)(float)z).ToArray())];
        double[][] targets = [.. rounded.Select((row, i) => row.Select((z, k) => k == labels[i] ? 0.75 : double.IsInfinity(z) ? 0 : 0.125).ToArray())];
        return new(FloatFormat.Single, rounded, labels, targets);
    }
}
