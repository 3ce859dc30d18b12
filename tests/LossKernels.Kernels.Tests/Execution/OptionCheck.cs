using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>The results of a loss with weights or options against the oracle's, each within its bound.</summary>
internal static class OptionCheck
{
    public static void AssertRight(CompiledKernel kernel, Batch batch, KernelResults results) => AssertRight(kernel.Signature, kernel.Variant, batch, results);

    public static void AssertRight(KernelSignature signature, string variant, Batch batch, KernelResults results)
    {
        var weights = signature.Has(Role.ClassWeights) ? batch.ClassWeights : null;
        var divisor = Divisor(signature, batch);
        var losses = new List<Expected>();
        for (var i = 0; i < batch.Rows; i++)
        {
            var (loss, gradient) = Row(signature, batch, i, weights);
            losses.Add(loss);
            Check(loss, results.Row(Role.Losses, i, batch.Rows)[0], "loss", i);
            for (var k = 0; k < batch.Classes; k++)
            {
                Check(gradient(k, signature.Reduction == Reduction.Mean ? divisor : BigReal.One), results.Row(Role.Gradient, i, batch.Rows)[k], "gradient", i, k);
                if (results.Roles.Contains(Role.Probabilities))
                {
                    var probability = batch.Exact(1)[i].Probability(k);
                    Check(probability, results.Row(Role.Probabilities, i, batch.Rows)[k], "probability", i, k);
                }
            }
        }

        if (signature.Reduction != Reduction.None)
        {
            var expected = divisor.IsZero ? Expected.Exactly(0.0, batch.Format) : Expected.Total(losses, signature.Reduction == Reduction.Mean ? divisor : BigReal.One, batch.Format);
            Check(expected, results[Role.Return][0], "returned loss");
        }

        Check(Expected.Within(divisor, 0.5, batch.Format), results[Role.TotalWeight][0], "total weight");
        if (results.Roles.Contains(Role.Correct))
        {
            var correct = batch.Exact(1).Where((row, i) => !OptionSignatures.IsIgnored(signature, batch.Labels[i]) && !row.HasNaN && row.Prediction == batch.Labels[i]).Count();
            Assert.True(results[Role.Correct][0] == correct, $"{signature} {variant}: {results[Role.Correct][0]} rows correct and not {correct}");
        }

        void Check(Expected expected, double actual, string what, int row = -1, int k = -1)
        {
            if (!expected.Accepts(actual))
            {
                var place = row < 0 ? "" : $"{(k < 0 ? "" : $" {k}")} of row {row} (label {batch.Labels[row]}), [{string.Join(", ", batch.Logits[row].Take(12))}]";
                Assert.Fail($"{signature} {variant}: {what}{place}: {expected.Describe(actual)}");
            }
        }
    }

    private static (Expected Loss, Func<int, BigReal, Expected> Gradient) Row(KernelSignature signature, Batch batch, int i, double[]? weights)
    {
        var label = OptionSignatures.IsIgnored(signature, batch.Labels[i]) ? -1 : batch.Labels[i];
        if (signature.Kind == KernelKind.NegativeLogLikelihood)
        {
            var weight = weights![label];
            var logP = batch.SavedLogProbabilities[i][label];
            return (
                weight == 0 ? Expected.Exactly(0.0, batch.Format) : double.IsFinite(logP) ? Expected.Within(-(BigReal)logP * weight, 0.5, batch.Format) : Expected.Exactly(-logP, batch.Format),
                (k, divisor) => k == label && weight != 0 ? Expected.Within(-(BigReal)weight / divisor, 2, batch.Format) : Expected.Exactly(0.0, batch.Format));
        }

        var loss = new ExactOptionLoss(batch.Exact(1)[i], signature.Options, signature.Has(Role.Targets) ? -1 : label, signature.Has(Role.Targets) ? batch.Targets[i] : null, weights, batch.Format);
        return (loss.Loss(), loss.Gradient);
    }

    /// <summary>What a mean divides by: the weight of the rows that count; with targets the rows.</summary>
    private static BigReal Divisor(KernelSignature signature, Batch batch) => signature.Has(Role.Targets)
        ? (BigReal)batch.Rows
        : batch.Labels.Where(label => !OptionSignatures.IsIgnored(signature, label))
            .Aggregate(BigReal.Zero, (sum, label) => sum + (signature.Has(Role.ClassWeights) ? batch.ClassWeights[label] : 1.0));
}
