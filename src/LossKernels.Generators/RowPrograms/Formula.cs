namespace LossKernels.Generators.RowPrograms;

/// <summary>The functions of a formula, for <c>using static</c>.</summary>
internal static class Formula
{
    /// <inheritdoc cref="Operation.Exp"/>
    public static Value Exp(Value value) => value.Apply(Operation.Exp, value);

    /// <inheritdoc cref="Operation.Log1p"/>
    public static Value Log1p(Value value) => value.Apply(Operation.Log1p, value);

    /// <inheritdoc cref="Operation.Equal"/>
    public static Value AreEqual(Value left, Value right) => left.Apply(Operation.Equal, left, right);

    /// <inheritdoc cref="Operation.Select"/>
    public static Value Select(Value condition, Value whenTrue, Value whenFalse)
        => condition.Apply(Operation.Select, condition, whenTrue, whenFalse);
}
