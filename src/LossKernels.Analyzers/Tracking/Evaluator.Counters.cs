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
}
