using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Calls;

/// <summary>A loop that makes a call exactly once in each iteration, from the first to the last, and how much variables grow from one to the next.</summary>
internal sealed class RowLoop
{
    private readonly ILoopOperation _loop;
    private readonly Assignments _assignments;

    private RowLoop(ILoopOperation loop) => (_loop, _assignments) = (loop, Assignments.Around(loop));

    /// <summary>What runs in each iteration.</summary>
    public IOperation Body => _loop.Body;

    /// <summary>The nearest loop around a call; null where it may leave out the call, or end before the last iteration.</summary>
    public static RowLoop? Around(IOperation call)
        => LoopAround(call) is { } loop && !loop.Body.Descendants().Any(operation => MayLeave(operation, loop)) ? new(loop) : null;

    /// <summary>By how much an expression grows from one iteration to the next; null where that is not known.</summary>
    public long? StepOf(LinearForm? form)
    {
        if (form is null)
        {
            return null;
        }

        long step = 0;
        foreach (var term in form.Terms)
        {
            if (StepOf(term.Key) is not { } own)
            {
                return null;
            }

            step += own * term.Value;
        }

        return step;
    }

    /// <summary>Whether an expression is the same in all iterations: a constant, or a variable from outside the loop that is not assigned in it.</summary>
    public bool IsFixed(IOperation operation)
    {
        operation = SpanTypes.Unwrap(operation);
        return operation switch
        {
            { ConstantValue.HasValue: true } => true,
            IConversionOperation conversion => IsFixed(conversion.Operand),
            IFieldReferenceOperation { Field.IsReadOnly: true, Instance: null or IInstanceReferenceOperation } => true,
            _ => Assignments.VariableOf(operation) is { } variable && !IsDeclaredWithin(variable) && !WritesOf(variable).Any(),
        };
    }

    /// <summary>What a local that an iteration assigns once holds; any other expression as it is.</summary>
    public IOperation Resolve(IOperation operation)
    {
        for (var steps = 0; steps < Integers.MaximumSteps; steps++)
        {
            operation = SpanTypes.Unwrap(operation);
            if (operation is not ILocalReferenceOperation { Local: var local } || !IsDeclaredWithin(local) || _assignments.OnlyValueOf(local) is not { } value)
            {
                break;
            }

            operation = value;
        }

        return operation;
    }

    /// <summary>Whether a collection is the same in all iterations, and nothing in the loop writes its elements, or could.</summary>
    public bool IsOnlyRead(IOperation collection)
    {
        collection = SpanTypes.Unwrap(collection);
        var symbol = SymbolOf(collection);
        return IsFixed(collection) && Body.Descendants().Where(operation => SymbolEqualityComparer.Default.Equals(SymbolOf(operation), symbol)).All(ElementAccess.IsRead);
    }

    /// <summary>The local, parameter or field that an operation names.</summary>
    public static ISymbol? SymbolOf(IOperation operation) => operation is IFieldReferenceOperation field ? field.Field : Assignments.VariableOf(operation);

    /// <summary>Whether the loop runs over the elements of an array or span, which a variable holds in turn.</summary>
    public bool IsElement(IOperation operation) => operation is ILocalReferenceOperation local
        && _loop is IForEachLoopOperation each
        && each.Locals.Contains(local.Local, SymbolEqualityComparer.Default)
        && SpanTypes.IsArrayOrSpan(((each.Collection as IConversionOperation)?.Operand ?? each.Collection).Type);

    private long? StepOf(ISymbol variable)
    {
        var writes = WritesOf(variable).ToArray();
        if (writes.Length == 0)
        {
            return !IsDeclaredWithin(variable) ? 0 : IsRangeVariable(variable) ? 1 : null;
        }

        return writes is [var only] && (only.Parent == _loop || LoopAround(only) == _loop) ? only switch
        {
            IVariableInitializerOperation initializer when !Integers.FormOf(initializer.Value)?.Terms.ContainsKey(variable) == true => StepOf(Integers.FormOf(initializer.Value)),
            IIncrementOrDecrementOperation increment => increment.Kind == OperationKind.Increment ? 1 : -1,
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } assignment => Integers.NumberOf(assignment.Value),
            ISimpleAssignmentOperation assignment => Integers.FormOf(assignment.Value)?.Minus(LinearForm.Of(variable))?.Number,
            _ => null,
        }
        : null;
    }

    /// <summary>Whether a variable counts the numbers of <c>Enumerable.Range</c>.</summary>
    private bool IsRangeVariable(ISymbol variable) => _loop is IForEachLoopOperation each
        && each.Locals.Contains(variable, SymbolEqualityComparer.Default)
        && each.Collection.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault() is { TargetMethod: { Name: "Range", ContainingType.Name: "Enumerable" } };

    /// <summary>Where an iteration assigns a variable; what a <c>for</c> does before the first does not count.</summary>
    private IEnumerable<IOperation> WritesOf(ISymbol variable) => _assignments.Within(_loop, variable)
        .Where(write => _loop is not IForLoopOperation loop || !loop.Before.Any(before => before.Syntax.Span.Contains(write.Syntax.Span)));

    private bool IsDeclaredWithin(ISymbol variable)
        => variable.DeclaringSyntaxReferences.Any(declared => Body.Syntax.Span.Contains(declared.Span))
            || (_loop is IForEachLoopOperation each && each.Locals.Contains(variable, SymbolEqualityComparer.Default));

    /// <summary>The nearest loop that runs an operation once in each iteration that comes so far; null where a condition is between them.</summary>
    private static ILoopOperation? LoopAround(IOperation operation)
    {
        for (var child = operation; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case ILoopOperation loop:
                    return loop.Body == child || (loop is IForLoopOperation { AtLoopBottom: var bottom } && bottom.Contains(child)) ? loop : null;
                case IConditionalOperation conditional when conditional.Condition != child:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary when binary.LeftOperand != child:
                case ICoalesceOperation coalesce when coalesce.Value != child:
                case ISwitchOperation choice when choice.Value != child:
                case ISwitchExpressionOperation expression when expression.Value != child:
                case IConditionalAccessOperation or ICoalesceAssignmentOperation or ITryOperation or IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
            }
        }

        return null;
    }

    private static bool MayLeave(IOperation operation, ILoopOperation loop) => operation switch
    {
        IBranchOperation { BranchKind: BranchKind.GoTo } => true,
        IBranchOperation branch => branch.GetCorrespondingOperation() is not { } target || target == loop,
        IReturnOperation or IThrowOperation or IAwaitOperation => true,
        _ => false,
    };
}
