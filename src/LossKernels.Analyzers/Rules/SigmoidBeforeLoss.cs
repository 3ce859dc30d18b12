using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK2007: a framework's binary cross-entropy of probabilities, given a sigmoid.</summary>
internal sealed class SigmoidBeforeLoss : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK2007",
        "A sigmoid and the binary cross-entropy of it are apart",
        "{0} takes the logarithm of this sigmoid, which is 1 where its argument is above 17 in float: {1} computes both from the argument and keeps the loss and its gradient",
        Meaning,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK2007"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var loss in values.Losses)
        {
            if (loss.Domain == LossDomain.Probabilities && Activations.Of(loss.Outputs.Value) == ValueKind.Sigmoid)
            {
                var activation = values.ActivationOf(loss.Outputs);
                yield return new(this, loss.Outputs.Operation, loss.Name, TensorFunctions.WithLogits(loss.Name))
                {
                    Subject = loss.Outputs.Value,
                    Others = activation.Count > 0 ? [.. activation, loss.Operation] : [],
                };
            }
        }
    }
}
