using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK2006: the gradient of a squared error through a sigmoid, or a framework's squared error of a softmax or sigmoid that is followed backwards.</summary>
internal sealed class SquaredErrorOfActivation : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK2006",
        "A squared error of a softmax or sigmoid is trained on",
        "The gradient of this squared error vanishes where the {0} is most wrong: an output of 0.98 where 0 is right learns slower than one of 0.82; a cross-entropy does not slow down",
        Meaning,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK2006"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values) => ByHand(values).Concat(ByFramework(values));

    /// <summary>(o - t) o (1 - o) of an output and a target: the layer's own error, and none that comes from the next layer.</summary>
    private IEnumerable<Finding> ByHand(MethodValues values) => values.SlopesOf(ValueKind.Sigmoid)
        .Where(found => found.Slope.Upstream.Any(error => IsError(error, values)))
        .Select(found => new Finding(this, found.Application.Operation, "sigmoid") { Subject = found.Application.Value });

    private static bool IsError(Value error, MethodValues values)
        => error is { Kind: ValueKind.Add, Operands: [var left, var right] } && (left.Kind == ValueKind.Negate) != (right.Kind == ValueKind.Negate)
            && (left.Kind == ValueKind.Negate ? (right, left.Operands[0]) : (left, right.Operands[0])) is var (minuend, subtrahend)
            && (IsErrorOf(minuend, subtrahend, values) || IsErrorOf(subtrahend, minuend, values));

    private static bool IsErrorOf(Value output, Value target, MethodValues values)
        => values.Kept.ActivationOf(output) == ValueKind.Sigmoid && values.Kept.ActivationOf(target) is null && target.Kind is ValueKind.Read or ValueKind.Input or ValueKind.Choice;

    /// <summary>A framework's loss whose gradient is taken in the method, alone or as a part of another.</summary>
    private IEnumerable<Finding> ByFramework(MethodValues values)
    {
        foreach (var loss in values.Losses.Where(loss => loss.Domain == LossDomain.Numbers))
        {
            if (Activations.Of(loss.Outputs.Value) is (ValueKind.Softmax or ValueKind.Sigmoid) and var activation
                && values.Calls.FirstOrDefault(call => call.Operation == loss.Operation) is { } made
                && !made.Value.Operands.Any(operand => !operand.Equals(loss.Outputs.Value) && Activations.Of(operand) is not null)
                && values.Calls.Any(call => call.Operation is IInvocationOperation { TargetMethod.Name: "backward" } && call.Value.Operands.FirstOrDefault()?.Contains(made.Value) == true))
            {
                yield return new(this, loss.Operation, Activations.NameOf(activation)) { Subject = made.Value };
            }
        }
    }
}
