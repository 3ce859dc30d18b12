using LossKernels.Generators.Declarations;
using LossKernels.Generators.Kernels;
using LossKernels.Kernels.Tests.Execution;
using LossKernels.Kernels.Tests.Oracle;
using LossKernels.Kernels.Tests.RowPrograms;
using KernelSignature = LossKernels.Kernels.Tests.Execution.KernelSignature;

namespace LossKernels.Kernels.Tests.RandomDeclarations;

/// <summary>
/// A kernel's results against its row program, interpreted without rounding. What each kernel may be off is the oracle's to say
/// (<see cref="OracleCheck"/>); here every signature counts, and a result is wrong that no rounding explains.
/// </summary>
internal static class InterpreterCheck
{
    /// <summary>The first result that is wrong, or null.</summary>
    public static string? Error(KernelSignature signature, Batch batch, double temperature, KernelResults results)
    {
        var exact = Interpreter.Run(KernelPrograms.Of(signature.ToDeclaration()), batch.Rows, signature.Classes, Inputs(signature, batch, temperature));
        var scales = batch.Logits.Select(row => Scale(row, batch.Format) / Math.Min(1, temperature)).ToArray();
        foreach (var role in results.Roles)
        {
            for (var i = 0; i < results[role].Length; i++)
            {
                var scale = results[role].Length % batch.Rows == 0 && results[role].Length > 1 ? scales[i / (results[role].Length / batch.Rows)] : scales.Sum();
                if (!Agree(exact[role][i], results[role][i], signature.StoredTypeOf(role), scale))
                {
                    return $"{role}[{i}] is {results[role][i]:G17}, and without rounding {exact[role][i]}; the logits are [{string.Join(", ", batch.Logits.SelectMany(row => row).Take(40))}], the labels [{string.Join(", ", batch.Labels)}]";
                }
            }
        }

        return null;
    }

    private static Dictionary<Role, double[]> Inputs(KernelSignature signature, Batch batch, double temperature)
    {
        static double[] Flat(double[][] rows) => [.. rows.SelectMany(row => row)];
        return signature.Roles.Where(role => !signature.IsOutput(role)).ToDictionary(role => role, role => role switch
        {
            Role.Logits => Flat(batch.Logits),
            Role.Targets => Flat(batch.Targets),
            Role.TeacherLogits => Flat(batch.TeacherLogits),
            Role.Upstream => Flat(batch.Upstream),
            Role.Probabilities => Flat(batch.SavedProbabilities),
            Role.LogProbabilities => Flat(batch.SavedLogProbabilities),
            Role.ClassWeights or Role.PositiveWeights => batch.ClassWeights,
            Role.PositiveWeight => [batch.PositiveWeight],
            Role.Temperature => [temperature],
            _ => [.. batch.Labels.Select(label => OptionSignatures.IsIgnored(signature, label) ? signature.Options.IgnoreLabel!.Value : (double)label)],
        });
    }

    /// <summary>How far the logits of a row are apart: in units of it a gap, and all that comes of it, is rounded.</summary>
    private static double Scale(double[] row, FloatFormat format)
    {
        var finite = row.Where(double.IsFinite).Append(0).ToArray();
        return 1 + Math.Min(finite.Max() - finite.Min(), format.Largest / 16);
    }

    private static bool Agree(ExtendedReal exact, double actual, StoredType stored, double scale)
    {
        if (!exact.IsFinite)
        {
            return exact.IsNaN ? double.IsNaN(actual) : ExtendedReal.AreEqual(exact, actual);
        }

        var (largest, unit) = stored switch { StoredType.Half => (65_504.0, 1.0 / 1024), StoredType.Single => (float.MaxValue, 1.0 / (1 << 18)), _ => (double.MaxValue, Math.ScaleB(1, -47)) };
        var value = exact.Finite.ToDouble();
        if (Math.Abs(value) >= largest * (1 - unit))
        {
            return double.IsInfinity(actual) ? Math.Sign(actual) == Math.Sign(value) : Math.Abs(actual - value) <= 8 * unit * Math.Abs(value);
        }

        // Half rounds what float computed; its own scale is that of the value.
        var rounding = stored == StoredType.Double ? unit : 1.0 / (1 << 18);
        return Math.Abs(actual - value) <= (8 * unit * Math.Abs(value)) + (rounding * scale) + (stored == StoredType.Half ? 6e-8 : 0);
    }
}
