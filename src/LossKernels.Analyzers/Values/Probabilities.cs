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
    public static bool HasBoundedExponent(Value probability, Application use) => LogitOf(probability) is { } logit
        ? use.Bounds(logit).IsFinite
        : probability is { Kind: ValueKind.Divide, Operands: [{ Kind: ValueKind.Exp } exponential, _] } && use.Bounds(exponential.Operands[0]).IsFinite;

    /// <summary>Whether a condition keeps the value from being 0 where it is used.</summary>
    public static bool IsGuarded(Value probability, Application use)
    {
        var bounds = use.Bounds(probability);
        return bounds.Low > 0 || use.Conditions.Any(condition => Bounds.IsNotZero(probability, [condition]));
    }
}
