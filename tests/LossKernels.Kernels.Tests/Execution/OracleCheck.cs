using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>A kernel's results against the oracle's, output by output, each within its bound.</summary>
internal static class OracleCheck
{
    /// <summary>Fails with what is out of its bound, if anything is.</summary>
    public static void AssertRight(CompiledKernel kernel, Batch batch, KernelResults results, double temperature = 1)
    {
        var errors = string.Join("\n", Errors(kernel.Signature, batch, results, temperature));
        Assert.True(errors.Length == 0, $"{kernel.Variant}: {errors}");
    }

    /// <summary>Each output's first result that is out of its bound.</summary>
    public static IEnumerable<string> Errors(KernelSignature signature, Batch batch, KernelResults results, double temperature = 1)
        => signature.IsBinary ? BinaryOracleCheck.Errors(signature, batch, results) : RowErrors(signature, batch, results, temperature);

    private static IEnumerable<string> RowErrors(KernelSignature signature, Batch batch, KernelResults results, double temperature)
        => from role in results.Roles
           let error = role is Role.Return or Role.Correct or Role.TotalWeight or Role.Probability
               ? CheckScalar(signature, batch, role, results[role][0], temperature)
               : CheckRows(signature, batch, role, results, temperature)
           where error is not null
           select $"{signature} temperature {temperature}: {error}";

    private static string? CheckRows(KernelSignature signature, Batch batch, Role role, KernelResults results, double temperature)
    {
        for (var i = 0; i < batch.Rows; i++)
        {
            var exact = batch.Exact(temperature)[i];
            var actual = results.Row(role, i, batch.Rows);
            var gradient = role == Role.Gradient ? Gradient(signature, batch, i, temperature) : null;
            var mass = signature.Has(Role.Targets) && role == Role.Gradient ? ExactRow.Mass(batch.Targets[i]) : default;
            for (var k = 0; k < actual.Length; k++)
            {
                var expected = role switch
                {
                    Role.Labels when signature.Kind == KernelKind.TopK => Expected.Exactly((double)exact.Ranking[k], batch.Format),
                    Role.Probabilities when signature.Kind == KernelKind.TopK => exact.Probability(exact.Ranking[k]),
                    Role.Probabilities when signature.Kind != KernelKind.Predict => exact.Probability(k),
                    Role.Probabilities => exact.PredictionProbability(),
                    Role.LogProbabilities => exact.LogProbability(k),
                    Role.LogSumExp => exact.LogSumExp(),
                    Role.Labels => Expected.Exactly((double)exact.Prediction, batch.Format),
                    Role.Losses or Role.Entropies => Loss(signature, batch, i, temperature),
                    Role.Gradient when gradient is not null => gradient[k],
                    Role.Gradient when signature.Has(Role.Targets) => exact.Gradient(mass, batch.Targets[i][k], k, Divisor(signature, batch)),
                    Role.Gradient => exact.Gradient(batch.Labels[i], k, Divisor(signature, batch)),
                    _ => throw new ArgumentOutOfRangeException(nameof(role), role, "is no output of rows"),
                };
                expected = expected.StoredAs(signature.StoredTypeOf(role));
                if (!expected.Accepts(actual[k]))
                {
                    return $"{role} of row {i}, class {k} (label {batch.Labels[i]}): {expected.Describe(actual[k])}; the row is {Show(batch.Logits[i])}";
                }
            }

            if (role == Role.Probabilities && signature.Kind is not (KernelKind.Predict or KernelKind.TopK) && !exact.IsNaN && ErrorOfSum(actual, batch.Format) is var error && error > AllowedOfSum(actual, signature))
            {
                return $"the probabilities of row {i} sum to 1 within {error} u, allowed {AllowedOfSum(actual, signature)}; the row is {Show(batch.Logits[i])}";
            }
        }

        return null;
    }

    private static string? CheckScalar(KernelSignature signature, Batch batch, Role role, double actual, double temperature)
    {
        var expected = (role, signature.Kind) switch
        {
            (Role.Return, KernelKind.Predict) => Expected.Exactly((double)batch.Exact(temperature)[0].Prediction, batch.Format),
            (Role.Return, KernelKind.LogSumExp) => batch.Exact(temperature)[0].LogSumExp(),
            (Role.Return, _) => Expected.Total([.. Enumerable.Range(0, batch.Rows).Select(i => Loss(signature, batch, i, temperature))], Divisor(signature, batch), batch.Format),
            (Role.Probability, _) => batch.Exact(temperature)[0].PredictionProbability(),
            (Role.Correct, _) => Expected.Exactly((double)batch.Exact(1).Where((row, i) => !row.HasNaN && row.Prediction == batch.Labels[i]).Count(), batch.Format),
            _ => Expected.Exactly((double)batch.Rows, batch.Format),
        };
        expected = expected.StoredAs(signature.StoredTypeOf(role));
        return expected.Accepts(actual) ? null : $"{role}: {expected.Describe(actual)}";
    }

    /// <summary>A row's loss.</summary>
    public static Expected Loss(KernelSignature signature, Batch batch, int row, double temperature = 1) => signature switch
    {
        { Kind: KernelKind.NegativeLogLikelihood } => Expected.Exactly(-batch.SavedLogProbabilities[row][batch.Labels[row]], batch.Format),
        { Kind: KernelKind.KullbackLeibler } => batch.Divergence(row, temperature, isOfTeacher: !signature.Has(Role.Targets)).Loss(temperature),
        { Kind: KernelKind.Entropy } => batch.Exact(1)[row].Entropy(),
        _ when signature.Has(Role.Targets) => batch.Exact(1)[row].Loss(batch.Targets[row]),
        _ => batch.Exact(1)[row].Loss(batch.Labels[row]),
    };

    /// <summary>A row's gradient where the whole row has to be known for it; null for the losses that give it class by class.</summary>
    private static Expected[]? Gradient(KernelSignature signature, Batch batch, int row, double temperature) => signature.Kind switch
    {
        KernelKind.SoftmaxGradient => ExactGradients.OfSoftmax(batch.SavedProbabilities[row], batch.Upstream[row], batch.Format),
        KernelKind.LogSoftmaxGradient => ExactGradients.OfLogSoftmax(batch.SavedLogProbabilities[row], batch.Upstream[row], batch.Format),
        KernelKind.NegativeLogLikelihood => ExactGradients.OfLikelihood(batch.Classes, batch.Labels[row], Divisor(signature, batch), batch.Format),
        KernelKind.KullbackLeibler => batch.Divergence(row, temperature, isOfTeacher: !signature.Has(Role.Targets)).Gradient(temperature, Divisor(signature, batch)),
        _ => null,
    };

    private static int Divisor(KernelSignature signature, Batch batch) => signature.Reduction == Reduction.Mean ? batch.Rows : 1;

    /// <summary>|sum - 1| in units of u, summed without rounding: a row of probabilities sums to 1 within 4 u.</summary>
    public static double ErrorOfSum(ReadOnlySpan<double> probabilities, FloatFormat format)
    {
        var sum = -BigReal.One;
        foreach (var probability in probabilities)
        {
            sum += probability;
        }

        return (BigReal.Abs(sum) / format.Unit).ToDouble();
    }

    /// <summary>4 u; of Half half a step of each probability besides.</summary>
    private static double AllowedOfSum(ReadOnlySpan<double> probabilities, KernelSignature signature)
    {
        var allowed = 4.0;
        if (signature.StoredTypeOf(Role.Probabilities) == StoredType.Half)
        {
            foreach (var probability in probabilities)
            {
                allowed += double.CreateChecked(Half.BitIncrement((Half)probability) - (Half)probability) / 2 / signature.Format.Unit.ToDouble();
            }
        }

        return allowed;
    }

    private static string Show(double[] row)
        => $"[{string.Join(", ", row.Take(12).Select(logit => logit.ToString("G9", System.Globalization.CultureInfo.InvariantCulture)))}{(row.Length > 12 ? ", ..." : "")}]";
}
