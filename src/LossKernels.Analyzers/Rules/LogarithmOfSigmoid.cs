using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK1005: the logarithm of a sigmoid or of one less it, which is minus infinity where the sigmoid rounds to 0 or 1.</summary>
internal sealed class LogarithmOfSigmoid : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK1005",
        "The logarithm of a sigmoid loses its digits",
        "This logarithm of a sigmoid is {0}, though its exact value is an ordinary number: compute it from the argument x of the sigmoid, as Min(y, 0) - Log(1 + Exp(-Abs(y))) with y = {1}",
        Numbers,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK1005"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var application in values.Applications)
        {
            if (application.Logarithm is not { Kind: ValueKind.Log, Operands: [var argument] })
            {
                continue;
            }

            var probability = Exponentials.WithoutFloor(argument);
            if (Probabilities.IsGuarded(probability, application) || !IsSigmoid(probability, values, out var logit, out var isComplement) || (logit is not null && application.Bounds(logit).IsFinite))
            {
                continue;
            }

            var isFloored = !ReferenceEquals(probability, argument);
            yield return new(
                this,
                application.Operation,
                isFloored ? "that of its floor where the sigmoid is below it" : $"minus infinity where x is {Limit(isComplement, application.Operation.Type)}",
                isComplement ? "-x" : "x")
            {
                Subject = argument,
                Severity = isFloored ? DiagnosticSeverity.Info : null,
                Others = logit is null ? [] : values.OperationsOf(Algebra.Of(ValueKind.Exp, Algebra.Negate(logit)), application.Operation),
                IsFixable = logit is not null && !isFloored,
                IsComplement = isComplement,
            };
        }
    }

    /// <summary>Whether a value is a sigmoid or one less it, and of what; of one that another method has kept, this is not known.</summary>
    private static bool IsSigmoid(Value value, MethodValues values, out Value? logit, out bool isComplement)
    {
        var other = Algebra.Subtract(Algebra.One, value);
        logit = Probabilities.LogitOf(value) ?? Probabilities.LogitOf(other);
        isComplement = logit is null ? IsKept(other) : Probabilities.LogitOf(value) is null;
        return logit is not null || isComplement || IsKept(value);

        bool IsKept(Value sigmoid) => values.Kept.KeptActivationOf(sigmoid) == ValueKind.Sigmoid;
    }

    private static string Limit(bool isComplement, ITypeSymbol? type) => (isComplement, type?.SpecialType) switch
    {
        (true, SpecialType.System_Single) => "above 17 in float",
        (true, _) => "above 37 in double",
        (false, SpecialType.System_Single) => "below -88.7 in float",
        _ => "below -709 in double",
    };
}
