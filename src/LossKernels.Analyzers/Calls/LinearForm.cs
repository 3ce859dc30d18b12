using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Calls;

/// <summary>An integer as a constant and multiples of variables: <c>10 * row + 3</c>.</summary>
/// <param name="Constant">What is added.</param>
/// <param name="Terms">What each variable is multiplied by, never 0.</param>
internal sealed record LinearForm(long Constant, ImmutableDictionary<ISymbol, long> Terms)
{
    private static readonly ImmutableDictionary<ISymbol, long> s_none = ImmutableDictionary.Create<ISymbol, long>(SymbolEqualityComparer.Default);

    /// <summary>The number, where no variable is in it and an <c>int</c> holds it.</summary>
    public int? Number => Terms.IsEmpty && Constant is >= int.MinValue and <= int.MaxValue ? (int)Constant : null;

    public static LinearForm Of(long constant) => new(constant, s_none);

    public static LinearForm Of(ISymbol variable) => new(0, s_none.Add(variable, 1));

    public LinearForm Plus(LinearForm other)
    {
        var terms = Terms;
        foreach (var term in other.Terms)
        {
            var factor = (terms.TryGetValue(term.Key, out var own) ? own : 0) + term.Value;
            terms = factor == 0 ? terms.Remove(term.Key) : terms.SetItem(term.Key, factor);
        }

        return new(Constant + other.Constant, terms);
    }

    /// <summary>The difference, or null where what is subtracted is not known.</summary>
    public LinearForm? Minus(LinearForm? other) => other is null ? null : Plus(other.Times(-1));

    /// <summary>The product, or null where both have variables.</summary>
    public LinearForm? Times(LinearForm other)
        => other.Terms.IsEmpty ? Times(other.Constant) : Terms.IsEmpty ? other.Times(Constant) : null;

    private LinearForm Times(long factor)
        => factor == 0 ? Of(0) : new(Constant * factor, Terms.ToImmutableDictionary(term => term.Key, term => term.Value * factor, SymbolEqualityComparer.Default));
}
