using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK1006: the logarithm of one plus an exponential that may overflow.</summary>
internal sealed class UnguardedSoftplus : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK1006",
        "Log(1 + Exp(x)) overflows",
        "Log(1 + Exp(x)) is infinite where x is above {0}, though it is x there: write Max(x, 0) + Log(1 + Exp(-Abs(x)))",
        Numbers,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK1006"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var logarithm in values.Applications)
        {
            if (logarithm.Logarithm is { } value
                && ExponentOf(value) is { } exponent
                && !logarithm.Bounds(exponent).HasUpperBound
                && !Exponentials.IsUncertain(exponent)
                && !values.Applications.Any(application => application.Value.Kind == ValueKind.Tanh && application.Value.Contains(value)))
            {
                yield return new(this, logarithm.Operation, Overflow.Of(logarithm.Operation.Type))
                {
                    Subject = logarithm.Value,
                    Others = values.OperationsOf(Algebra.Of(ValueKind.Exp, exponent), logarithm.Operation),
                };
            }
        }
    }

    /// <summary>The x of log(1 + exp(x)).</summary>
    private static Value? ExponentOf(Value value) => value switch
    {
        { Kind: ValueKind.Log1p, Operands: [{ Kind: ValueKind.Exp } exponential] } => exponential.Operands[0],
        { Kind: ValueKind.Log, Operands: [{ Kind: ValueKind.Add } sum] } when Algebra.Subtract(sum, Algebra.One) is { Kind: ValueKind.Exp } exponential
            => exponential.Operands[0],
        _ => null,
    };
}
