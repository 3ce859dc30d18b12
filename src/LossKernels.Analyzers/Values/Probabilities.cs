using System.Collections.Immutable;
using LossKernels.Analyzers.Tracking;

namespace LossKernels.Analyzers.Values;

/// <summary>Which values are probabilities, and whether they can be 0 where they are used.</summary>
internal static class Probabilities
{
    /// <summary>The x of sigmoid(x), in each of its forms; null for any other value.</summary>
    public static Value? LogitOf(Value value)
    {
        switch (value)
        {
            case { Kind: ValueKind.Sigmoid }:
                return value.Operands[0];

            // Either of two forms, each where it does not overflow.
            case { Kind: ValueKind.Choice } when LogitOf(value.Operands[1]) is { } yes && LogitOf(value.Operands[2]) is { } no:
                return yes.Equals(no) ? yes : null;
            case { Kind: ValueKind.Divide, Operands: [var dividend, { Kind: ValueKind.Add } divisor] } when Algebra.Subtract(divisor, Algebra.One) is { Kind: ValueKind.Exp } exponential:
                return dividend.Is(1) ? Algebra.Negate(exponential.Operands[0]) : dividend.Equals(exponential) ? exponential.Operands[0] : null;
            default:
                return null;
        }
    }

    /// <summary>Whether the value is an element of a softmax, written out or computed by a kernel or a library.</summary>
    public static bool IsSoftmax(Value value) => value switch
    {
        { Kind: ValueKind.Softmax } => true,
        { Kind: ValueKind.Choice } => IsSoftmax(value.Operands[1]) && IsSoftmax(value.Operands[2]),
        { Kind: ValueKind.Divide, Operands: [{ Kind: ValueKind.Exp }, _] } when Exponentials.NormalizedBy(value) is { } sum
            => sum.Operands[1].Contains(sum.Operands[0]) || Exponentials.IsUncertain(sum.Operands[1]),
        _ => false,
    };

    /// <summary>Whether the exponents that a softmax or sigmoid is made of are bounded on both sides, which keeps it from 0.</summary>
    public static bool HasBoundedExponent(Value probability, ImmutableArray<Value> conditions) => LogitOf(probability) is { } logit
        ? Bounds.Of(logit, conditions).IsFinite
        : probability is { Kind: ValueKind.Divide, Operands: [{ Kind: ValueKind.Exp } exponential, _] } && Bounds.Of(exponential.Operands[0], conditions).IsFinite;

    /// <summary>
    /// Whether the value is known to be a probability that can be 0 where it is used: of a softmax or sigmoid that underflows, of a mask, of numbers over
    /// their sum, or what the project's settings say is one.
    /// </summary>
    public static bool CanBeZero(Value value, Application use)
    {
        switch (value.Kind)
        {
            case ValueKind.Probability:
                return !IsGuarded(value, use);
            case ValueKind.Choice:
                var (yes, no) = (value.Operands[1], value.Operands[2]);
                return !IsKeptFromZero(value) && (CanBeZero(yes, use) || CanBeZero(no, use)) && (yes.Is(0) || no.Is(0) || (CanBeZero(yes, use) && CanBeZero(no, use)));
            default:
                return (IsSoftmax(value) || LogitOf(value) is not null || IsShare(value, use)) && !HasBoundedExponent(value, use.Conditions) && !IsGuarded(value, use);
        }
    }

    /// <summary>Whether a choice is of a value where it is not 0.</summary>
    private static bool IsKeptFromZero(Value choice) => Bounds.IsNotZero(choice.Operands[1], [choice.Operands[0]]) || Bounds.IsNotZero(choice.Operands[2], [Algebra.Not(choice.Operands[0])]);

    /// <summary>A number that is read, over the sum of all of them.</summary>
    private static bool IsShare(Value value, Application use)
        => value is { Kind: ValueKind.Divide, Operands: [{ Kind: ValueKind.Read } part, { Kind: ValueKind.Sum } sum] }
            && sum.Operands[1].Contains(sum.Operands[0])
            && Substitution.IsElement(part, sum)
            && use.Bounds(part).Low <= 0
            && !use.Conditions.Any(condition => Bounds.IsNotZero(part, [condition]));

    /// <summary>An element over a number, as a count over the number of all; what a dictionary counts is there because it was counted.</summary>
    public static bool IsFrequency(Value value, Application use)
        => value is { Kind: ValueKind.Divide, Operands: [{ Kind: ValueKind.Read or ValueKind.Input } count, { Kind: ValueKind.Input or ValueKind.Read or ValueKind.Length }] }
            && (count.Kind == ValueKind.Input || count.Operands[count.Operands.Length - 1].Kind != ValueKind.Member)
            && !use.Conditions.Any(condition => Bounds.IsNotZero(count, [condition]))
            && !count.Any(part => part is { Kind: ValueKind.Member, Tag: Microsoft.CodeAnalysis.ISymbol { Name: "Values" } });

    /// <summary>Whether a condition keeps the value from being 0 where it is used.</summary>
    public static bool IsGuarded(Value probability, Application use)
    {
        var bounds = use.Bounds(probability);
        return bounds.Low > 0 || use.Conditions.Any(condition => Bounds.IsNotZero(probability, [condition]));
    }
}
