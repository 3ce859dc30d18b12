using System.Collections.Immutable;
using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>
/// Loops. The body is run for one position that stands for all. What a variable or place holds when an iteration begins has a name of its own
/// (<see cref="ValueKind.Carried"/>); what it holds at the end says whether it adds up, is the largest so far, or is something else.
/// </summary>
internal sealed partial class Evaluator
{
    private void Loop(ILoopOperation loop)
    {
        switch (loop)
        {
            case IForLoopOperation counted:
                ExecuteAll(counted.Before);
                Iterate(Assigned(counted), _ => { }, () =>
                {
                    Execute(counted.Body);
                    ResumeContinued();
                    ExecuteAll(counted.AtLoopBottom);
                }, counted.Condition, isPosition: StartsAtPositions(counted));
                break;
            case IWhileLoopOperation loopWhile:
                Iterate(Assigned(loopWhile), _ => { }, () =>
                {
                    Execute(loopWhile.Body);
                    ResumeContinued();
                }, loopWhile.ConditionIsTop ? loopWhile.Condition : null);
                break;
            case IForEachLoopOperation each:
                var collection = Evaluate(each.Collection);
                Iterate(
                    Assigned(each),
                    index =>
                    {
                        foreach (var variable in each.Locals)
                        {
                            Set(variable, Element(collection, [index]));
                        }
                    },
                    () =>
                    {
                        Execute(each.Body);
                        ResumeContinued();
                    },
                    null,
                    CountOf(collection));
                break;
        }
    }

    /// <summary>What the iterations that were cut short by <c>continue</c> hold joins what the others hold.</summary>
    private void ResumeContinued()
    {
        foreach (var state in _continued.Peek())
        {
            var condition = state.Conditions.LastOrDefault() ?? Algebra.Unknown();
            _state = State.Join(condition, state, _state, _state.Conditions.IsEmpty ? [] : _state.Conditions);
        }

        _continued.Peek().Clear();
    }

    /// <param name="assigned">What the body assigns, and whether it counts.</param>
    /// <param name="begin">Sets what an iteration is of.</param>
    /// <param name="body">The body.</param>
    /// <param name="condition">What is asked before each iteration.</param>
    /// <param name="count">How many iterations there are, where a collection says it.</param>
    /// <param name="isPosition">Whether its counters are surely not negative.</param>
    private void Iterate(IReadOnlyDictionary<ISymbol, bool> assigned, Action<Value> begin, Action body, IOperation? condition, Value? count = null, bool isPosition = false)
    {
        var before = _state;
        if (_loops.Count >= MaximumLoopDepth)
        {
            foreach (var variable in assigned.Keys)
            {
                _state = _state.With(variable, Algebra.Unknown());
            }

            return;
        }

        var index = Algebra.NewIndex(isPosition);
        _loops.Add(index);

        // First to find what the body writes to, then for what it computes.
        _silent++;
        Run([]);
        _silent--;
        var written = WrittenIn(before, _state, index);
        Run(written);
        var after = _state;
        _loops.RemoveAt(_loops.Count - 1);
        _state = Close(before, after, index, assigned, written, count);

        void Run(IReadOnlyList<(Value Root, Write Write)> places)
        {
            _state = before;
            foreach (var variable in assigned)
            {
                // A counter is the position; one that the body declares anew begins there.
                var start = variable.Value ? index : Carried(variable.Key, index, []);
                _state = _state.With(variable.Key, start);
            }

            foreach (var (root, write) in places)
            {
                _state = _state.With(root, write with { Content = Carried(root, index, write.Path), Version = Algebra.NextId() });
            }

            begin(index);
            _continued.Push([]);
            if (condition is not null)
            {
                count = CountOf(condition, Evaluate(condition), index, before);
            }

            body();
            _continued.Pop();
        }
    }

    private static Value Carried(object what, Value loop, ImmutableArray<Value> path)
        => what is Value root ? new(ValueKind.Carried, path.Insert(0, root), id: loop.Id) : new(ValueKind.Carried, path, tag: what, id: loop.Id);

    /// <summary>Writes that go to the same place in every iteration: what is there is carried from one to the next.</summary>
    private static IReadOnlyList<(Value Root, Write Write)> WrittenIn(State before, State after, Value index)
    {
        var written = new List<(Value, Write)>();
        foreach (var entry in after.Memory)
        {
            // An object that the iteration makes itself carries nothing.
            if (entry.Key.Kind == ValueKind.New && !before.Memory.ContainsKey(entry.Key))
            {
                continue;
            }

            var known = before.WritesTo(entry.Key);
            foreach (var write in entry.Value.Where(write => !known.Contains(write) && write.Content is not null && !write.DependsOn(index)))
            {
                if (written.Count < 32 && !written.Any(other => other.Item1.Equals(entry.Key) && other.Item2.Path.SequenceEqual(write.Path)))
                {
                    written.Add((entry.Key, write));
                }
            }
        }

        return written;
    }

    private State Close(State before, State after, Value index, IReadOnlyDictionary<ISymbol, bool> assigned, IReadOnlyList<(Value Root, Write Write)> written, Value? count)
    {
        var closed = before;
        foreach (var variable in assigned)
        {
            var start = before.Variables.TryGetValue(variable.Key, out var held) ? held : Algebra.Input(variable.Key);
            var end = after.Variables.TryGetValue(variable.Key, out var last) ? last : start;
            closed = closed.With(variable.Key, variable.Value ? Algebra.Unknown() : Total(start, Carried(variable.Key, index, []), end, index, count));
        }

        foreach (var entry in after.Memory)
        {
            var known = before.WritesTo(entry.Key);
            foreach (var write in entry.Value.Where(write => !known.Contains(write)))
            {
                closed = closed.With(entry.Key, Close(before, entry.Key, write, index, written, count));
            }
        }

        return closed;
    }

    private static Write Close(State before, Value root, Write write, Value index, IReadOnlyList<(Value Root, Write Write)> written, Value? count)
    {
        if (write.Content is null)
        {
            return write;
        }

        if (write.DependsOn(index))
        {
            // Each iteration has a place of its own; what it read of an earlier one's is not known here.
            var content = IsCarried(write.Content, index) ? Algebra.Unknown() : write.Content;
            return write with { Bound = write.Bound.Add(index.Id), Content = content };
        }

        var carried = Carried(root, index, write.Path);
        var isCarried = written.Any(place => place.Root.Equals(root) && place.Write.Path.SequenceEqual(write.Path));
        return write with
        {
            Content = isCarried ? Total(before.Read(new(root, write.Path)), carried, write.Content, index, count) : write.Content,
            Version = Algebra.NextId(),
        };
    }

    private static bool IsCarried(Value value, Value index) => value.Any(part => part.Kind == ValueKind.Carried && part.Id == index.Id);

    /// <summary>What a variable holds after the loop, from what it held when an iteration began and when it ended.</summary>
    private static Value Total(Value start, Value carried, Value end, Value index, Value? count)
    {
        if (end.Equals(carried))
        {
            return start;
        }

        if (Added(end, carried) is { } added && !IsCarried(added, index))
        {
            return Algebra.Add(start, SumOver(index, added, count));
        }

        if (end.Kind is ValueKind.Max or ValueKind.Min && end.Operands.Contains(carried))
        {
            var others = end.Operands.Remove(carried);
            var other = end.Kind == ValueKind.Max ? Algebra.Max([.. others]) : Algebra.Min([.. others]);
            if (!IsCarried(other, index))
            {
                var extreme = Algebra.Over(end.Kind == ValueKind.Max ? ValueKind.Largest : ValueKind.Smallest, index, other);
                return start is { Kind: ValueKind.Constant, Number: < -1e30 or > 1e30 } || Substitution.IsElement(start, extreme) ? extreme
                    : end.Kind == ValueKind.Max ? Algebra.Max(start, extreme) : Algebra.Min(start, extreme);
            }
        }

        // What the last iteration left, or a value that each makes from the one before.
        return Algebra.Unknown();
    }

    /// <summary>What an iteration adds to what was carried into it, or null if it does something else.</summary>
    private static Value? Added(Value end, Value carried)
    {
        switch (end.Kind)
        {
            case ValueKind.Carried when end.Equals(carried):
                return Algebra.Zero;
            case ValueKind.Add when end.Operands.Contains(carried):
                return Algebra.Subtract(end, carried);
            case ValueKind.Choice when Added(end.Operands[1], carried) is { } yes && Added(end.Operands[2], carried) is { } no:
                return Algebra.Choice(end.Operands[0], yes, no);
            default:
                return null;
        }
    }

    /// <summary>The sum over a loop; a sum of terms that have different signs is told apart, so that a negated sum is a negated sum.</summary>
    private static Value SumOver(Value index, Value term, Value? count) => term.Kind == ValueKind.Negate
        ? Algebra.Negate(Algebra.Over(ValueKind.Sum, index, term.Operands[0], count))
        : term.Is(0) ? Algebra.Zero : Algebra.Over(ValueKind.Sum, index, term, count);
}
