using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK1007: an exponential over one plus itself, which is infinity over infinity where it overflows.</summary>
internal sealed class OverflowingSigmoid : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK1007",
        "Exp(x) / (1 + Exp(x)) turns NaN",
        "Exp(x) / (1 + Exp(x)) is NaN where x is above {0}, though it is 1 there: write 1 / (1 + Exp(-x))",
        Numbers,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK1007"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var division in values.Applications)
        {
            if (division.Value is { Kind: ValueKind.Divide, Operands: [{ Kind: ValueKind.Exp } exponential, { Kind: ValueKind.Add } divisor] }
                && Algebra.Subtract(divisor, Algebra.One).Equals(exponential)
                && !division.Bounds(exponential.Operands[0]).HasUpperBound
                && !Exponentials.IsUncertain(exponential))
            {
                yield return new(this, division.Operation, Overflow.Of(division.Operation.Type))
                {
                    Subject = division.Value,
                    Others = values.OperationsOf(exponential, division.Operation),
                };
            }
        }
    }
}
