using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Memory;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// Every kernel against the oracle, and every layout and width against one another: they have the same bits. All spans lie between
/// guard pages, wall to wall behind their end in one run and before their start in another.
/// </summary>
public class LayoutTests
{
    /// <summary>Element types and groups of class counts.</summary>
    public static IEnumerable<object[]> Grid
        => from stored in Enum.GetValues<StoredType>()
           from @group in KernelGrid.GroupsOf(stored)
           select new object[] { stored.ToString(), @group };

    [Theory]
    [MemberData(nameof(Grid))]
    public void Every_kernel_is_right_and_has_the_same_bits_in_every_layout_and_width(string element, int[] classCounts)
    {
        var stored = Enum.Parse<StoredType>(element);
        var host = new KernelHost();
        foreach (var (signature, step) in KernelGrid.Runs(stored, classCounts))
        {
            _ = host.Add(signature, step);
        }

        AssertRight(host);
    }

    /// <summary>Fails with what is wrong with kernels in several layouts, if anything is.</summary>
    internal static void AssertRight(KernelHost host)
    {
        var errors = new List<string>();
        foreach (var variants in host.Compile().GroupBy(kernel => kernel.Signature.ToString()))
        {
            Check([.. variants], errors);
        }

        AssertNone(errors);
    }

    /// <summary>Fails with some of the errors, if there are any.</summary>
    internal static void AssertNone(List<string> errors)
        => Assert.True(errors.Count == 0, $"{errors.Count} errors, such as\n{string.Join("\n", errors.Take(12))}");

    /// <summary>Adds the first difference of two results, if there is one.</summary>
    internal static void AddDifference(List<string> errors, string what, KernelResults results, KernelResults expected)
    {
        if (results.DifferenceTo(expected) is { } difference)
        {
            errors.Add($"{what}: {difference}");
        }
    }

    /// <summary>Adds what is wrong with one kernel in several layouts.</summary>
    private static void Check(IReadOnlyList<CompiledKernel> variants, List<string> errors)
    {
        var signature = variants[0].Signature;
        var format = signature.Format;
        var temperature = signature.Has(Role.Temperature) ? 2.5 : 1;
        var finite = Batches.Finite(format, signature.Classes);
        foreach (var batch in (Batch[])[finite, Batches.Special(format, signature.Classes)])
        {
            var first = variants[0].Run(batch, temperature);
            errors.AddRange(OracleCheck.Errors(signature, batch, first, temperature).Select(error => $"{variants[0].Variant}: {error}"));

            foreach (var kernel in variants)
            {
                AddDifference(errors, $"{kernel}, not as {variants[0].Variant}", kernel.Run(batch, temperature, Placement.StartAligned), first);
                if (batch == finite && RowCounts.Difference(kernel, batch, first, temperature) is { } difference)
                {
                    errors.Add(difference);
                }

                foreach (var output in signature.OutputsPerClass)
                {
                    foreach (var input in signature.Overwritable)
                    {
                        AddDifference(errors, $"{kernel} with {output} in place of {input}", kernel.Run(batch, temperature, Placement.EndAligned, output, input), first);
                    }
                }
            }
        }
    }
}
