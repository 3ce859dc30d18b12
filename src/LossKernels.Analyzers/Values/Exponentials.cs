using System.Collections.Immutable;

namespace LossKernels.Analyzers.Values;

/// <summary>What is known of exponentials and their sums.</summary>
internal static class Exponentials
{
    /// <summary>The sum that a value is, apart from a floor that keeps it from 0: an epsilon added, or a maximum with a constant.</summary>
    public static Value WithoutFloor(Value value) => value.Kind switch
    {
        ValueKind.Add when value.Operands.Length == 2 && value.Operands.FirstOrDefault(term => term.Kind == ValueKind.Constant) is { Number: < 0.1 } epsilon
            => Algebra.Subtract(value, epsilon),

        // 1 - p + epsilon.
        ValueKind.Add when value.Operands.Length == 2 && value.Operands.FirstOrDefault(term => term.Kind == ValueKind.Negate) is { } less
            && Algebra.Subtract(value, less) is { Kind: ValueKind.Constant, Number: > 1 and < 1.1 } => Algebra.Add(Algebra.One, less),
        ValueKind.Max when value.Operands.Length == 2 && value.Operands.FirstOrDefault(bound => bound.Kind == ValueKind.Constant) is { } floor
            => WithoutFloor(value.Operands[0].Equals(floor) ? value.Operands[1] : value.Operands[0]),
        ValueKind.Min when value.Operands.Length == 2 && value.Operands.FirstOrDefault(bound => bound.Kind == ValueKind.Constant) is { } ceiling
            => WithoutFloor(value.Operands[0].Equals(ceiling) ? value.Operands[1] : value.Operands[0]),
        _ => value,
    };

    /// <summary>The exponential that a sum adds up, masked or not; null if it adds up anything else.</summary>
    public static Value? SummedBy(Value sum) => sum.Kind != ValueKind.Sum ? null : sum.Operands[1] switch
    {
        { Kind: ValueKind.Exp } exponential => exponential,
        { Kind: ValueKind.Choice } masked when masked.Operands[1].Kind == ValueKind.Exp && masked.Operands[2].Is(0) => masked.Operands[1],
        { Kind: ValueKind.Choice } masked when masked.Operands[2].Kind == ValueKind.Exp && masked.Operands[1].Is(0) => masked.Operands[2],
        _ => null,
    };

    /// <summary>
    /// The sum of exponentials that a quotient divides one of them by, which makes it a softmax; null if it is none.
    /// </summary>
    public static Value? NormalizedBy(Value quotient)
    {
        if (quotient.Kind != ValueKind.Divide)
        {
            return null;
        }

        var sum = WithoutFloor(quotient.Operands[1]);
        return SummedBy(sum) is { } summed
            && Algebra.Factors(quotient.Operands[0]).Any(factor => factor.Kind == ValueKind.Exp && IsOneOf(factor, summed, sum.Operands[0]))
                ? sum
                : null;
    }

    /// <summary>
    /// Whether an exponential is one of those that are summed: at some position, or of something else that is looked up where the elements of a collection
    /// are, as the value of the action that was chosen among those of all actions.
    /// </summary>
    public static bool IsOneOf(Value exponential, Value summed, Value index)
    {
        if (Substitution.Position(summed, index, exponential) is not null)
        {
            return true;
        }

        var key = Algebra.NewIndex();
        var lookup = Substitution.Replace(summed, part => part.Kind == ValueKind.Read && part.Operands[part.Operands.Length - 1].Equals(index) ? key : null);
        return !lookup.Contains(index) && IsLookup(lookup, key) && Substitution.Position(lookup, key, exponential) is not null;
    }

    /// <summary>Whether the key stands nowhere but where something is looked up by it.</summary>
    private static bool IsLookup(Value value, Value key)
        => value.Operands.All(operand => operand.Equals(key) ? value.Kind is ValueKind.Read or ValueKind.Call : IsLookup(operand, key));

    /// <summary>Whether something that is the same at all positions is subtracted, so that the largest exponent can be kept small.</summary>
    public static bool IsShifted(Value exponent, Value index)
    {
        switch (exponent.Kind)
        {
            case ValueKind.Negate:
                return IsShifted(exponent.Operands[0], index);
            case ValueKind.Add:
                var varying = exponent.Operands.Where(term => term.Contains(index)).ToArray();
                return varying.Length < exponent.Operands.Length
                    && exponent.Operands.Any(term => !term.Contains(index) && (varying.Any(other => IsNegative(other) != IsNegative(term)) || IsLargestOf(term, Algebra.Add(varying), index)));
            case ValueKind.Multiply:
                return exponent.Operands.Any(factor => IsShifted(factor, index));
            case ValueKind.Divide:
                return IsShifted(exponent.Operands[0], index);
            case ValueKind.Choice:
                return exponent.Operands.Skip(1).All(side => !side.Contains(index) || IsShifted(side, index));
            default:
                return false;
        }
    }

    /// <summary>
    /// Whether nothing is known that keeps the exponent from growing: it varies, is not shifted and has no upper bound, were the factors that are the
    /// same at all positions, as a temperature is, positive.
    /// </summary>
    public static bool CanOverflow(Value exponent, Value index, ImmutableArray<Value> conditions)
        => exponent.Contains(index)
            && !IsShifted(exponent, index)
            && !Bounds.Of(exponent, conditions).HasUpperBound
            && !Bounds.Of(WithoutScale(exponent, index), conditions).HasUpperBound
            && !IsUncertain(exponent);

    /// <summary>The exponent without the factors and divisors that are the same at all positions.</summary>
    public static Value WithoutScale(Value exponent, Value index) => exponent.Kind switch
    {
        ValueKind.Negate => Algebra.Negate(WithoutScale(exponent.Operands[0], index)),
        ValueKind.Multiply => Algebra.Multiply([.. exponent.Operands.Where(factor => factor.Contains(index))]),
        ValueKind.Divide when !exponent.Operands[1].Contains(index) => WithoutScale(exponent.Operands[0], index),
        _ => exponent,
    };

    /// <summary>Whether it holds what could not be followed: memory that something else may have written to, or a value of an earlier iteration.</summary>
    public static bool IsUncertain(Value value) => value.Any(part => part is { Kind: ValueKind.Read, Number: not 0 } or { Kind: ValueKind.Unknown or ValueKind.Carried });

    /// <summary>Whether a term subtracts the largest of what varies, whatever sign that has.</summary>
    private static bool IsLargestOf(Value term, Value varying, Value index)
        => term is { Kind: ValueKind.Negate, Operands: [{ Kind: ValueKind.Largest } largest] }
            && Substitution.Position(largest.Operands[1], largest.Operands[0], varying) is { } position && position.Equals(index);

    private static bool IsNegative(Value term) => term.Kind == ValueKind.Negate || term is { Kind: ValueKind.Constant, Number: < 0 };
}
