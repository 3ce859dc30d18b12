using System.Collections.Immutable;
using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tracking;

/// <summary>A place in memory: an object, and the members and positions that lead from it to the place.</summary>
internal readonly record struct Place(Value Root, ImmutableArray<Value> Path)
{
    /// <summary>Where the object or array lies that a value refers to.</summary>
    public static Place Of(Value value) => value.Kind == ValueKind.Read ? new(value.Operands[0], value.Operands.RemoveAt(0)) : new(value, []);

    /// <summary>The place of an element, of a slice's as of the whole's.</summary>
    public static Place Of(Value collection, ImmutableArray<Value> positions)
    {
        while (collection.Kind == ValueKind.Slice && positions.Length > 0)
        {
            positions = positions.SetItem(0, Algebra.Add(collection.Operands[1], positions[0]));
            collection = collection.Operands[0];
        }

        var place = Of(collection);
        return new(place.Root, place.Path.AddRange(positions));
    }

    public static Place Of(Value instance, ISymbol member)
    {
        var place = Of(instance);
        return new(place.Root, place.Path.Add(Algebra.Member(member)));
    }

    /// <summary>What is there, as far as it was not written since the given version.</summary>
    public Value Held(int version)
        => Path.Sum(step => step.Size) > Value.MaximumSize ? Algebra.Unknown() : new(ValueKind.Read, Path.Insert(0, Root), version);
}

/// <summary>One write into an object.</summary>
/// <param name="Path">Where.</param>
/// <param name="Bound">The indices in the path that stand for any position: those of loops that are over.</param>
/// <param name="Content">What was written there; null where something unknown may have been written below the path.</param>
/// <param name="Version">A number of its own.</param>
internal sealed record Write(ImmutableArray<Value> Path, ImmutableHashSet<int> Bound, Value? Content, int Version)
{
    public bool Matches(ImmutableArray<Value> path, out Dictionary<int, Value> positions)
        => Substitution.Unify(Path, Bound, path, positions = []);

    /// <summary>Whether a path of the same length surely leads elsewhere.</summary>
    public bool IsApartFrom(ImmutableArray<Value> path)
    {
        for (var i = 0; i < Path.Length; i++)
        {
            var (step, other) = (Path[i], path[i]);
            if (step.Kind == ValueKind.Member && other.Kind == ValueKind.Member
                ? !step.Equals(other)
                : !step.Any(IsBound) && Algebra.Subtract(step, other) is { Kind: ValueKind.Constant, Number: not 0 })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the path has the index in it, so that each iteration writes elsewhere.</summary>
    public bool DependsOn(Value index) => Path.Any(step => step.Contains(index));

    private bool IsBound(Value value) => value.Kind == ValueKind.Index && Bound.Contains(value.Id);
}
