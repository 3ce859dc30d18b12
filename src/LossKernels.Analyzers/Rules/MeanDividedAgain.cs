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
            if (DividendOf(application.Operation) is { } dividend
                && application.Value is { Kind: ValueKind.Divide, Operands: [var divided, var divisor] }
                && values.Means.FirstOrDefault(mean => Algebra.Factors(divided).Contains(mean.Value) && mean.IsRows(divisor)) is { } mean)
            {
                found.Add(new(this, application.Operation, ((ISymbol)mean.Value.Tag!).Name) { Subject = application.Value, Others = [dividend] });
            }
        }

        // What is made of the quotient is not divided once more.
        return found.Where(finding => !found.Any(other => other.Operation.Syntax != finding.Operation.Syntax && finding.Operation.Syntax.Span.Contains(other.Operation.Syntax.Span)));
    }

    private static IOperation? DividendOf(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } division => division.LeftOperand,
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Divide } division => division.Target,
        _ => null,
    };
}
