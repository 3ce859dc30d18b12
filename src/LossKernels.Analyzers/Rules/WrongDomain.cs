using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK2004: probabilities passed to a loss that takes their logarithms, as outputs or as targets.</summary>
internal sealed class WrongDomain : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK2004",
        "Probabilities are passed where their logarithms are taken",
        "{0} takes {1}, but this is a softmax: {2}, so {3}",
        Meaning,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK2004"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override bool AppliesTo(Compilation compilation) => !compilation.GetTypesByMetadataName("TorchSharp.torch").IsEmpty || !compilation.GetTypesByMetadataName("LossKernels.NegativeLogLikelihoodAttribute").IsEmpty;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var loss in values.Losses)
        {
            if (loss.Domain == LossDomain.LogProbabilities && Activations.Of(loss.Outputs.Value) == ValueKind.Softmax)
            {
                yield return new(this, loss.Outputs.Operation, loss.Name, "log-probabilities", "without the logarithm there is no such loss, and it does not tell 0.01 from 0.0001", "pass the log-softmax")
                {
                    Subject = loss.Outputs.Value,
                    Others = values.ActivationOf(loss.Outputs),
                };
            }

            if (loss.LogTargets is { } targets && Activations.Of(targets.Value) == ValueKind.Softmax)
            {
                yield return new(this, targets.Operation, loss.Name, "logarithms of targets, unless log_target is false", "it takes the exponentials of these probabilities for the targets", "pass log_target: false")
                {
                    Subject = targets.Value,
                    Others = TensorFunctions.IsForward(loss.Operation.TargetMethod) ? [] : [loss.Operation],
                };
            }
        }
    }
}
