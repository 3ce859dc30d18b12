using System.Collections.Immutable;
using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK1004: the logarithm of an element of a softmax, which is minus infinity where the element underflows to 0.</summary>
internal sealed class LogarithmOfSoftmax : LossRule
{
    /// <summary>The property that has the exponent, at the logarithm.</summary>
    public const string Exponent = nameof(Exponent);

    /// <summary>The property that has the sum of the exponentials, at the logarithm.</summary>
    public const string Divisor = nameof(Divisor);

    /// <summary>The property that has the scores whose softmax a helper takes, less the largest of them.</summary>
    public const string Scores = nameof(Scores);

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK1004",
        "The logarithm of a softmax loses its digits",
        "This logarithm of a softmax is {0}, though its exact value is an ordinary number: take the exponent less the logarithm of the sum of the exponentials, a log-softmax",
        Numbers,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK1004"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        var isAnyOfHelper = false;
        foreach (var application in values.Applications)
        {
            if (application.Logarithm is not { Kind: ValueKind.Log, Operands: [var argument] } logarithm)
            {
                continue;
            }

            var probability = Exponentials.WithoutFloor(argument);
            if (!(Probabilities.IsSoftmax(probability) || values.Kept.KeptActivationOf(probability) == ValueKind.Softmax) || Probabilities.IsGuarded(probability, application) || Probabilities.HasBoundedExponent(probability, application.Conditions))
            {
                continue;
            }

            var isFloored = application.Bounds(argument).Low > 0 || values.Applications.Any(other => IsFloor(other.Value, logarithm));
            var texts = isFloored ? null : TextsOf(probability, application, values);
            if (texts?.ContainsKey(Scores) == true)
            {
                // The statements that the fix adds are those of one logarithm; the next finds them there.
                texts = isAnyOfHelper ? null : texts;
                isAnyOfHelper = true;
            }

            var softmax = probability.Kind == ValueKind.Softmax ? values.OperationsOf(probability, application.Operation) : [];
            yield return new(
                this,
                application.Operation,
                isFloored ? "that of its floor where the softmax is below it" : $"minus infinity where the score is more than {Limit(application.Operation)} below the largest")
            {
                Subject = argument,
                Severity = isFloored ? DiagnosticSeverity.Info : null,
                Others = softmax,
                Texts = texts ?? ImmutableDictionary<string, string?>.Empty,
                IsFixable = texts is not null || (softmax.Count > 0 && !isFloored),
            };
        }
    }

    /// <summary>Whether a value is the logarithm, or its negation, kept from infinity.</summary>
    private static bool IsFloor(Value value, Value logarithm)
        => (value.Kind == ValueKind.Max && value.Operands.Contains(logarithm))
            || (value.Kind == ValueKind.Min && value.Operands.Contains(Algebra.Negate(logarithm)));

    /// <summary>What the log-softmax is made of, in the words of the code at the logarithm; null if that has none.</summary>
    private static ImmutableDictionary<string, string?>? TextsOf(Value probability, Application application, MethodValues values)
    {
        // Of a sum that was not shifted, the logarithm overflows: LK1001 is to be mended first.
        if (probability is not { Kind: ValueKind.Divide, Operands: [{ Operands: [var exponent] }, var divisor] }
            || Exponentials.NormalizedBy(probability) is not { } sum
            || !Exponentials.IsShifted(Exponentials.SummedBy(sum)!.Operands[0], sum.Operands[0])
            || application.Operation is not IInvocationOperation { Type: { } type })
        {
            return null;
        }

        var spelling = new Spelling(application);
        if (spelling.Of(exponent, type) is { } exponentText && spelling.Of(divisor, type) is { } divisorText)
        {
            return ImmutableDictionary<string, string?>.Empty.Add(Exponent, exponentText).Add(Divisor, divisorText);
        }

        // exp(z - max) / sum, of a helper whose variables are its own.
        var largest = exponent.Kind == ValueKind.Add
            ? exponent.Operands.FirstOrDefault(term => term is { Kind: ValueKind.Negate, Operands: [{ Kind: ValueKind.Largest }] })?.Operands[0]
            : null;
        if (largest is null || !IsOfAll(divisor, largest) || Algebra.Add(exponent, largest) is not { Kind: ValueKind.Read } score
            || spelling.Of(score, type) is not { } scoreText || spelling.Collection(score, out var collection) is not { } scores || !IsOfNumbers(collection, type) || !IsWhole(scores, values))
        {
            return null;
        }

        return ImmutableDictionary<string, string?>.Empty.Add(Exponent, scoreText).Add(Scores, scores);
    }

    /// <summary>Whether the sum is of the exponentials of the same scores that the largest is of, less it.</summary>
    private static bool IsOfAll(Value sum, Value largest)
        => sum is { Kind: ValueKind.Sum, Operands: [var index, { Kind: ValueKind.Exp, Operands: [var exponent] }] }
            && Substitution.Position(largest.Operands[1], largest.Operands[0], Algebra.Add(exponent, largest)) is { } position && position.Equals(index);

    /// <summary>Whether the helpers that take the scores take all of them: no count or position beside them.</summary>
    private static bool IsWhole(string scores, MethodValues values)
    {
        var helpers = values.Calls.Select(call => call.Operation).OfType<IInvocationOperation>()
            .Where(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, values.Owner.ContainingType) && call.Arguments.Any(argument => argument.Value.Syntax.ToString() == scores))
            .ToArray();
        return helpers.Length > 0
            && helpers.All(call => call.TargetMethod.Parameters.All(parameter => !(parameter.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64)));
    }

    private static bool IsOfNumbers(ITypeSymbol? collection, ITypeSymbol type)
    {
        var element = collection switch
        {
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
            INamedTypeSymbol { Name: "List" or "IList" or "IReadOnlyList", TypeArguments: [var argument] } => argument,
            _ => null,
        };
        return element?.SpecialType is SpecialType.System_Single or SpecialType.System_Double
            && (SymbolEqualityComparer.Default.Equals(element, type) || type.SpecialType == SpecialType.System_Double);
    }

    private static string Limit(IOperation operation)
    {
        var argument = FunctionCalls.FirstArgument(operation);
        while (argument is IConversionOperation conversion)
        {
            argument = conversion.Operand;
        }

        return argument?.Type switch
        {
            { SpecialType: SpecialType.System_Double } => "745 in double",
            { SpecialType: SpecialType.System_Single } or { Name: "Tensor" } => "104 in float",
            ITypeParameterSymbol => "104 in float and 745 in double",
            _ => operation.Type?.SpecialType == SpecialType.System_Single ? "104 in float" : "745 in double",
        };
    }
}
