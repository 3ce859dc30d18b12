using System.Collections.Immutable;

namespace LossKernels.Analyzers.Values;

/// <summary>What is surely known of where a value lies: from functions, signs, maxima, and the conditions that hold where it is used.</summary>
internal static class Bounds
{
    private static readonly Interval s_probability = new(0, 1);
    private static readonly Interval s_notNegative = new(0, double.PositiveInfinity);

    public static Interval Of(Value value, ImmutableArray<Value> conditions)
    {
        var interval = OfTerm(value, conditions);
        foreach (var condition in conditions)
        {
            interval = interval.Intersect(Of(value, condition));
        }

        return interval;
    }

    /// <summary>Whether a condition says that the value is not zero.</summary>
    public static bool IsNotZero(Value value, ImmutableArray<Value> conditions)
        => Of(value, conditions) is { Low: > 0 } or { High: < 0 } || conditions.Any(condition => SaysNotZero(condition, value));

    private static bool SaysNotZero(Value condition, Value value) => condition.Kind switch
    {
        ValueKind.And => condition.Operands.Any(part => SaysNotZero(part, value)),
        ValueKind.Negative => condition.Operands[0] is var difference && IsApart(difference, value),
        ValueKind.Not when condition.Operands[0] is { Kind: ValueKind.Zero or ValueKind.NotPositive } zero => IsApart(zero.Operands[0], value),
        ValueKind.Not when condition.Operands[0].Kind == ValueKind.Or => condition.Operands[0].Operands.Any(part => SaysNotZero(Algebra.Not(part), value)),
        _ => false,
    };

    private static bool IsApart(Value difference, Value value) => difference.Equals(value) || difference.Equals(Algebra.Negate(value));

    /// <summary>What one condition says of the value.</summary>
    private static Interval Of(Value value, Value condition)
    {
        switch (condition.Kind)
        {
            case ValueKind.And:
                return condition.Operands.Aggregate(Interval.All, (interval, part) => interval.Intersect(Of(value, part)));
            case ValueKind.Negative or ValueKind.NotPositive:
                return Below(value, condition.Operands[0]);
            case ValueKind.Zero:
                return Below(value, condition.Operands[0]).Intersect(Below(value, Algebra.Negate(condition.Operands[0])));
            case ValueKind.Not when condition.Operands[0] is { Kind: ValueKind.Negative or ValueKind.NotPositive } inner:
                return Below(value, Algebra.Negate(inner.Operands[0]));
            case ValueKind.Not when condition.Operands[0].Kind == ValueKind.Or:
                return condition.Operands[0].Operands.Aggregate(Interval.All, (interval, part) => interval.Intersect(Of(value, Algebra.Not(part))));
            default:
                return Interval.All;
        }
    }

    /// <summary>What follows for the value from <c>difference &lt;= 0</c>.</summary>
    private static Interval Below(Value value, Value difference)
    {
        if (Algebra.Subtract(difference, value) is { Kind: ValueKind.Constant } offset)
        {
            return new(double.NegativeInfinity, -offset.Number);
        }

        if (Algebra.Add(difference, value) is { Kind: ValueKind.Constant } sum)
        {
            return new(sum.Number, double.PositiveInfinity);
        }

        // |value| less a constant.
        if (Algebra.Subtract(difference, Algebra.Of(ValueKind.Abs, value)) is { Kind: ValueKind.Constant } size)
        {
            return new(size.Number, -size.Number);
        }

        // A threshold that is no constant: there is a bound, whatever it is.
        return Algebra.Terms(difference) is var terms && Algebra.Terms(value).All(terms.Contains)
            ? new(double.NegativeInfinity, double.MaxValue)
            : Interval.All;
    }

    private static Interval OfTerm(Value value, ImmutableArray<Value> conditions)
    {
        Interval Operand(int index) => Of(value.Operands[index], conditions);
        switch (value.Kind)
        {
            case ValueKind.Constant:
                return new(value.Number, value.Number);
            case ValueKind.Negate:
                return -Operand(0);
            case ValueKind.Add:
                return OfSum(value, conditions);
            case ValueKind.Multiply:
                return OfProduct(value, conditions);
            case ValueKind.Divide:
                return OfQuotient(value, conditions);
            case ValueKind.Max:
                return value.Operands.Select(operand => Of(operand, conditions)).Aggregate((left, right) => new(Math.Max(left.Low, right.Low), Math.Max(left.High, right.High)));
            case ValueKind.Min:
                return value.Operands.Select(operand => Of(operand, conditions)).Aggregate((left, right) => new(Math.Min(left.Low, right.Low), Math.Min(left.High, right.High)));
            case ValueKind.Exp:
                return new(Math.Exp(Operand(0).Low), Math.Exp(Operand(0).High));
            case ValueKind.Log:
                return Operand(0) is var argument && argument.High >= 0 ? new(Math.Log(Math.Max(argument.Low, 0)), Math.Log(argument.High)) : Interval.All;
            case ValueKind.Log1p:
                return Operand(0).Low >= 0 ? s_notNegative : Interval.All;
            case ValueKind.Abs:
                return new(Operand(0).Low > 0 ? Operand(0).Low : 0, Math.Max(Math.Abs(Operand(0).Low), Math.Abs(Operand(0).High)));
            case ValueKind.Sqrt or ValueKind.Length:
            case ValueKind.Index when value.Tag is not null:
                return s_notNegative;
            case ValueKind.Tanh or ValueKind.Sine:
                return new(-1, 1);
            case ValueKind.Sigmoid or ValueKind.Softmax or ValueKind.Probability:
                return s_probability;
            case ValueKind.Sum:
                return Operand(1) is var term && term.Low >= 0 ? s_notNegative : term.High <= 0 ? -s_notNegative : Interval.All;
            case ValueKind.Largest or ValueKind.Smallest:
                return Operand(1);
            case ValueKind.Choice:
                return Of(value.Operands[1], conditions.Add(value.Operands[0])).Union(Of(value.Operands[2], conditions.Add(Algebra.Not(value.Operands[0]))));
            default:
                return Interval.All;
        }
    }

    private static Interval OfSum(Value value, ImmutableArray<Value> conditions)
    {
        var terms = value.Operands.ToList();
        var bound = Interval.All;
        for (var i = 0; i < terms.Count; i++)
        {
            // A value less its own maximum, a smaller one of several less the larger.
            if (terms[i].Kind == ValueKind.Negate
                && terms.FindIndex(term => IsAtMost(term, terms[i].Operands[0])) is >= 0 and var other)
            {
                var rest = Algebra.Add([.. terms.Where((_, index) => index != i && index != other)]);
                bound = new(double.NegativeInfinity, Of(rest, conditions).High);
                break;
            }
        }

        return terms.Select(term => Of(term, conditions)).Aggregate((left, right) => left + right).Intersect(bound);
    }

    private static bool IsAtMost(Value value, Value larger) => larger.Kind switch
    {
        ValueKind.Largest => Substitution.IsElement(value, larger),
        ValueKind.Max => larger.Operands.Contains(value)
            || (value.Kind == ValueKind.Min && value.Operands.Any(larger.Operands.Contains))
            || larger.Operands.Any(operand => IsAtMost(value, operand)),
        _ => value.Kind switch
        {
            ValueKind.Min => value.Operands.Contains(larger),
            ValueKind.Smallest => Substitution.IsElement(larger, value),
            _ => false,
        },
    };

    private static Interval OfProduct(Value value, ImmutableArray<Value> conditions)
    {
        // A factor that is there twice is squared.
        var factors = value.Operands.ToList();
        var product = new Interval(1, 1);
        while (factors.Count > 0)
        {
            var factor = factors[0];
            factors.RemoveAt(0);
            product *= factors.Remove(factor) ? s_notNegative : Of(factor, conditions);
        }

        return product;
    }

    private static Interval OfQuotient(Value value, ImmutableArray<Value> conditions)
    {
        var (dividend, divisor) = (value.Operands[0], value.Operands[1]);
        var (top, bottom) = (Of(dividend, conditions), Of(divisor, conditions));
        if (top.Low >= 0 && (divisor.Kind == ValueKind.Sum && Substitution.IsElement(dividend, divisor) || Algebra.Terms(divisor).Contains(dividend)) && bottom.Low >= 0)
        {
            return s_probability;
        }

        // Scores over their maximum.
        if (IsAtMost(dividend, divisor))
        {
            return new(double.NegativeInfinity, 1);
        }

        return bottom.Low > 0
            ? top * new Interval(bottom.High == double.PositiveInfinity ? 0 : 1 / bottom.High, 1 / bottom.Low)
            : bottom.Low >= 0 ? (top.Low >= 0 ? s_notNegative : top.High <= 0 ? -s_notNegative : Interval.All) : Interval.All;
    }
}
