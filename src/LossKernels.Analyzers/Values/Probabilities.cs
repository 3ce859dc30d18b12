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

    /// <summary>Whether a condition keeps the value from being 0 where it is used.</summary>
    public static bool IsGuarded(Value probability, Application use)
    {
        var bounds = use.Bounds(probability);
        return bounds.Low > 0 || use.Conditions.Any(condition => Bounds.IsNotZero(probability, [condition]));
    }
}
