namespace LossKernels.Analyzers.Values;

/// <summary>A derivative p (1 - p) of an output p by its own score, times what comes from behind it.</summary>
/// <param name="Output">p.</param>
/// <param name="Activation">Softmax or sigmoid.</param>
/// <param name="Upstream">The other factors, but constants.</param>
internal sealed record ActivationSlope(Value Output, ValueKind Activation, IReadOnlyList<Value> Upstream)
{
    /// <summary>The derivative that a value is, in each form that people write it in; null for any other value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="activationOf">Which activation a value is the output of.</param>
    public static ActivationSlope? Of(Value value, Func<Value, ValueKind?> activationOf)
    {
        value = value.Kind == ValueKind.Negate ? value.Operands[0] : value;

        // p - p * p
        if (value is { Kind: ValueKind.Add, Operands: [var left, var right] } && Output(left.Kind == ValueKind.Negate ? right : left) is var (minuend, kind)
            && (left.Kind == ValueKind.Negate ? left : right).Equals(Algebra.Negate(Algebra.Multiply(minuend, minuend))))
        {
            return new(minuend, kind, []);
        }

        var (dividend, divisor) = value.Kind == ValueKind.Divide ? (value.Operands[0], value.Operands[1]) : (value, Algebra.One);
        var factors = Algebra.Factors(dividend).Where(factor => factor.Kind != ValueKind.Constant).ToList();
        var divisors = Algebra.Factors(divisor).ToList();
        foreach (var factor in factors.Where(factor => factor.Kind == ValueKind.Add))
        {
            // p * (1 - p), and e * (s - e) / (s * s) for p = e / s.
            if (Output(Algebra.Subtract(Algebra.One, factor)) is var (output, activation) && Without(factors, divisors, factor, output) is { } upstream)
            {
                return new(output, activation, upstream);
            }

            if (factors.FirstOrDefault(other => other.Kind == ValueKind.Exp) is { } exponential && Algebra.Add(factor, exponential) is { Kind: ValueKind.Sum } sum
                && divisors.Count(sum.Equals) == 2 && Output(Algebra.Divide(exponential, sum)) is var (share, softmax))
            {
                return new(share, softmax, [.. factors.Where(other => !ReferenceEquals(other, factor) && !ReferenceEquals(other, exponential))]);
            }
        }

        return null;

        (Value Output, ValueKind Activation)? Output(Value output)
            => output.Kind is ValueKind.Constant or ValueKind.Input ? null : activationOf(output) is (ValueKind.Softmax or ValueKind.Sigmoid) and var activation ? (output, activation) : null;
    }

    /// <summary>The factors that are left when one and the output are taken out; null if the output is not there.</summary>
    private static IReadOnlyList<Value>? Without(List<Value> factors, List<Value> divisors, Value factor, Value output)
    {
        var rest = factors.Where(other => !ReferenceEquals(other, factor)).ToList();
        if (output.Kind != ValueKind.Divide)
        {
            return rest.Remove(output) ? rest : null;
        }

        // A quotient is spread over the product.
        return (output.Operands[0].Is(1) || rest.Remove(output.Operands[0])) && Algebra.Factors(output.Operands[1]).All(divisors.Contains) ? rest : null;
    }
}
