using System.Collections.Immutable;
using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tracking;

/// <summary>What variables and memory hold at one point of a method, and the conditions under which it is reached.</summary>
internal sealed record State
{
    public static readonly State Empty = new();

    public ImmutableDictionary<ISymbol, Value> Variables { get; init; } = ImmutableDictionary.Create<ISymbol, Value>(SymbolEqualityComparer.Default);

    /// <summary>What was written into each object, oldest first.</summary>
    public ImmutableDictionary<Value, ImmutableList<Write>> Memory { get; init; } = ImmutableDictionary<Value, ImmutableList<Write>>.Empty;

    public ImmutableArray<Value> Conditions { get; init; } = [];

    /// <summary>Whether the next statement is reached: not after a return, throw, break or continue.</summary>
    public bool IsReached { get; init; } = true;

    public State With(ISymbol variable, Value value) => this with { Variables = Variables.SetItem(variable, value) };

    public State Under(Value condition) => this with { Conditions = Conditions.Add(condition) };

    public ImmutableList<Write> WritesTo(Value root) => Memory.TryGetValue(root, out var writes) ? writes : [];

    public State With(Place place, Value? content) => With(place.Root, new Write(place.Path, [], content, Algebra.NextId()));

    public State With(Value root, Write write)
    {
        var writes = WritesTo(root);

        // The same place again: what was there is gone.
        if (writes.Count > 0 && writes[writes.Count - 1] is { Bound.IsEmpty: true } last && last.Path.SequenceEqual(write.Path))
        {
            writes = writes.RemoveAt(writes.Count - 1);
        }

        return this with { Memory = Memory.SetItem(root, writes.Add(write)) };
    }

    public Value Read(Place place)
    {
        var writes = WritesTo(place.Root);
        for (var i = writes.Count - 1; i >= 0; i--)
        {
            var write = writes[i];
            if (write.Content is null)
            {
                if (write.Path.Length <= place.Path.Length && write.Matches([.. place.Path.Take(write.Path.Length)], out _))
                {
                    return place.Held(write.Version);
                }
            }
            else if (write.Path.Length == place.Path.Length)
            {
                if (write.Matches(place.Path, out var positions))
                {
                    return Substitution.Replace(write.Content, value => value.Kind == ValueKind.Index && positions.TryGetValue(value.Id, out var at) ? at : null);
                }

                if (!write.IsApartFrom(place.Path))
                {
                    return place.Held(write.Version);
                }
            }
        }

        return place.Held(0);
    }

    /// <summary>The state after a branch: what both sides agree on, and a choice where they do not.</summary>
    public static State Join(Value condition, State yes, State no, ImmutableArray<Value> conditions)
    {
        if (!yes.IsReached || !no.IsReached)
        {
            // The conditions of the side that goes on hold from here.
            return yes.IsReached ? yes : no;
        }

        var variables = yes.Variables;
        foreach (var variable in yes.Variables.Keys.Concat(no.Variables.Keys).Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>())
        {
            if (!yes.Variables.TryGetValue(variable, out var left) | !no.Variables.TryGetValue(variable, out var right))
            {
                // Declared within one branch, or an input that the other did not change.
                if (variable is ILocalSymbol)
                {
                    variables = variables.SetItem(variable, (left ?? right)!);
                    continue;
                }
            }

            variables = variables.SetItem(variable, Algebra.Choice(condition, left ?? Algebra.Input(variable), right ?? Algebra.Input(variable)));
        }

        var joined = yes with { Variables = variables, Conditions = conditions };
        foreach (var root in yes.Memory.Keys.Concat(no.Memory.Keys).Distinct())
        {
            joined = joined.JoinMemory(condition, root, yes, no);
        }

        return joined;
    }

    private State JoinMemory(Value condition, Value root, State yes, State no)
    {
        var (left, right) = (yes.WritesTo(root), no.WritesTo(root));
        var common = left.Zip(right, ReferenceEquals).TakeWhile(isSame => isSame).Count();
        if (common == left.Count && common == right.Count)
        {
            return this;
        }

        var writes = left.GetRange(0, common);
        foreach (var write in left.Skip(common).Concat(right.Skip(common)))
        {
            var place = new Place(root, write.Path);
            writes = writes.Add(write.Content is null
                ? write
                : write with { Content = Algebra.Choice(condition, yes.Read(place), no.Read(place)), Version = Algebra.NextId() });
        }

        return this with { Memory = Memory.SetItem(root, writes) };
    }
}
