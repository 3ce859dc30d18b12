namespace LossKernels.Analyzers.Values;

/// <summary>The loss of one row against targets: a sum over its classes or outputs.</summary>
/// <param name="Sum">The sum.</param>
/// <param name="Target">What it has for targets, at a position.</param>
/// <param name="Output">What it takes the logarithm or the error of, at a position.</param>
/// <param name="IsCategorical">Whether it is a cross-entropy of classes; a binary loss or a squared error of each output if not.</param>
internal sealed record TargetLoss(Value Sum, Value Target, Value Output, bool IsCategorical)
{
    /// <summary>The loss against targets that a value is; null for any other value.</summary>
    public static TargetLoss? Of(Value loss)
    {
        var isNegative = loss.Kind == ValueKind.Negate;
        if ((isNegative ? loss.Operands[0] : loss) is not { Kind: ValueKind.Sum, Operands: [var position, var term] } sum)
        {
            return null;
        }

        if ((isNegative ? term : Negated(term)) is var negated && Logarithm(negated, position) is var (target, output))
        {
            return new(sum, target, output, IsCategorical: true);
        }

        // t log p + (1 - t) log(1 - p), each term with the sign that makes it a loss.
        if (negated is { Kind: ValueKind.Add, Operands: [var left, var right] } && Logarithm(left, position) is var (first, one) && Logarithm(right, position) is var (second, other))
        {
            return IsComplement(first, second) && IsComplement(one, other) ? new(sum, first.Kind == ValueKind.Read ? first : second, first.Kind == ValueKind.Read ? one : other, IsCategorical: false) : null;
        }

        return !isNegative && term is { Kind: ValueKind.Multiply, Operands: [{ Kind: ValueKind.Add, Operands: [var minuend, var subtrahend] } error, var again] } && error.Equals(again)
            && minuend.Contains(position) && subtrahend.Contains(position) && (minuend.Kind, subtrahend.Kind) is (ValueKind.Read, ValueKind.Negate) or (ValueKind.Negate, ValueKind.Read)
                ? new(sum, minuend, subtrahend, IsCategorical: false)
                : null;
    }

    /// <summary>Whether both targets and outputs are those of a row.</summary>
    public bool IsOf(Value row) => Target.Contains(row) && (Output.Contains(row) || Output.Any(part => part is { Kind: ValueKind.Read, Number: not 0 }));

    /// <summary>Whether what it takes the logarithm of is a softmax along the positions that it sums over.</summary>
    public bool IsOfSoftmax => Exponentials.WithoutFloor(Output) is var probability && (probability.Kind == ValueKind.Softmax || Exponentials.NormalizedBy(probability) is not null);

    /// <summary>Whether a number is how many targets or outputs there are, of the row if there are several.</summary>
    public bool IsLength(Value number, Value? row) => Sum.Count?.Equals(number) == true || (number.Kind == ValueKind.Length && Collections().Any(collection
        => collection.Equals(number.Operands[0]) || (row is not null && collection.Contains(row) && Substitution.Position(collection, row, number.Operands[0]) is not null)));

    /// <summary>What the targets and the outputs are read from.</summary>
    private IEnumerable<Value> Collections()
    {
        foreach (var read in new[] { Target, Exponentials.WithoutFloor(Output) }.Where(value => value.Kind == ValueKind.Read && value.Operands.Last().Contains(Sum.Operands[0])))
        {
            yield return read.Operands.Length == 2 ? read.Operands[0] : new(ValueKind.Read, read.Operands.RemoveAt(read.Operands.Length - 1));
        }
    }

    /// <summary>The target and the probability of t log p, or of the logarithm where a target is not 0.</summary>
    private static (Value Target, Value Output)? Logarithm(Value term, Value position)
    {
        if (term is { Kind: ValueKind.Choice, Operands: [{ Operands: [var asked] } condition, var yes, var no] } && (yes.Is(0) || no.Is(0)))
        {
            var rest = yes.Is(0) ? no : yes;
            return rest is { Kind: ValueKind.Log, Operands: [var only] } && condition.Kind != ValueKind.NaN && TargetIn(asked, position) is { } target && !only.Contains(target) && only.Contains(position)
                ? (target, only)
                : Logarithm(rest, position);
        }

        return term is { Kind: ValueKind.Multiply, Operands: [var left, var right] } && (left.Kind == ValueKind.Log ? (right, left) : (left, right)) is var (factor, logarithm)
            && logarithm is { Kind: ValueKind.Log, Operands: [var probability] } && factor.Contains(position) && probability.Contains(position) && TargetIn(factor, position) is { } read && !probability.Contains(read)
                ? (factor, probability)
                : null;
    }

    private static Value Negated(Value term)
        => term.Kind == ValueKind.Choice ? Algebra.Choice(term.Operands[0], Negated(term.Operands[1]), Negated(term.Operands[2])) : Algebra.Negate(term);

    private static Value? TargetIn(Value factor, Value position)
        => Algebra.Terms(factor).Select(term => term.Kind is ValueKind.Negate or ValueKind.Not or ValueKind.Zero ? term.Operands[0] : term).FirstOrDefault(term => term.Kind == ValueKind.Read && term.Contains(position));

    /// <summary>Whether the two add up to 1, apart from an epsilon.</summary>
    private static bool IsComplement(Value left, Value right)
        => Algebra.Add(left, right) is { Kind: ValueKind.Constant, Number: > 0.99 and < 1.01 }
            || Algebra.Add(Exponentials.WithoutFloor(left), Exponentials.WithoutFloor(right)) is { Kind: ValueKind.Constant, Number: > 0.99 and < 1.01 };
}
