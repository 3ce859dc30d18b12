using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK2008: the gradient of a softmax as if each output depended on its own score only.</summary>
internal sealed class DiagonalSoftmaxGradient : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK2008",
        "The gradient of a softmax has only its diagonal",
        "p * (1 - p) is how a softmax output changes with its own score, but it changes with all the others, too: the gradient of score i is p[i] * (g[i] - sum over j of p[j] * g[j])",
        Meaning,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK2008"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        var slopes = values.SlopesOf(ValueKind.Softmax);
        if (slopes.Count == 0 || LossNames.IsCurvature(values.Owner) || values.Applications.Any(application => IsOffDiagonal(application.Value, values.Kept)))
        {
            yield break;
        }

        foreach (var (application, slope) in slopes)
        {
            // Without anything from behind, p (1 - p) may be a variance: then the method's name has to say that it is a derivative.
            var isGradient = slope.Upstream.Count > 0 || LossNames.IsDerivative(values.Owner);
            if (isGradient && !slope.Upstream.Any(IsFocal) && !application.Conditions.Any(IsOnDiagonal) && !IsCurvature(application.Operation))
            {
                yield return new(this, application.Operation) { Subject = application.Value };
            }
        }
    }

    /// <summary>A logarithm beside p (1 - p) is of the derivative of a focal loss, which is taken by p at the label.</summary>
    private static bool IsFocal(Value factor) => factor.Any(part => part.Kind is ValueKind.Log or ValueKind.Log1p);

    /// <summary>Whether a condition says that two positions are, or are not, the same.</summary>
    private static bool IsOnDiagonal(Value condition) => condition.Any(part => part is { Kind: ValueKind.Zero, Operands: [{ Kind: ValueKind.Add } difference] }
        && difference.Operands.Any(term => term.Kind is ValueKind.Index or ValueKind.Input) && difference.Operands.Any(term => term.Kind == ValueKind.Negate));

    /// <summary>Whether a value is a product of two outputs, or of an output and a sum over all of them.</summary>
    private static bool IsOffDiagonal(Value value, KeptOutputs kept) => value.Any(part => part.Kind is ValueKind.Multiply or ValueKind.Divide
        && Outputs(part, kept).Distinct().Skip(1).Any());

    private static IEnumerable<Value> Outputs(Value product, KeptOutputs kept)
    {
        var factors = Algebra.Factors(product.Kind == ValueKind.Divide ? product.Operands[0] : product);
        return factors.Where(factor => factor.Kind == ValueKind.Exp || (factor.Kind is ValueKind.Read or ValueKind.Softmax && kept.ActivationOf(factor) == ValueKind.Softmax)
            || (factor.Kind == ValueKind.Add && factor.Operands.Any(term => Bare(term) is { Kind: ValueKind.Sum } sum && sum.Operands[1].Any(part => kept.ActivationOf(part) == ValueKind.Softmax))));
    }

    private static Value Bare(Value term) => term.Kind == ValueKind.Negate ? term.Operands[0] : term;

    /// <summary>Whether what is assigned has the name of a second derivative or of a spread.</summary>
    private static bool IsCurvature(IOperation operation)
    {
        while (operation.Parent is IConversionOperation or IBinaryOperation or IParenthesizedOperation)
        {
            operation = operation.Parent;
        }

        return operation.Parent switch
        {
            IAssignmentOperation assignment => LossNames.IsCurvature(assignment.Target),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => LossNames.IsCurvature(local),
            _ => false,
        };
    }
}
