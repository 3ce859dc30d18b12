using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>The results of binary kernels against the oracle's, element by element.</summary>
internal static class BinaryOracleCheck
{
    /// <summary>Each output's first result that is out of its bound.</summary>
    public static IEnumerable<string> Errors(KernelSignature signature, Batch batch, KernelResults results)
    {
        var elements = Elements(signature, batch).ToList();
        var divisor = signature.Reduction == Reduction.Mean ? Math.Max(1, elements.Count) : 1;
        foreach (var role in results.Roles)
        {
            if (role == Role.Return)
            {
                var total = Total(signature, elements, divisor, batch.Format);
                if (!total.Accepts(results[role][0]))
                {
                    yield return $"{signature}: {total.Describe(results[role][0])}";
                }

                continue;
            }

            var wrong = elements.Select((element, i) => (Expected: element.Of(role, divisor), Actual: results[role][i], Index: i)).FirstOrDefault(pair => !pair.Expected.Accepts(pair.Actual));
            if (wrong.Expected.Format is not null)
            {
                yield return $"{signature}: {role}[{wrong.Index}] of {elements[wrong.Index]}: {wrong.Expected.Describe(wrong.Actual)}";
            }
        }
    }

    /// <summary>The elements' losses and 2 u; of several outputs with weights of their own each row's sum, within 4 u, before.</summary>
    private static Expected Total(KernelSignature signature, List<Element> elements, int divisor, FloatFormat format)
    {
        var losses = elements.Select(element => element.Of(Role.Losses, divisor)).ToList();
        return Expected.Total(losses, divisor, format, signature.Classes > 1 ? 6 : 2);
    }

    private static IEnumerable<Element> Elements(KernelSignature signature, Batch batch)
    {
        // The option as a number of the element type, and its half.
        BigReal smoothing = signature.Options.LabelSmoothing;
        var rest = BigReal.One - smoothing;
        var half = smoothing * 0.5;
        for (var i = 0; i < batch.Rows; i++)
        {
            for (var k = 0; k < signature.Classes; k++)
            {
                var isPositive = batch.Labels[(i * signature.Classes) + k] > 0;
                BigReal y = signature.Has(Role.Targets) ? batch.Targets[i][k] : isPositive ? 1 : 0;
                BigReal weight = signature.Has(Role.PositiveWeight) ? batch.PositiveWeight : signature.Has(Role.PositiveWeights) ? batch.ClassWeights[k] : 1;
                yield return new(
                    batch.Logits[i][k],
                    batch.Format,
                    signature.Kind,
                    signature.Has(Role.Targets) || !smoothing.IsZero ? null : isPositive,
                    ((y * rest) + half) * weight,
                    ((BigReal.One - y) * rest) + half);
            }
        }
    }

    /// <summary>One logit with what speaks for 1 and for 0.</summary>
    private sealed record Element(double Z, FloatFormat Format, KernelKind Kind, bool? IsPositive, BigReal Onto, BigReal Off)
    {
        private readonly ExactBinary _exact = new(Z, Format);

        public Expected Of(Role role, int divisor) => role switch
        {
            Role.Probabilities => _exact.Probability(),
            Role.LogProbabilities => _exact.LogProbability(),
            Role.Values => _exact.Softplus(),
            Role.Losses => _exact.Loss(Onto, Off, IsPositive is null ? 6.5 : 4),
            Role.Gradient when IsPositive is { } isPositive => _exact.Gradient(isPositive, (isPositive ? Onto : BigReal.One) / divisor),
            Role.Gradient => _exact.Gradient(Onto, Off, divisor),
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "is no output of elements"),
        };

        public override string ToString() => $"z = {Z:G17}, positive {Onto}, negative {Off}";
    }
}
