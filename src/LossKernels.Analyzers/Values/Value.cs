using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Values;

/// <summary>
/// What an expression computes, as a term over the method's inputs: equal terms are equal numbers. Made by <see cref="Algebra"/>,
/// which brings terms into one form.
/// </summary>
internal sealed class Value : IEquatable<Value>
{
    /// <summary>A larger term says nothing to any rule, and following it would cost.</summary>
    public const int MaximumSize = 600;

    private readonly int _hash;

    public Value(ValueKind kind, ImmutableArray<Value> operands, double number = 0, object? tag = null, int id = 0, Value? count = null)
    {
        Count = count;
        Kind = kind;
        Operands = operands;
        Number = number;
        Tag = tag;
        Id = id;
        var hash = (((int)kind * 397) ^ number.GetHashCode()) * 31 + id;
        hash = hash * 31 + (tag is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : tag?.GetHashCode() ?? 0);
        Size = 1;
        foreach (var operand in operands)
        {
            hash = hash * 31 + operand._hash;
            Size = Math.Min(Size + operand.Size, int.MaxValue / 2);
            Depth = Math.Max(Depth, operand.Depth);
        }

        if (kind is ValueKind.Sum or ValueKind.Largest or ValueKind.Smallest or ValueKind.Sequence)
        {
            Depth++;
        }

        _hash = hash;
    }

    public ValueKind Kind { get; }

    public ImmutableArray<Value> Operands { get; }

    public double Number { get; }

    public object? Tag { get; }

    public int Id { get; }

    /// <summary>
    /// How many positions a sum or a sequence goes over, where the code says it. It is no part of what the sum is: the same sum is the same, however the code tells
    /// where it ends.
    /// </summary>
    public Value? Count { get; }

    /// <summary>Nodes of the term.</summary>
    public int Size { get; }

    /// <summary>Reductions and sequences, one within the other: what the next bound index is numbered by.</summary>
    public int Depth { get; }

    public bool Is(double number) => Kind == ValueKind.Constant && Number == number;

    /// <summary>Whether the term has the other in it.</summary>
    public bool Contains(Value other) => Any(other.Equals);

    public bool Any(Func<Value, bool> predicate)
    {
        if (predicate(this))
        {
            return true;
        }

        foreach (var operand in Operands)
        {
            if (operand.Any(predicate))
            {
                return true;
            }
        }

        return false;
    }

    public bool Equals(Value? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || _hash != other._hash || Kind != other.Kind || Id != other.Id || Operands.Length != other.Operands.Length
            || !Number.Equals(other.Number) || !SameTag(Tag, other.Tag))
        {
            return false;
        }

        for (var i = 0; i < Operands.Length; i++)
        {
            if (!Operands[i].Equals(other.Operands[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Value);

    public override int GetHashCode() => _hash;

    public override string ToString() => Kind switch
    {
        ValueKind.Constant => Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ValueKind.Index => $"i{Id}",
        ValueKind.Input or ValueKind.Member => ((ISymbol)Tag!).Name,
        _ => $"{Kind}{(Id == 0 ? "" : $"#{Id}")}({string.Join(", ", Operands)})",
    };

    public static bool SameTag(object? left, object? right)
        => left is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, right as ISymbol) : ReferenceEquals(left, right);
}
