using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Which variables of a loop count its iterations.</summary>
internal sealed partial class Evaluator
{
    /// <summary>What a loop assigns, and by what steps: a variable that only counts is the loop's position.</summary>
    private static IReadOnlyDictionary<ISymbol, bool> Assigned(IOperation loop)
    {
        // What stands before a for loop is no step of it.
        var descendants = loop.ChildOperations
            .Where(child => loop is not IForLoopOperation counted || !counted.Before.Contains(child))
            .SelectMany(child => child.DescendantsAndSelf())
            .ToArray();
        var counts = new Dictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        foreach (var descendant in descendants)
        {
            if (StepOf(descendant) is { } counter)
            {
                counts[counter] = !counts.ContainsKey(counter);
            }
        }

        foreach (var variable in descendants.Where(descendant => StepOf(descendant) is null).SelectMany(AssignedBy))
        {
            counts[variable] = false;
        }

        return counts;
    }

    /// <summary>The variable that the operation moves on by a step of the same size, if that is what it does.</summary>
    private static ISymbol? StepOf(IOperation operation) => operation switch
    {
        IIncrementOrDecrementOperation increment => Variable(increment.Target),
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } step
            when (step.Value.ConstantValue.HasValue || step.Value is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation) && step.Target.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 => Variable(step.Target),
        _ => null,
    };

    /// <summary>Whether all that counts a loop's iterations goes up from where it is not negative.</summary>
    private bool StartsAtPositions(IForLoopOperation loop)
    {
        var steps = loop.AtLoopBottom.Concat([loop.Body]).SelectMany(part => part.DescendantsAndSelf()).Where(operation => StepOf(operation) is not null).ToArray();
        return steps.Length > 0 && steps.All(step => IsUpward(step) && Bounds.Of(Held(StepOf(step)!), []).Low >= 0);
    }

    private static bool IsUpward(IOperation step) => step switch
    {
        IIncrementOrDecrementOperation { Kind: OperationKind.Increment } => true,
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Value.ConstantValue: { HasValue: true, Value: > 0 } } => true,
        _ => false,
    };

    /// <summary>How many elements a collection has, where it is one that the code has a name for.</summary>
    private static Value? CountOf(Value collection) => collection.Kind switch
    {
        ValueKind.Input or ValueKind.Read or ValueKind.New => LengthOf(collection),
        _ => collection.Count,
    };

    /// <summary>
    /// How many iterations there are by what is asked before each: of a counter that goes up by one from where it starts to a bound, or down to one.
    /// </summary>
    private static Value? CountOf(IOperation condition, Value asked, Value index, State before)
    {
        var counters = condition.Descendants().Select(Variable).OfType<ISymbol>()
            .Where(variable => asked.Any(index.Equals) && IsStep(condition.Parent, variable)).Distinct(SymbolEqualityComparer.Default).ToArray();
        if (asked.Kind is not (ValueKind.Negative or ValueKind.NotPositive) || counters is not [{ } counter] || !before.Variables.TryGetValue(counter, out var start))
        {
            return null;
        }

        // index - bound < 0, or bound - index < 0 on the way down.
        var rest = Algebra.Subtract(asked.Operands[0], index);
        var (bound, first) = rest.Contains(index) ? (Algebra.Add(asked.Operands[0], index), start) : (Algebra.Negate(rest), start);
        if (bound.Contains(index))
        {
            return null;
        }

        var count = rest.Contains(index) ? Algebra.Subtract(first, bound) : Algebra.Subtract(bound, first);
        return asked.Kind == ValueKind.NotPositive ? Algebra.Add(count, Algebra.One) : count;
    }

    /// <summary>Whether the loop moves the variable on by one, and by nothing else.</summary>
    private static bool IsStep(IOperation? loop, ISymbol variable)
    {
        var steps = loop?.Descendants().Where(operation => SymbolEqualityComparer.Default.Equals(StepOf(operation), variable)).ToArray() ?? [];
        return steps is [IIncrementOrDecrementOperation] or [ICompoundAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: 1 } }];
    }
}
