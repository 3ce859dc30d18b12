using System.Collections.Immutable;
using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK2001: the losses of the rows of a batch added up, and returned or followed backwards without being divided by the rows.</summary>
internal sealed class SummedLoss : LossRule
{
    /// <summary>The property that has the number of rows, in the words of the code.</summary>
    public const string Rows = nameof(Rows);

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK2001",
        "A summed loss is never averaged",
        "This loss is the sum over the rows of the batch, so that it and its gradient grow with their number: {0}",
        Meaning,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK2001"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        var returned = LossNames.IsTotal(values.Owner) || IsAveragedByCaller(values) ? [] : Returned(values).ToArray();
        return [.. returned, .. Stored(values).Where(stored => !returned.Any(other => stored.Subject!.Equals(other.Subject))), .. Reduced(values)];
    }

    /// <summary>Losses of a loop over rows that the method returns as they are.</summary>
    private IEnumerable<Finding> Returned(MethodValues values)
    {
        foreach (var returned in values.Returned)
        {
            foreach (var (operation, value) in Parts(returned))
            {
                if (Of(operation, value, returned, values) is var (finding, form))
                {
                    var isCertain = form != RowLossForm.Outputs && LossNames.IsLoss(values.Owner) && !HasSteps(values);
                    yield return finding with { Severity = isCertain ? null : DiagnosticSeverity.Info };
                }
            }
        }
    }

    /// <summary>Losses that are kept in a field or property named so, and divided nowhere in the type: whoever reads it may divide it.</summary>
    private IEnumerable<Finding> Stored(MethodValues values)
    {
        foreach (var stored in values.Stored)
        {
            if (stored.Operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: var member }, Value: var value }
                && LossNames.IsLossItself(member) && !values.Siblings.Any(body => Divides(body, member)) && Of(value, stored.Value, stored, values) is var (finding, _))
            {
                yield return finding with { Severity = DiagnosticSeverity.Info };
            }
        }
    }

    private (Finding Finding, RowLossForm Form)? Of(IOperation operation, Value value, Application at, MethodValues values)
    {
        if (BatchLoss.Of(value) is not { } loss || !IsFloating(operation.Type) || IsDivided(loss.Sum, values))
        {
            return null;
        }

        var rows = loss.Rows is { } count ? new Spelling(at).Of(count, operation.SemanticModel!.Compilation.GetSpecialType(SpecialType.System_Int32)) : null;
        var finding = new Finding(this, operation, $"divide it by {rows ?? "the rows"}")
        {
            Subject = loss.Sum,
            IsFixable = rows is not null,
            Texts = rows is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Rows, rows),
        };
        return (finding, loss.Form);
    }

    /// <summary>Losses of a framework that are told to add up, and that nothing else is done with before their gradient is taken.</summary>
    private IEnumerable<Finding> Reduced(MethodValues values)
    {
        foreach (var loss in values.Losses.Where(loss => loss.IsSum))
        {
            if (values.Calls.FirstOrDefault(call => call.Operation == loss.Operation) is { } made
                && values.Calls.Any(call => call.Operation is IInvocationOperation { TargetMethod.Name: "backward" } && call.Value.Operands.FirstOrDefault()?.Equals(made.Value) == true))
            {
                var reduction = loss.Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "reduction")?.Value;
                yield return new(this, reduction ?? loss.Operation, "take Reduction.Mean")
                {
                    Subject = made.Value,
                    Severity = DiagnosticSeverity.Info,
                    IsFixable = reduction is not null,
                };
            }
        }
    }

    /// <summary>What is returned, each element of a tuple for itself.</summary>
    private static IEnumerable<(IOperation Operation, Value Value)> Parts(Application returned)
    {
        var operation = ((IReturnOperation)returned.Operation).ReturnedValue!;
        var tuple = operation;
        while (tuple is IConversionOperation conversion)
        {
            tuple = conversion.Operand;
        }

        return tuple is not ITupleOperation { Elements: var elements } ? [(operation, returned.Value)]
            : returned.Value.Operands.Length == elements.Length ? elements.Select((element, index) => (element, returned.Value.Operands[index]))
            : [];
    }

    private static bool IsFloating(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;

    /// <summary>Whether the method makes a mean of the sum, if it returns another.</summary>
    private static bool IsDivided(Value sum, MethodValues values)
        => values.Applications.Any(application => application.Value.Any(part => part.Kind == ValueKind.Divide && part.Operands[0].Contains(sum) && !sum.Contains(part)));

    /// <summary>Whether a method of the type that calls this one divides by a count, or takes an average.</summary>
    private static bool IsAveragedByCaller(MethodValues values) => values.Siblings.Any(body =>
        body.Descendants().Any(operation => operation is IInvocationOperation call && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, values.Owner))
        && body.Descendants().Any(operation => operation switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } division => IsCount(division.RightOperand),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Divide } division => IsCount(division.Value),
            IInvocationOperation { TargetMethod.Name: "Average" } => true,
            _ => false,
        }));

    /// <summary>Whether a body divides what a member holds.</summary>
    private static bool Divides(IOperation body, ISymbol member)
        => body.Descendants().Where(operation => operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide or BinaryOperatorKind.Multiply }
                or ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Divide or BinaryOperatorKind.Multiply })
            .SelectMany(division => division.Descendants())
            .Any(operand => operand is IMemberReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Member, member));

    private static bool IsCount(IOperation divisor)
    {
        while (divisor is IConversionOperation conversion)
        {
            divisor = conversion.Operand;
        }

        return divisor.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 || !divisor.ConstantValue.HasValue;
    }

    /// <summary>Whether the method goes through steps of time, or through a text: the loss of a sequence is often their sum.</summary>
    private static bool HasSteps(MethodValues values) => values.Body.Descendants().Any(operation => operation switch
        {
            IForLoopOperation loop => loop.Locals.Any(LossNames.IsStep),
            IIncrementOrDecrementOperation { Target: ILocalReferenceOperation { Local: var position } } => LossNames.IsStep(position),
            _ => false,
        })
        || (values.Owner is IMethodSymbol method && method.Parameters.Any(LossNames.IsSequence));
}
