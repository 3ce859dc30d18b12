using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK1009: one less or more than an epsilon that rounds away, as a bound, in a logarithm or as a divisor.</summary>
internal sealed class EpsilonWithoutEffect : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK1009",
        "The epsilon has no effect",
        "{0} is exactly 1 in {1}, so that this protects from nothing: the least epsilon that has an effect is {2}",
        Numbers,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK1009"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        // What a constant is made of is no operation of its own: the tree of the whole body has it.
        foreach (var operation in values.Body.DescendantsAndSelf().OfType<IBinaryOperation>())
        {
            if (EpsilonOf(operation, values) is not { } epsilon || UseOf(operation) is not { } use)
            {
                continue;
            }

            var logged = use == Use.Bound ? Logged(operation, values) : null;
            var isFloat = operation.Type!.SpecialType == SpecialType.System_Single;
            yield return new(this, operation, operation.Syntax.ToString(), isFloat ? "float" : "double", isFloat ? "1e-7f" : "1e-15")
            {
                Subject = logged,
                IsPart = true,
                Severity = logged is not null || use == Use.Logarithm ? DiagnosticSeverity.Warning : null,
                Others = [epsilon],
            };
        }
    }

    private enum Use
    {
        Bound,
        Logarithm,
        Divisor,
    }

    /// <summary>The epsilon, other than 0, of a sum or difference that is 1.</summary>
    private static IOperation? EpsilonOf(IBinaryOperation operation, MethodValues values)
    {
        if (operation.OperatorKind is not (BinaryOperatorKind.Subtract or BinaryOperatorKind.Add)
            || operation.Type?.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double)
            || values.NumberOf(operation.LeftOperand) is not { } left
            || values.NumberOf(operation.RightOperand) is not { } right)
        {
            return null;
        }

        var isSum = operation.OperatorKind == BinaryOperatorKind.Add;
        var result = isSum ? left + right : left - right;
        return (operation.Type.SpecialType == SpecialType.System_Single ? (float)result : result) != 1 ? null
            : left == 1 && right != 0 ? operation.RightOperand
            : right == 1 && left != 0 && isSum ? operation.LeftOperand : null;
    }

    /// <summary>What the sum or difference is for: a bound of a clamp, the operand of a logarithm, a divisor; null if it is anything else.</summary>
    private static Use? UseOf(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            (operation, parent) = (parent, parent.Parent);
        }

        return parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation call } => call.TargetMethod.Name switch
            {
                "Clamp" or "Min" or "Max" or "Clip" or "clamp" or "clip" => Use.Bound,
                "Log" => Use.Logarithm,
                _ => null,
            },
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } division when ReferenceEquals(division.RightOperand, operation) => Use.Divisor,
            _ => null,
        };
    }

    /// <summary>What is bounded, if a logarithm is taken of it or of one less it; null if not.</summary>
    private static Value? Logged(IOperation bound, MethodValues values)
    {
        var call = bound.Parent;
        while (call is not (null or IInvocationOperation))
        {
            call = call.Parent;
        }

        return call is not null && values.Applications.FirstOrDefault(application => ReferenceEquals(application.Operation, call)) is { } clamped
            && values.Applications.Any(application => application.Logarithm is { } logarithm && logarithm.Contains(clamped.Value))
                ? clamped.Value
                : null;
    }
}
