using System.Collections.Immutable;
using System.Globalization;
using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK2002: a loss that is divided by the number of classes, or the mean of a sum that is one number already.</summary>
internal sealed class WrongDivisor : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK2002",
        "A loss is divided by something else than its rows",
        "This {0}: {1}",
        Meaning,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK2002"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        // An average is a call; all other divisions are operators.
        foreach (var division in values.Applications.Concat(values.Calls))
        {
            if (DivisorOf(division) is not var (dividend, divisor, operation))
            {
                continue;
            }

            if ((BatchLoss.Of(dividend) ?? BatchLoss.Of(Algebra.Negate(dividend))) is { } batch)
            {
                if (batch.Form != RowLossForm.Outputs && batch.IsClasses(divisor) && (batch.HasCertainClasses || (operation is not null && LossNames.IsClasses(operation))))
                {
                    var rows = batch.Rows is { } count ? new Spelling(division).Of(count, division.Operation.SemanticModel!.Compilation.GetSpecialType(SpecialType.System_Int32)) : null;
                    yield return new(this, operation ?? division.Operation, "sum over the rows is divided by the number of classes", $"divide it by {rows ?? "the rows"}")
                    {
                        Subject = batch.Sum,
                        Severity = batch.HasCertainClasses ? null : DiagnosticSeverity.Info,
                        IsFixable = rows is not null && operation is not null,
                        Texts = rows is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(SummedLoss.Rows, rows),
                    };
                }
            }
            else if ((TargetLoss.Of(dividend) ?? TargetLoss.Of(Algebra.Negate(dividend))) is { IsCategorical: true } row && row.IsLength(divisor, null)
                && (row.IsOfSoftmax || LossNames.IsCrossEntropy(values.Owner)) && !IsWeighted(values))
            {
                yield return new(this, operation ?? division.Operation, "loss of one row is divided by its classes", "it is their sum, so drop the division")
                {
                    Subject = row.Sum,
                    Severity = row.IsOfSoftmax ? null : DiagnosticSeverity.Info,
                };
            }
        }

        foreach (var finding in MeansOfSums(values))
        {
            yield return finding;
        }
    }

    /// <summary>What a division divides, and by what; a divisor that is a constant has become a factor.</summary>
    private static (Value Dividend, Value Divisor, IOperation? Operation)? DivisorOf(Application division)
    {
        var operation = division.Operation switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide } binary => binary.RightOperand,
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Divide } compound => compound.Value,
            _ => null,
        };
        if (operation is null && division.Operation is not IInvocationOperation { TargetMethod.Name: "Average" })
        {
            return null;
        }

        var value = division.Value.Kind == ValueKind.Negate ? division.Value.Operands[0] : division.Value;
        return value.Kind == ValueKind.Divide ? (value.Operands[0], value.Operands[1], operation)
            : operation?.ConstantValue is { HasValue: true, Value: int or float or double } constant && Convert.ToDouble(constant.Value, CultureInfo.InvariantCulture) is > 1 and var number
                ? (Algebra.Multiply(value, Algebra.Constant(number)), Algebra.Constant(number), operation)
            : null;
    }

    /// <summary>Whether the targets have the name of weights: a sum of weighed logarithms is no cross-entropy.</summary>
    private static bool IsWeighted(MethodValues values) => values.Body.Descendants().OfType<IBinaryOperation>()
        .Any(product => product.OperatorKind == BinaryOperatorKind.Multiply && (LossNames.IsWeight(product.LeftOperand) || LossNames.IsWeight(product.RightOperand)));

    /// <summary>A framework's mean of what it has summed to one number.</summary>
    private IEnumerable<Finding> MeansOfSums(MethodValues values)
    {
        foreach (var mean in values.Calls)
        {
            if (mean.Operation is IInvocationOperation { TargetMethod: { Name: "mean" or "reduce_mean" } method } call && TensorFunctions.IsOfTensors(method)
                && TensorFunctions.InputOf(call) is { } input && mean.Value.Operands.FirstOrDefault(operand => Summed(operand) is not null) is { } operand
                && values.Calls.FirstOrDefault(sum => sum.Operation is IInvocationOperation && sum.Value.Equals(Summed(operand))) is { Operation: IInvocationOperation total }
                && IsOfAll(total))
            {
                var isWithin = input.Syntax.Span.Contains(total.Syntax.Span);
                yield return new(this, call, "is the mean of a sum over all, which is one number", "sum over the classes only")
                {
                    Subject = mean.Value,
                    Others = isWithin ? [total] : [],
                    IsFixable = isWithin,
                };
            }
        }
    }

    /// <summary>The sum that a value is a multiple of, as a framework calls it.</summary>
    private static Value? Summed(Value value)
        => Algebra.Factors(value.Kind == ValueKind.Negate ? value.Operands[0] : value).Where(factor => factor.Kind != ValueKind.Constant).ToArray() is
            [{ Kind: ValueKind.Call, Tag: IMethodSymbol { Name: "sum" or "reduce_sum" } method } sum] && TensorFunctions.IsOfTensors(method) ? sum : null;

    /// <summary>Whether a sum is told of no axis.</summary>
    private static bool IsOfAll(IInvocationOperation sum)
        => sum.Arguments.All(argument => argument.ArgumentKind == ArgumentKind.DefaultValue || (argument.Parameter?.Ordinal == 0 && !TensorFunctions.IsOnTensor(sum.TargetMethod)));
}
