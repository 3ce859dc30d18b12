using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK1010: a NaN that is replaced by a number, which hides where it comes from.</summary>
internal sealed class HiddenNaN : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK1010",
        "A NaN is hidden",
        "Where this is NaN it becomes {0}, as if nothing had happened: the weights that were trained with it are NaN or wrong already, so find where the NaN comes from, or throw",
        Numbers,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK1010"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var choice in values.Applications)
        {
            // IsNaN(x) ? number : x, where x was made by a logarithm, an exponential or a quotient.
            if (choice.Value is { Kind: ValueKind.Choice, Operands: [{ Kind: ValueKind.NaN } condition, { Kind: ValueKind.Constant } number, var value] }
                && !double.IsNaN(number.Number)
                && condition.Operands[0].Equals(value)
                && value.Any(part => part.Kind is ValueKind.Log or ValueKind.Log1p or ValueKind.Exp or ValueKind.Call))
            {
                yield return new(this, choice.Operation, number.ToString()) { Subject = value };
            }
        }
    }
}
