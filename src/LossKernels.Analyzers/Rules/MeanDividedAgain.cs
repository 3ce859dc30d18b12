using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK2009: the mean over rows that a kernel returns, divided by the rows once more.</summary>
internal sealed class MeanDividedAgain : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK2009",
        "A mean is divided again",
        "{0} returns the mean over the rows already: divided by their number once more it is too small by that factor, so drop the division, or declare the kernel with Reduction.Sum",
        Meaning,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK2009"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        var found = new List<Finding>();
        foreach (var application in values.Applications)
        {
            if (DividendOf(application) is { } dividend
                && application.Value is { Kind: ValueKind.Divide, Operands: [var divided, var divisor] }
                && values.Means.FirstOrDefault(mean => Algebra.Factors(divided).Contains(mean.Value) && mean.IsRows(divisor)) is { } mean)
            {
                found.Add(new(this, application.Operation, ((ISymbol)mean.Value.Tag!).Name) { Subject = application.Value, Others = [dividend] });
            }
        }

        // What is made of the quotient is not divided once more.
        return found.Where(finding => !found.Any(other => other.Operation.Syntax != finding.Operation.Syntax && finding.Operation.Syntax.Span.Contains(other.Operation.Syntax.Span)));
    }

    /// <summary>What is divided, or multiplied by a reciprocal; null for any other operation.</summary>
    private static IOperation? DividendOf(Application application) => application.Operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } division => division.LeftOperand,
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Divide } division => division.Target,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product when IsReciprocal(product.RightOperand, application.State) => product.LeftOperand,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product when IsReciprocal(product.LeftOperand, application.State) => product.RightOperand,
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Multiply } product when IsReciprocal(product.Value, application.State) => product.Target,
        _ => null,
    };

    private static bool IsReciprocal(IOperation operand, State state)
    {
        while (operand is IConversionOperation or IParenthesizedOperation)
        {
            operand = operand.ChildOperations.First();
        }

        return operand switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide, LeftOperand.ConstantValue: { HasValue: true, Value: 1 or 1f or 1d } } => true,
            ILocalReferenceOperation local => state.Variables.TryGetValue(local.Local, out var held) && held is { Kind: ValueKind.Divide, Operands: [var dividend, _] } && dividend.Is(1),
            _ => false,
        };
    }
}
