using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK1003: the logarithm of a sum of exponentials from which no maximum was subtracted.</summary>
internal sealed class UnshiftedLogSumExp : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK1003",
        "The logarithm of a sum of exponentials overflows",
        "This logarithm of a sum of exponentials is {0}: subtract the largest exponent from each before Exp, and add it to the logarithm",
        Numbers,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK1003"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var application in values.Applications)
        {
            if (application.Logarithm is { Kind: ValueKind.Log, Operands: [var argument] } logarithm
                && (OfMany(argument, logarithm, application, values) ?? OfFew(argument, logarithm, application, values)) is { } finding)
            {
                yield return finding;
            }
        }
    }

    /// <summary>Over the elements of a loop or sequence.</summary>
    private Finding? OfMany(Value argument, Value logarithm, Application application, MethodValues values)
    {
        // The logarithm of a mean is that of a sum, less a constant.
        var total = Exponentials.WithoutFloor(argument);
        total = total.Kind == ValueKind.Divide ? total.Operands[0] : total;
        if (Algebra.Factors(total).FirstOrDefault(factor => factor.Kind == ValueKind.Sum) is not { } sum
            || Exponentials.SummedBy(sum) is not { Operands: [var exponent] } summed)
        {
            return null;
        }

        var index = sum.Operands[0];
        var exponentials = values.Applications
            .Where(one => one.Value.Kind == ValueKind.Exp && Substitution.Position(summed, index, one.Value) is not null)
            .ToArray();
        if (exponentials.Length == 0 || !exponent.Contains(index) || Exponentials.IsShifted(exponent, index) || Exponentials.IsUncertain(exponent))
        {
            return null;
        }

        var limit = Math.Min(exponentials[0].Bounds(exponent).High, exponentials[0].Bounds(Exponentials.WithoutScale(exponent, index)).High);
        var isFixable = argument.Equals(sum) && summed.Equals(sum.Operands[1])
            && values.Applications.Concat(values.Returned).All(one => !Remains(one.Value, sum, logarithm));
        return limit switch
        {
            <= 0 => Of(application, sum, exponentials, isFixable, "minus infinity where all exponents are below " + Least(application.Operation.Type), DiagnosticSeverity.Info),
            < double.PositiveInfinity => null,
            _ => Of(application, sum, exponentials, isFixable, "infinite where an exponent is above " + Overflow.Of(application.Operation.Type), null),
        };
    }

    /// <summary>Over a few terms that are written out.</summary>
    private Finding? OfFew(Value argument, Value logarithm, Application application, MethodValues values)
    {
        if (argument.Kind != ValueKind.Add || !argument.Operands.All(term => term.Kind == ValueKind.Exp))
        {
            return null;
        }

        var exponents = argument.Operands.Select(term => term.Operands[0]).ToArray();
        var isShifted = Algebra.Terms(exponents[0]).Any(term => term.Kind == ValueKind.Negate && exponents.All(exponent => exponent.Kind == ValueKind.Add && exponent.Operands.Contains(term)));
        if (isShifted || exponents.Any(Exponentials.IsUncertain) || exponents.All(exponent => application.Bounds(exponent).HasUpperBound))
        {
            return null;
        }

        var exponentials = argument.Operands
            .Select(term => values.Applications.FirstOrDefault(one => one.Value.Equals(term)))
            .OfType<Application>()
            .OrderBy(one => one.Operation.Syntax.SpanStart)
            .ToArray();
        return exponentials.Length < exponents.Length
            ? null
            : Of(application, logarithm, exponentials, exponents.Length == 2, "infinite where an exponent is above " + Overflow.Of(application.Operation.Type), null);
    }

    private Finding Of(Application application, Value subject, Application[] exponentials, bool isFixable, string breaks, DiagnosticSeverity? severity)
        => new(this, application.Operation, breaks)
        {
            Subject = subject,
            Severity = severity,
            Others = [.. exponentials.Select(one => one.Operation).Distinct()],
            IsFixable = isFixable,
        };

    /// <summary>Whether a value has the sum in it elsewhere than in the logarithm.</summary>
    private static bool Remains(Value value, Value sum, Value logarithm)
        => !value.Equals(logarithm) && (value.Equals(sum) || value.Operands.Any(operand => Remains(operand, sum, logarithm)));

    private static string Least(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Single ? "-104 in float" : "-745 in double";
}
