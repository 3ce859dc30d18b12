using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK2003: probabilities passed to a loss that makes probabilities of what it is given.</summary>
internal sealed class ProbabilitiesAsLogits : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK2003",
        "Probabilities are passed to a loss of logits",
        "{0} takes logits and activates them itself, but this is a {1} already: {2}, so pass what the {1} is of",
        Meaning,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK2003"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var loss in values.Losses)
        {
            if (Activations.Of(loss.Outputs.Value) is { } activation && Consequence(loss.Domain, activation) is { } consequence)
            {
                yield return new(this, loss.Outputs.Operation, loss.Name, Activations.NameOf(activation), consequence)
                {
                    Subject = loss.Outputs.Value,
                    Others = values.ActivationOf(loss.Outputs),
                };
            }
        }
    }

    /// <summary>What it costs to take the loss of such outputs; null where they are what the loss takes.</summary>
    private static string? Consequence(LossDomain domain, ValueKind activation) => (domain, activation) switch
    {
        // Of one-hot outputs: log((e + 9) / e), and log((e + 1) / e).
        (LossDomain.SoftmaxLogits, ValueKind.Softmax or ValueKind.Sigmoid) => "a perfect prediction among 10 classes still costs 1.46, and hardly any gradient is left",
        (LossDomain.SoftmaxLogits, ValueKind.LogSoftmax) => "a second one changes nothing and costs its time",
        (LossDomain.SigmoidLogits, ValueKind.Softmax or ValueKind.Sigmoid) => "a perfect prediction still costs 0.31 or more, and hardly any gradient is left",
        (LossDomain.OtherLogits, ValueKind.Softmax or ValueKind.Sigmoid) => "a perfect prediction has a loss that is far from 0",
        _ => null,
    };
}
