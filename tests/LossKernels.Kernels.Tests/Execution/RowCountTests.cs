using LossKernels.Generators.Declarations;
using LossKernels.Generators.Lowering;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>A row's results do not depend on how many rows there are or where it stands; a batch of no rows is no call.</summary>
public class RowCountTests
{
    public static TheoryData<string, int> Grid => KernelGrid.Cases(
        [(nameof(StoredType.Single), 2), (nameof(StoredType.Single), 10), (nameof(StoredType.Double), 10), (nameof(StoredType.Half), 10)],
        [(nameof(StoredType.Single), 33), (nameof(StoredType.Double), 17)]);

    [Theory]
    [MemberData(nameof(Grid))]
    public void A_row_has_the_same_bits_among_any_number_of_rows(string element, int classes)
    {
        var stored = Enum.Parse<StoredType>(element);
        var type = stored.Computed();
        var host = new KernelHost();
        foreach (var signature in Signatures.Rich(classes, type).Select(signature => Signatures.As(signature, stored) with { Reduction = Reduction.Sum }))
        {
            // Only layouts that take several rows at a time treat a row by its place; each at one width, the others are met as the generator chooses them. Half is told
            // from float as it is read and written, and meets those alone by default.
            foreach (var step in KernelHost.StepsFor(classes, type).Where(step => step.LeavesRows && classes == 10 && (KernelGrid.IsComplete || stored != StoredType.Half) && step.Vector.Bits == (step.Layout is Layout.RowsInPhases or Layout.RowsAcrossLanesInPhases ? 256 : 128)))
            {
                _ = host.Add(signature, step);
            }

            _ = host.Add(signature);
        }

        var finite = Batches.Finite(FloatFormat.Of(stored), classes);
        foreach (var kernel in host.Compile())
        {
            var temperature = kernel.Signature.Has(Role.Temperature) ? 0.75 : 1;
            var whole = kernel.Run(finite, temperature);
            var lanes = 512 / (type == ElementType.Single ? 32 : 64);
            foreach (var rows in (int[])[0, 1, 2, (lanes / 4) - 1, lanes / 4, (lanes / 4) + 1, (lanes / 2) - 1, lanes / 2, (lanes / 2) + 1, lanes - 1, lanes, lanes + 1, 63, 64, 65, 1000])
            {
                var batch = rows == 0 ? Batches.NoRows(finite) : finite.Take(rows);
                var results = kernel.Run(batch, temperature);
                foreach (var role in results.Roles.Where(role => role is not (Role.Return or Role.Correct or Role.TotalWeight)))
                {
                    Assert.Equal(rows, results.RowsOf(role, whole, finite.Rows));
                    for (var i = 0; i < rows; i++)
                    {
                        if (!KernelResults.SameBits(results.Row(role, i, rows), whole.Row(role, i % finite.Rows, finite.Rows)))
                        {
                            Assert.Fail($"{kernel}: {role} of row {i} among {rows} rows is not as among {finite.Rows}");
                        }
                    }
                }

                if (kernel.Signature.IsLoss)
                {
                    CheckTotals(kernel, batch, finite, results);
                }
            }
        }
    }

    /// <summary>A long row's maximum is found beside the row before, and its results are scaled beside the row behind: at both ends of a batch there is none.</summary>
    [Theory]
    [InlineData(nameof(ElementType.Single), 595)]
    [InlineData(nameof(ElementType.Double), 261)]
    public void A_long_row_has_the_same_bits_alone_first_last_and_between_others(string element, int classes)
    {
        var type = Enum.Parse<ElementType>(element);
        KernelSignature[] signatures =
        [
            new(KernelKind.Softmax, classes, type, Role.Logits, Role.Probabilities),
            new(KernelKind.LogSoftmax, classes, type, Role.Logits, Role.LogProbabilities),
            new(KernelKind.CrossEntropy, classes, type, Role.Logits, Role.Labels, Role.Losses) { Reduction = Reduction.None },
            new(KernelKind.CrossEntropy, classes, type, Role.Logits, Role.Labels, Role.Gradient, Role.Losses) { Reduction = Reduction.None },
        ];
        var host = new KernelHost();
        foreach (var step in KernelHost.StepsFor(classes, type).Where(step => step is { Layout: Layout.RowLoop, Vector.Bits: 128 or 256 }))
        {
            foreach (var signature in signatures)
            {
                _ = host.Add(signature, step);
            }
        }

        var batch = Batches.LargestAt(FloatFormat.Of(signatures[0].StoredTypeOf(Role.Logits)), classes, 0, classes / 2, classes - 1, classes - 3, classes - 6);
        var ofSignature = new Dictionary<KernelSignature, KernelResults>();
        foreach (var kernel in host.Compile())
        {
            // A row's last vector overlaps the one before; elsewhere at each width.
            var whole = kernel.Run(batch);
            Assert.True(ofSignature.TryAdd(kernel.Signature, whole) || whole.DifferenceTo(ofSignature[kernel.Signature]) is null, $"{kernel}: {whole.DifferenceTo(ofSignature[kernel.Signature])}");
            for (var first = 0; first < batch.Rows; first++)
            {
                foreach (int[] rows in (int[][])[[first], [first, (first + 1) % batch.Rows], [(first + 2) % batch.Rows, first, (first + 1) % batch.Rows]])
                {
                    var results = kernel.Run(batch.Select(rows));
                    foreach (var role in results.Roles)
                    {
                        for (var i = 0; i < rows.Length; i++)
                        {
                            Assert.True(
                                KernelResults.SameBits(results.Row(role, i, rows.Length), whole.Row(role, rows[i], batch.Rows)),
                                $"{kernel}: {role} of row {rows[i]} differs as number {i} of {rows.Length} rows");
                        }
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void The_order_of_rows_changes_nothing_but_the_order_of_results(int classes)
    {
        var host = new KernelHost();
        foreach (var signature in Signatures.Rich(classes, ElementType.Single).Select(signature => signature with { Reduction = Reduction.None }))
        {
            _ = host.Add(signature);
        }

        var batch = Batches.Finite(FloatFormat.Single, classes);
        int[] order = [.. Enumerable.Range(0, batch.Rows).Select(i => batch.Rows - 1 - i)];
        foreach (var kernel in host.Compile())
        {
            var forward = kernel.Run(batch);
            var backward = kernel.Run(batch.Select(order));
            foreach (var role in forward.Roles.Where(role => role is not (Role.Correct or Role.TotalWeight)))
            {
                for (var i = 0; i < batch.Rows; i++)
                {
                    Assert.True(KernelResults.SameBits(forward.Row(role, order[i], batch.Rows), backward.Row(role, i, batch.Rows)), $"{kernel}: {role} of row {order[i]}");
                }
            }
        }
    }

    /// <summary>The sum, and how many are correct, from the batch's own rows.</summary>
    private static void CheckTotals(CompiledKernel kernel, Batch batch, Batch distinct, KernelResults results)
    {
        var signature = kernel.Signature;
        var exact = distinct.Exact(1);
        var losses = Enumerable.Range(0, batch.Rows).Select(i => i % distinct.Rows)
            .Select(i => OracleCheck.Loss(signature, distinct, i));
        var total = Expected.Total([.. losses], 1, batch.Format).StoredAs(signature.StoredTypeOf(Role.Return));
        Assert.True(total.Accepts(results[Role.Return][0]), $"{kernel}, {batch.Rows} rows: the sum is {total.Describe(results[Role.Return][0])}");
        if (signature.Has(Role.TotalWeight))
        {
            Assert.Equal(batch.Rows, results[Role.TotalWeight][0]);
        }

        if (signature.Has(Role.Correct))
        {
            Assert.Equal(Enumerable.Range(0, batch.Rows).Count(i => exact[i % distinct.Rows].Prediction == batch.Labels[i]), results[Role.Correct][0]);
        }
    }
}
