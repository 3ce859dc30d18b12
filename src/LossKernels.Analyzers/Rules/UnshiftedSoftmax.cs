using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK1001: exponentials of elements over their sum, with nothing subtracted from the elements first.</summary>
internal sealed class UnshiftedSoftmax : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK1001",
        "Softmax without its maximum subtracted overflows",
        "This softmax overflows to NaN where a score is above {0}: subtract the largest score from each before Exp, which changes nothing else",
        Numbers,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK1001"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var division in values.Applications)
        {
            if (TensorSoftmax.IsCall(division.Operation) || Exponentials.NormalizedBy(division.Value) is not { } sum)
            {
                continue;
            }

            var (summed, index) = (Exponentials.SummedBy(sum)!, sum.Operands[0]);
            var exponentials = values.Applications
                .Where(application => application.Value.Kind == ValueKind.Exp && Exponentials.IsOneOf(application.Value, summed, index))
                .ToArray();
            var conditions = exponentials.Length > 0 ? exponentials[0].Conditions : division.Conditions;
            if (Exponentials.CanOverflow(summed.Operands[0], index, conditions))
            {
                var at = exponentials.Length > 0 ? exponentials[0].Operation : division.Operation;
                yield return new(this, at, Overflow.Of(at.Type))
                {
                    Subject = sum,
                    Others = [.. exponentials.Skip(1).Select(exponential => exponential.Operation).Where(operation => operation.Syntax != at.Syntax).Distinct()],
                    IsFixable = exponentials.Length > 0 && summed.Equals(sum.Operands[1]) && IsOnlyDivisor(sum, values),
                };
            }
        }
    }

    /// <summary>Whether the sum is used for nothing but to divide its exponentials by: a shift changes it.</summary>
    private static bool IsOnlyDivisor(Value sum, MethodValues values)
        => values.Applications.Where(application => !IsReciprocal(application.Value, sum)).Concat(values.Returned).All(application => !Remains(application.Value, sum));

    /// <summary>Whether the value is what an exponential is multiplied by instead.</summary>
    private static bool IsReciprocal(Value value, Value sum) => value is { Kind: ValueKind.Divide, Operands: [var one, var divisor] } && one.Is(1) && divisor.Equals(sum);

    private static bool Remains(Value value, Value sum)
        => value.Equals(sum) || value.Operands.Any(operand => !(ReferenceEquals(Exponentials.NormalizedBy(value), operand) && operand.Equals(sum)) && Remains(operand, sum));
}
