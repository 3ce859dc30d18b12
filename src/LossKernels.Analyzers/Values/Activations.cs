namespace LossKernels.Analyzers.Values;

/// <summary>Which values are the outputs of an activation, of a tensor, an array or a number.</summary>
internal static class Activations
{
    /// <summary>Softmax, LogSoftmax or Sigmoid; null for any other value.</summary>
    public static ValueKind? Of(Value value) => value.Kind switch
    {
        ValueKind.Softmax or ValueKind.LogSoftmax => value.Kind,
        _ when Probabilities.LogitOf(value) is not null => ValueKind.Sigmoid,
        _ when SumOf(value) is not null => ValueKind.Softmax,
        _ => null,
    };

    /// <summary>What a softmax or log-softmax is of; null for any other value.</summary>
    public static Value? InputOf(Value value) => value.Kind is ValueKind.Softmax or ValueKind.LogSoftmax ? value.Operands[0]
        : SumOf(value) is { } sum && Exponentials.SummedBy(sum) is { Operands: [var exponent] }
            && Algebra.Terms(exponent).Where(term => term.Contains(sum.Operands[0])).ToArray() is [var only]
                ? only
                : null;

    /// <summary>Whether a softmax or log-softmax is of a softmax along the same axis.</summary>
    public static bool IsTwice(Value value) => InputOf(value) is { } input
        && (value.Kind is ValueKind.Softmax or ValueKind.LogSoftmax
            ? (input is { Kind: ValueKind.Softmax, Operands: [_, var inner, ..] } && value.Operands is [_, var axis, ..] && inner.Equals(axis)) || SumOf(input) is not null
            : SumOf(value) is { } sum && SumOf(input) is { } other && !other.Contains(sum.Operands[0]));

    /// <summary>The sum that a softmax by hand divides by; null where it is scaled, as by a temperature.</summary>
    private static Value? SumOf(Value value) => value is { Kind: ValueKind.Divide, Operands: [{ Kind: ValueKind.Exp }, _] } ? Exponentials.NormalizedBy(value) : null;

    /// <summary>The activation's name, in the words of messages.</summary>
    public static string NameOf(ValueKind activation) => activation switch
    {
        ValueKind.Softmax => "softmax",
        ValueKind.LogSoftmax => "log-softmax",
        _ => "sigmoid",
    };
}
