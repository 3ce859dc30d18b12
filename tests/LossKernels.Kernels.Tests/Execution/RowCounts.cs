using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Memory;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// Numbers of rows that are tried with every kernel, layout and width: one row alone, a few that fill no vector, and a whole block of them with a rest. Which, is
/// another for each kernel, so that every number is met by many.
/// </summary>
internal static class RowCounts
{
    /// <summary>The rows that go in phases together.</summary>
    private const int Block = 64;

    /// <summary>The first result of a row that is not as among other rows, or null.</summary>
    public static string? Difference(CompiledKernel kernel, Batch batch, KernelResults results, double temperature = 1)
    {
        var turn = kernel.Turn;
        foreach (var rows in (int[])[1, 2 + (turn % 15), Block + 1 + (turn % Block)])
        {
            foreach (var placement in Enum.GetValues<Placement>())
            {
                var some = kernel.Run(batch.Take(rows), temperature, placement);
                foreach (var role in some.Roles.Where(role => IsOfRow(kernel.Signature, role)))
                {
                    for (var i = 0; i < rows; i++)
                    {
                        if (!KernelResults.SameBits(some.Row(role, i, rows), results.Row(role, i % batch.Rows, batch.Rows)))
                        {
                            return $"{kernel}: {role} of row {i} among {rows} rows is not as among {batch.Rows}";
                        }
                    }
                }
            }
        }

        return null;
    }

    /// <summary>Whether a result is a row's own; the gradient of a mean depends on the number of rows.</summary>
    private static bool IsOfRow(KernelSignature signature, Role role)
        => role is not (Role.Return or Role.Correct or Role.TotalWeight) && !(role == Role.Gradient && signature.IsLoss && signature.Reduction == Reduction.Mean);
}
