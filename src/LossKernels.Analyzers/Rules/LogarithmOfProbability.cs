using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK1008: the logarithm of a probability, or of one less it, that can be 0 there.</summary>
internal sealed class LogarithmOfProbability : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK1008",
        "The logarithm of a probability that can be 0",
        "This is minus infinity where the probability is {0}, and NaN times 0: take the logarithm of the larger of it and {1}",
        Numbers,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK1008"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var application in values.Applications)
        {
            if (application.Logarithm is not { Kind: ValueKind.Log, Operands: [var argument] } logarithm
                || Probabilities.IsGuarded(argument, application)
                || values.Applications.Any(other => IsFloor(other.Value, logarithm)))
            {
                continue;
            }

            var probability = WithoutCeiling(argument);
            var complement = WithoutCeiling(Algebra.Subtract(Algebra.One, probability));
            var isKnown = Probabilities.CanBeZero(probability, application);
            var isKnownComplement = !isKnown && Probabilities.CanBeZero(complement, application);
            if (!isKnown && !isKnownComplement && !(LossNames.IsLoss(values.Owner) && IsNamed(application, probability, complement, values)))
            {
                continue;
            }

            var epsilon = EpsilonOf(application.Operation.Type);
            yield return new(this, application.Operation, isKnownComplement || LossNames.IsComplement(ArgumentOf(application.Operation, values)) ? "1" : "0", epsilon)
            {
                Subject = argument,
                Severity = isKnown || isKnownComplement ? null : DiagnosticSeverity.Info,
                IsFixable = IsOfNumbers(application.Operation),
            };
        }
    }

    /// <summary>The least bound that has an effect on a probability of the type and on one less it.</summary>
    public static string EpsilonOf(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Double } => "1e-15",
        { SpecialType: SpecialType.System_Single } => "1e-7f",
        _ => "1e-7",
    };

    /// <summary>A ceiling keeps nothing from 0.</summary>
    private static Value WithoutCeiling(Value value)
        => value is { Kind: ValueKind.Min, Operands: [_, _] } && value.Operands.FirstOrDefault(bound => bound.Kind == ValueKind.Constant) is { } ceiling
            ? value.Operands[0].Equals(ceiling) ? value.Operands[1] : value.Operands[0]
            : value;

    /// <summary>Whether a value is the logarithm, or its negation, kept from infinity.</summary>
    private static bool IsFloor(Value value, Value logarithm)
        => (value.Kind == ValueKind.Max && value.Operands.Contains(logarithm))
            || (value.Kind == ValueKind.Min && value.Operands.Contains(Algebra.Negate(logarithm)));

    /// <summary>Whether the value, or one less it, comes from elsewhere by a name that says it is a probability.</summary>
    private static bool IsNamed(Application application, Value probability, Value complement, MethodValues values)
    {
        var argument = ArgumentOf(application.Operation, values);
        if (argument is null)
        {
            return false;
        }

        var named = LossNames.IsComplement(argument) ? complement : probability;
        var isFrequency = Probabilities.IsFrequency(named, application);
        return (LossNames.IsProbability(argument) || (isFrequency && LossNames.IsEntropy(values.Owner) && IsWeighed(named, application, values)))
            && (named.Kind is ValueKind.Input or ValueKind.Read or ValueKind.Call || isFrequency)
            && !(LossNames.IsComplement(argument) && application.Bounds(named).High < 1);
    }

    /// <summary>Whether the logarithm of a share is multiplied by the share itself: a term of an entropy.</summary>
    private static bool IsWeighed(Value share, Application logarithm, MethodValues values) => values.Applications.Any(term
        => (term.Value.Kind == ValueKind.Negate ? term.Value.Operands[0] : term.Value) is { Kind: ValueKind.Divide, Operands: [var dividend, var divisor] }
            && Algebra.Factors(dividend).Contains(logarithm.Logarithm!)
            && Algebra.Factors(dividend).Contains(share.Operands[0])
            && Algebra.Factors(divisor).Contains(share.Operands[1]));

    /// <summary>What the logarithm is of: where that is a variable that says nothing, what it is set to.</summary>
    private static IOperation? ArgumentOf(IOperation operation, MethodValues values)
        => FunctionCalls.FirstArgument(operation) is not { } argument ? null
            : LossNames.IsProbability(argument) || values.DefinitionOf(argument) is not { } definition ? argument : definition;

    /// <summary>Whether the logarithm is a function of a number, beside which its class has a maximum.</summary>
    private static bool IsOfNumbers(IOperation operation)
        => operation is IInvocationOperation { TargetMethod.Name: "Log" or "Log2" or "Log10", Arguments.Length: 1 or 2, Type: ITypeParameterSymbol or { SpecialType: SpecialType.System_Double or SpecialType.System_Single } };
}
