using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

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
            // IsNaN(x) ? number : x
            if (choice.Value is { Kind: ValueKind.Choice, Operands: [{ Kind: ValueKind.NaN } condition, { Kind: ValueKind.Constant } number, var value] }
                && !double.IsNaN(number.Number)
                && condition.Operands[0].Equals(value)
                && IsOfLoss(condition, values))
            {
                yield return new(this, choice.Operation, number.ToString()) { Subject = value };
            }
        }

        foreach (var stored in values.Stored)
        {
            // if (IsNaN(x)) x = number;
            if (stored is { Operation: ISimpleAssignmentOperation { Target: var target }, Value: { Kind: ValueKind.Constant } number, Conditions: [.., { Kind: ValueKind.NaN } condition] }
                && !double.IsNaN(number.Number)
                && values.OperationsOf(condition, stored.Operation).Any(test => IsSame(FunctionCalls.FirstArgument(test), target))
                && IsOfLoss(condition, values))
            {
                yield return new(this, stored.Operation, number.ToString()) { Subject = condition.Operands[0] };
            }
        }
    }

    /// <summary>Whether what is tested was made by a logarithm or an exponential, or by a function and is named after a loss.</summary>
    private static bool IsOfLoss(Value condition, MethodValues values)
    {
        var value = condition.Operands[0];
        return value.Any(part => part.Kind is ValueKind.Log or ValueKind.Log1p or ValueKind.Exp)
            || (value.Any(part => part.Kind == ValueKind.Call)
                && (LossNames.IsLoss(values.Owner) || values.OperationsOf(condition, values.Body).Any(test => FunctionCalls.FirstArgument(test) is { } tested && LossNames.IsLoss(tested))));
    }

    private static bool IsSame(IOperation? tested, IOperation target) => (tested, target) switch
    {
        (ILocalReferenceOperation left, ILocalReferenceOperation right) => SymbolEqualityComparer.Default.Equals(left.Local, right.Local),
        (IFieldReferenceOperation left, IFieldReferenceOperation right) => SymbolEqualityComparer.Default.Equals(left.Field, right.Field),
        _ => false,
    };
}
