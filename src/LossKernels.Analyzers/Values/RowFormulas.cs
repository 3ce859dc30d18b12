using LossKernels.Analyzers.Tracking;

namespace LossKernels.Analyzers.Values;

/// <summary>Softmax, log-softmax and cross-entropy of a row of scores, in whatever way they are written: any shift that is the same for all classes cancels out.</summary>
/// <param name="scores">The row, as it was when the method began.</param>
internal sealed class RowFormulas(Value scores)
{
    /// <summary>Whether a value is exp(z[at] - c) / sum exp(z - c).</summary>
    public bool IsSoftmax(Value value, Value at)
        => value is { Kind: ValueKind.Divide, Operands: [{ Kind: ValueKind.Exp, Operands: [var exponent] }, var sum] }
            && ShiftOf(sum) is { } shift
            && Algebra.Subtract(exponent, Score(at)).Equals(shift)
            && !shift.Contains(at);

    /// <summary>Whether a value is z[at] - c - log sum exp(z - c), or the logarithm of the softmax.</summary>
    public bool IsLogSoftmax(Value value, Value at) => IsCrossEntropy(Algebra.Negate(value), at);

    /// <summary>Whether a value is c + log sum exp(z - c) - z[label], or the negated logarithm of the softmax at the label.</summary>
    public bool IsCrossEntropy(Value value, Value label)
    {
        if (value is { Kind: ValueKind.Negate, Operands: [{ Kind: ValueKind.Log, Operands: [var probability] }] } && IsSoftmax(probability, label))
        {
            return true;
        }

        var logSumExp = Algebra.Add(value, Score(label));
        return Algebra.Terms(logSumExp).FirstOrDefault(term => term.Kind == ValueKind.Log) is { Operands: [var sum] } logarithm
            && ShiftOf(sum) is { } shift
            && Algebra.Negate(shift).Equals(Algebra.Subtract(logSumExp, logarithm))
            && !shift.Contains(label);
    }

    /// <summary>What is added to each score before its exponential is summed, or null if the sum is of anything else.</summary>
    private Value? ShiftOf(Value sum)
        => sum is { Kind: ValueKind.Sum, Operands: [var index, { Kind: ValueKind.Exp, Operands: [var exponent] }] }
            && Algebra.Subtract(exponent, Score(index)) is var shift && !shift.Contains(index)
            ? shift
            : null;

    private Value Score(Value at) => Place.Of(scores, [at]).Held(0);
}
