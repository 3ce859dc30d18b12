using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Values;

/// <summary>
/// Makes values, in one form whatever way a person wrote them: no difference but sums of negated terms, signs outside products, products of
/// reciprocals as quotients, operands that may change places in one order, comparisons with zero.
/// </summary>
internal static class Algebra
{
    public static readonly Value Zero = Constant(0);
    public static readonly Value One = Constant(1);
    public static readonly Value This = new(ValueKind.This, []);

    /// <summary>What marks an index that is not negative.</summary>
    private const string Position = nameof(Position);

    private static int _lastId;

    /// <summary>A number that no other unknown or index has.</summary>
    public static int NextId() => Interlocked.Increment(ref _lastId);

    public static Value Constant(double number) => new(ValueKind.Constant, [], number == 0 ? 0 : number);

    public static Value Input(ISymbol symbol) => new(ValueKind.Input, [], tag: symbol);

    public static Value Member(ISymbol symbol) => new(ValueKind.Member, [], tag: symbol);

    /// <param name="isPosition">Whether it surely is not negative.</param>
    public static Value NewIndex(bool isPosition = false) => new(ValueKind.Index, [], tag: isPosition ? Position : null, id: NextId());

    public static Value Unknown(params Value[] of) => new(ValueKind.Unknown, [.. of.Where(value => value.Size < Value.MaximumSize)], id: NextId());

    public static Value Of(ValueKind kind, params Value[] operands) => Of(kind, null, operands);

    public static Value Of(ValueKind kind, ISymbol? symbol, Value[] operands)
        => operands.Sum(operand => (long)operand.Size) > Value.MaximumSize ? Unknown() : new(kind, [.. operands], tag: symbol);

    public static Value Negate(Value value) => value.Kind switch
    {
        ValueKind.Constant => Constant(-value.Number),
        ValueKind.Negate => value.Operands[0],
        ValueKind.Add => Add([.. value.Operands.Select(Negate)]),
        _ => Of(ValueKind.Negate, value),
    };

    public static Value Subtract(Value left, Value right) => Add(left, Negate(right));

    public static Value Add(params Value[] terms)
    {
        var constant = 0.0;
        var others = new List<Value>();
        foreach (var term in terms.SelectMany(Terms))
        {
            if (term.Kind == ValueKind.Constant)
            {
                constant += term.Number;
            }
            else if (!others.Remove(Negate(term)))
            {
                others.Add(term);
            }
        }

        if (constant != 0)
        {
            others.Add(Constant(constant));
        }

        return others.Count switch
        {
            0 => Zero,
            1 => others[0],
            _ => Of(ValueKind.Add, Ordered(others)),
        };
    }

    /// <summary>What a sum adds up: the value itself, if it is no sum.</summary>
    public static IEnumerable<Value> Terms(Value value) => value.Kind == ValueKind.Add ? value.Operands : [value];

    /// <summary>What a product multiplies: the value itself, if it is no product.</summary>
    public static IEnumerable<Value> Factors(Value value) => value.Kind == ValueKind.Multiply ? value.Operands : [value];

    public static Value Multiply(params Value[] factors)
    {
        var constant = 1.0;
        var isNegative = false;
        var others = new List<Value>();
        var divisors = new List<Value>();
        var open = new Stack<Value>(factors);
        while (open.Count > 0)
        {
            var factor = open.Pop();
            switch (factor.Kind)
            {
                case ValueKind.Constant:
                    constant *= factor.Number;
                    break;
                case ValueKind.Negate:
                    isNegative = !isNegative;
                    open.Push(factor.Operands[0]);
                    break;
                case ValueKind.Multiply:
                    factor.Operands.ToList().ForEach(open.Push);
                    break;
                case ValueKind.Divide:
                    divisors.Add(factor.Operands[1]);
                    open.Push(factor.Operands[0]);
                    break;
                default:
                    others.Add(factor);
                    break;
            }
        }

        if (constant == 0)
        {
            return Zero;
        }

        isNegative ^= constant < 0;
        constant = Math.Abs(constant);
        if (constant != 1 || others.Count == 0)
        {
            others.Add(Constant(constant));
        }

        var product = others.Count == 1 ? others[0] : Of(ValueKind.Multiply, Ordered(others));
        if (divisors.Count > 0)
        {
            product = Divide(product, Multiply([.. divisors]));
        }

        return isNegative ? Negate(product) : product;
    }

    public static Value Divide(Value dividend, Value divisor)
    {
        if (dividend.Kind == ValueKind.Negate || divisor.Kind == ValueKind.Negate)
        {
            var isNegative = (dividend.Kind == ValueKind.Negate) != (divisor.Kind == ValueKind.Negate);
            var quotient = Divide(Magnitude(dividend), Magnitude(divisor));
            return isNegative ? Negate(quotient) : quotient;
        }

        return (dividend.Kind, divisor.Kind) switch
        {
            (_, ValueKind.Constant) when divisor.Number == 1 => dividend,
            (ValueKind.Constant, ValueKind.Constant) when divisor.Number != 0 => Constant(dividend.Number / divisor.Number),
            (_, ValueKind.Constant) when divisor.Number != 0 => Multiply(dividend, Constant(1 / divisor.Number)),
            (_, ValueKind.Divide) => Divide(Multiply(dividend, divisor.Operands[1]), divisor.Operands[0]),
            (ValueKind.Divide, _) => Divide(dividend.Operands[0], Multiply(dividend.Operands[1], divisor)),
            _ => Of(ValueKind.Divide, dividend, divisor),
        };
    }

    public static Value Max(params Value[] values) => Extreme(ValueKind.Max, values);

    public static Value Min(params Value[] values) => Extreme(ValueKind.Min, values);

    /// <summary>A reduction or sequence over the positions of an index, which is bound by it: two that differ in its name only are equal.</summary>
    public static Value Over(ValueKind kind, Value index, Value body, Value? count = null)
    {
        var bound = new Value(ValueKind.Index, [], id: -1 - body.Depth);
        var over = Of(kind, bound, Substitution.Replace(body, index, bound));

        // A loop whose end depends on its position has no count that is known before it.
        return over.Kind == kind && count is { Size: < Value.MaximumSize } && !count.Contains(index) ? new(kind, over.Operands, count: count) : over;
    }

    /// <summary>What a sequence has at a position.</summary>
    public static Value At(Value sequence, Value position) => Substitution.Replace(sequence.Operands[1], sequence.Operands[0], position);

    public static Value Choice(Value condition, Value yes, Value no)
    {
        if (condition.Kind == ValueKind.Not)
        {
            return Choice(condition.Operands[0], no, yes);
        }

        // Asked again, the condition is what it was.
        yes = yes.Kind == ValueKind.Choice && yes.Operands[0].Equals(condition) ? yes.Operands[1] : yes;
        no = no.Kind == ValueKind.Choice && no.Operands[0].Equals(condition) ? no.Operands[2] : no;
        if (yes.Equals(no))
        {
            return yes;
        }

        // a < b ? b : a is the larger of the two, a < b ? a : b the smaller.
        if (condition.Kind is ValueKind.Negative or ValueKind.NotPositive)
        {
            var difference = condition.Operands[0];
            if (difference.Equals(Subtract(no, yes)))
            {
                return Max(yes, no);
            }

            if (difference.Equals(Subtract(yes, no)))
            {
                return Min(yes, no);
            }
        }

        return Of(ValueKind.Choice, condition, yes, no);
    }

    public static Value Not(Value condition) => condition.Kind == ValueKind.Not ? condition.Operands[0] : Of(ValueKind.Not, condition);

    /// <summary>left &lt; right, or left &lt;= right.</summary>
    public static Value Less(Value left, Value right, bool orEqual)
        => Of(orEqual ? ValueKind.NotPositive : ValueKind.Negative, Subtract(left, right));

    private static Value Magnitude(Value value) => value.Kind == ValueKind.Negate ? value.Operands[0] : value;

    private static Value Extreme(ValueKind kind, Value[] values)
    {
        var distinct = values.SelectMany(value => value.Kind == kind ? (IEnumerable<Value>)value.Operands : [value]).Distinct().ToList();
        return distinct.Count == 1 ? distinct[0] : Of(kind, Ordered(distinct));
    }

    private static Value[] Ordered(List<Value> operands) => [.. operands.OrderBy(operand => operand.Kind).ThenBy(operand => operand.GetHashCode())];
}
