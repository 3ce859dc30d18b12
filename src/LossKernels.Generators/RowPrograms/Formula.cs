namespace LossKernels.Generators.RowPrograms;

/// <summary>The functions of a formula, for <c>using static</c>.</summary>
internal static class Formula
{
    /// <inheritdoc cref="Operation.Abs"/>
    public static Value Abs(Value value) => value.Apply(Operation.Abs, value);

    /// <inheritdoc cref="Operation.Exp"/>
    public static Value Exp(Value value) => value.Apply(Operation.Exp, value);

    /// <inheritdoc cref="Operation.Log1p"/>
    public static Value Log1p(Value value) => value.Apply(Operation.Log1p, value);

    /// <inheritdoc cref="Operation.Phi2"/>
    public static Value Phi2(Value value) => value.Apply(Operation.Phi2, value);

    /// <summary>exp(x) - 1 of an argument within -1 to 1, which keeps its digits however small x is.</summary>
    public static Value Expm1NearZero(Value value) => value + (value * (value * Phi2(value)));

    /// <summary>What the rounding of <paramref name="difference"/> = left - right lost, exactly (Knuth, volume 2, theorem 4.2.2B); 0 where nothing is rounded.</summary>
    public static Value Lost(Value left, Value right, Value difference)
    {
        var minusRight = difference - left;
        return left - (difference - minusRight) - (right + minusRight);
    }

    /// <inheritdoc cref="Operation.Less"/>
    public static Value IsLess(Value left, Value right) => left.Apply(Operation.Less, left, right);

    /// <inheritdoc cref="Operation.Equal"/>
    public static Value AreEqual(Value left, Value right) => left.Apply(Operation.Equal, left, right);

    /// <inheritdoc cref="Operation.Select"/>
    public static Value Select(Value condition, Value whenTrue, Value whenFalse)
        => condition.Apply(Operation.Select, condition, whenTrue, whenFalse);
}
