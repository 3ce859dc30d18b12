using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK2005: the softmax or log-softmax of a softmax.</summary>
internal sealed class SoftmaxTwice : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK2005",
        "Softmax is taken twice",
        "This {0} is of a softmax, whose values lie between 0 and 1: of 10 classes none gets more than 0.23, so {1}",
        Meaning,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK2005"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var softmax in values.Applications)
        {
            if (Activations.IsTwice(softmax.Value))
            {
                yield return Of(softmax.Operation, softmax.Value, Rewritten(softmax.Operation, softmax.Value, values));
            }
        }

        foreach (var softmax in values.Softmaxes)
        {
            if (Activations.IsTwice(softmax.Value))
            {
                yield return Of(softmax.Operation, softmax.Value, softmax.Input is { } given
                    ? given.Activation is [var inner, var logits] ? [given.Operation, inner, logits] : []
                    : Rewritten(softmax.Operation, softmax.Value, values));
            }
        }
    }

    private Finding Of(IOperation operation, Value value, IReadOnlyList<IOperation> rewritten)
    {
        var isLogarithm = value.Kind == ValueKind.LogSoftmax;
        return new(this, operation, isLogarithm ? "log-softmax" : "softmax", isLogarithm || rewritten.Count == 3 ? "take that of the logits" : "drop this one")
        {
            Subject = value,
            Others = rewritten,
        };
    }

    /// <summary>The input that takes the place of the softmax; of a log-softmax, also the softmax before it, with its input.</summary>
    private static IReadOnlyList<IOperation> Rewritten(IOperation operation, Value value, MethodValues values)
    {
        if (operation is not IInvocationOperation outer || TensorFunctions.InputOf(outer) is not { } input)
        {
            return [];
        }

        if (value.Kind == ValueKind.LogSoftmax)
        {
            return values.ActivationOf(new(input, value.Operands[0])) is [var inner, var logits] ? [input, inner, logits] : [];
        }

        // What a helper does with more arguments than one is not known to be a softmax alone.
        return TensorFunctions.IsOfTensors(outer.TargetMethod) || TensorFunctions.IsForward(outer.TargetMethod) || outer.Arguments.Length == 1 ? [input] : [];
    }
}
