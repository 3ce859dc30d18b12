using System.Collections.Immutable;

namespace LossKernels.Analyzers.Values;

/// <summary>Replaces parts of terms, and finds what an index must be for one term to become another.</summary>
internal static class Substitution
{
    /// <summary>The term with one value in the place of another.</summary>
    public static Value Replace(Value term, Value what, Value by) => Replace(term, value => value.Equals(what) ? by : null);

    /// <summary>The term with what <paramref name="by"/> returns in the place of each part for which it returns something.</summary>
    public static Value Replace(Value term, Func<Value, Value?> by)
    {
        if (by(term) is { } replaced)
        {
            return replaced;
        }

        if (term.Operands.IsEmpty)
        {
            return term;
        }

        var operands = new Value[term.Operands.Length];
        var isSame = true;
        for (var i = 0; i < operands.Length; i++)
        {
            operands[i] = Replace(term.Operands[i], by);
            isSame &= ReferenceEquals(operands[i], term.Operands[i]);
        }

        var count = term.Count is null ? null : Replace(term.Count, by);
        return isSame && ReferenceEquals(count, term.Count) ? term : Rebuild(term, operands, count);
    }

    /// <summary>
    /// The position that makes <paramref name="body"/> equal to <paramref name="target"/> when it stands for <paramref name="index"/>, or null if
    /// none does. A body without the index equals the target at any position.
    /// </summary>
    public static Value? Position(Value body, Value index, Value target)
    {
        if (!body.Contains(index))
        {
            return body.Equals(target) ? index : null;
        }

        var found = default(Value);
        return Match(body, index, target, ref found) && found is not null ? found : null;
    }

    /// <summary>The element of a reduction or sequence that the target is, or null.</summary>
    public static bool IsElement(Value target, Value over) => Position(over.Operands[1], over.Operands[0], target) is not null;

    /// <summary>Whether paths that are the same length lead to one place for some value of the indices that are bound; what they then are.</summary>
    public static bool Unify(ImmutableArray<Value> pattern, ImmutableHashSet<int> bound, ImmutableArray<Value> path, Dictionary<int, Value> found)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (!Unify(pattern[i], bound, path[i], found))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Unify(Value pattern, ImmutableHashSet<int> bound, Value target, Dictionary<int, Value> found)
    {
        if (pattern.Kind == ValueKind.Index && bound.Contains(pattern.Id))
        {
            if (found.TryGetValue(pattern.Id, out var known))
            {
                return known.Equals(target);
            }

            found[pattern.Id] = target;
            return true;
        }

        if (pattern.Equals(target))
        {
            return true;
        }

        // offset + i is reached by any position: i is what remains.
        if (pattern.Kind == ValueKind.Add)
        {
            var free = pattern.Operands.Where(term => term.Kind == ValueKind.Index && bound.Contains(term.Id) && !found.ContainsKey(term.Id)).ToArray();
            if (free.Length == 1)
            {
                var rest = Algebra.Add([.. pattern.Operands.Where(term => !ReferenceEquals(term, free[0]))]);
                if (!rest.Any(part => part.Kind == ValueKind.Index && bound.Contains(part.Id)))
                {
                    found[free[0].Id] = Algebra.Subtract(target, rest);
                    return true;
                }
            }
        }

        if (pattern.Kind != target.Kind || pattern.Id != target.Id || pattern.Operands.Length != target.Operands.Length || pattern.Operands.IsEmpty
            || !pattern.Number.Equals(target.Number) || !Value.SameTag(pattern.Tag, target.Tag))
        {
            return false;
        }

        return UnifyOperands(pattern, bound, target, found);
    }

    private static bool UnifyOperands(Value pattern, ImmutableHashSet<int> bound, Value target, Dictionary<int, Value> found)
    {
        if (!MayChangePlaces(pattern.Kind))
        {
            return Unify(pattern.Operands, bound, target.Operands, found);
        }

        // What is equal as it stands goes first; what is left is told apart in the order it stands in, or turned round.
        var left = pattern.Operands.Where(operand => !target.Operands.Contains(operand)).ToImmutableArray();
        var right = target.Operands.Where(operand => !pattern.Operands.Contains(operand)).ToImmutableArray();
        if (left.Length != right.Length)
        {
            return false;
        }

        var attempt = new Dictionary<int, Value>(found);
        if (!Unify(left, bound, right, attempt))
        {
            attempt = new Dictionary<int, Value>(found);
            if (!Unify(left, bound, [.. right.Reverse()], attempt))
            {
                return false;
            }
        }

        foreach (var entry in attempt)
        {
            found[entry.Key] = entry.Value;
        }

        return true;
    }

    private static bool Match(Value body, Value index, Value target, ref Value? found)
    {
        var positions = new Dictionary<int, Value>();
        var isMatch = Unify(body, [index.Id], target, positions);
        found = positions.TryGetValue(index.Id, out var position) ? position : null;
        return isMatch;
    }

    private static bool MayChangePlaces(ValueKind kind) => kind is ValueKind.Add or ValueKind.Multiply or ValueKind.Max or ValueKind.Min;

    private static Value Rebuild(Value term, Value[] operands, Value? count) => term.Kind switch
    {
        ValueKind.Negate => Algebra.Negate(operands[0]),
        ValueKind.Add => Algebra.Add(operands),
        ValueKind.Multiply => Algebra.Multiply(operands),
        ValueKind.Divide => Algebra.Divide(operands[0], operands[1]),
        ValueKind.Max => Algebra.Max(operands),
        ValueKind.Min => Algebra.Min(operands),
        ValueKind.Choice => Algebra.Choice(operands[0], operands[1], operands[2]),
        ValueKind.Not => Algebra.Not(operands[0]),
        _ => operands.Sum(operand => (long)operand.Size) > Value.MaximumSize
            ? Algebra.Unknown()
            : new(term.Kind, [.. operands], term.Number, term.Tag, term.Id, count),
    };
}
