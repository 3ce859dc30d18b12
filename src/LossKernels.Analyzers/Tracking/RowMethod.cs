using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>A method that does nothing but compute something from the scores of one row, of a number of classes that is known at compile time.</summary>
/// <param name="Classes">How many classes.</param>
/// <param name="ClassesText">The number, as the code names it.</param>
/// <param name="IsWhole">Whether the scores are known to have that length; else they may be longer.</param>
/// <param name="Guards">How many statements before the computation only throw at bad arguments.</param>
internal sealed record RowMethod(int Classes, string ClassesText, bool IsWhole, int Guards)
{
    /// <summary>The method as such a one; null if it may do anything else, or leaves classes out.</summary>
    public static RowMethod? Of(MethodValues values, IParameterSymbol scores)
    {
        var statements = values.Body is IBlockOperation block ? block.Operations : [values.Body];
        var guards = statements.TakeWhile(IsGuard).Count();
        var operations = statements.Skip(guards).SelectMany(statement => statement.DescendantsAndSelf()).ToArray();
        var known = Bounds.Of(Algebra.Of(ValueKind.Length, Algebra.Input(scores)), values.End.Conditions) is { IsFinite: true } length && length.Low == length.High ? (int)length.Low : default(int?);
        var counts = operations.OfType<ILoopOperation>().Select(loop => CountOf(loop, scores, known)).ToArray();
        if (counts.Contains(null) || (counts.Length == 0 && known is null) || operations.Any(operation => !IsAllowed(operation, values, scores, known is not null)))
        {
            return null;
        }

        var texts = counts.OfType<(int Number, string? Text)>().ToArray();
        return texts.Select(count => count.Number).Concat(known is { } whole ? [whole] : []).Distinct().ToArray() is [>= 2 and var classes]
            ? new(classes, texts.FirstOrDefault(count => count.Text is not null).Text ?? classes.ToString(System.Globalization.CultureInfo.InvariantCulture), known is not null, guards)
            : null;
    }

    /// <summary>Whether an array that the method makes has an element per class, and no more.</summary>
    public bool IsLengthOf(Value array, IParameterSymbol scores) => array.Tag switch
    {
        IArrayCreationOperation { DimensionSizes: [var size] } => size.ConstantValue is { HasValue: true, Value: var number } ? number is int count && count == Classes : IsWhole && IsLength(size, scores),
        IInvocationOperation or null => IsWhole,
        _ => false,
    };

    private static bool IsGuard(IOperation statement) => statement switch
    {
        IConditionalOperation { WhenFalse: null, WhenTrue: IThrowOperation or IBlockOperation { Operations: [IThrowOperation] } } => true,
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: var method } } => method.IsStatic && method.Name.StartsWith("ThrowIf", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>How many positions a loop runs over, from the first; one from the second may only look for the largest.</summary>
    private static (int Number, string? Text)? CountOf(ILoopOperation loop, IParameterSymbol scores, int? known)
    {
        switch (loop)
        {
            case IForEachLoopOperation each when known is { } length && IsParameter(each.Collection, scores):
                return (length, null);
            case IForLoopOperation
            {
                Before: [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Symbol: var counter } declarator] }] }],
                Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan, LeftOperand: ILocalReferenceOperation left, RightOperand: var bound },
                AtLoopBottom: [IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment, Target: ILocalReferenceOperation stepped } }],
            } counted when Is(left, counter) && Is(stepped, counter):
                var start = declarator.GetVariableInitializer()?.Value.ConstantValue;
                if (!(start is { HasValue: true, Value: 0 } || (start is { HasValue: true, Value: 1 } && IsOnlyComparing(counted.Body))))
                {
                    return null;
                }

                return bound.ConstantValue is { HasValue: true, Value: int number } ? (number, bound is IFieldReferenceOperation ? bound.Syntax.ToString() : null)
                    : known is { } all && IsLength(bound, scores) ? (all, null) : null;
            default:
                return null;
        }
    }

    private static bool Is(ILocalReferenceOperation reference, ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(reference.Local, local);

    private static bool IsParameter(IOperation operation, IParameterSymbol parameter)
        => DeferredQuery.Unwrap(operation) is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter);

    private static bool IsLength(IOperation operation, IParameterSymbol scores)
        => operation is IPropertyReferenceOperation { Property.Name: "Length", Instance: { } collection } && IsParameter(collection, scores);

    /// <summary>Whether a loop's body adds and writes nothing, as one that looks for the largest.</summary>
    private static bool IsOnlyComparing(IOperation body) => body.DescendantsAndSelf().All(operation => operation switch
    {
        ICompoundAssignmentOperation or IIncrementOrDecrementOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } => false,
        IInvocationOperation call => call.TargetMethod.Name is "Max" or "MaxNumber",
        ISimpleAssignmentOperation assignment => assignment.Target is ILocalReferenceOperation,
        _ => true,
    });

    /// <summary>Whether an operation has no effect but on the method's variables and the elements of what it is given.</summary>
    private static bool IsAllowed(IOperation operation, MethodValues values, IParameterSymbol scores, bool isWhole) => operation switch
    {
        IBranchOperation or IThrowOperation or ITryOperation or IObjectCreationOperation or IAwaitOperation or IDynamicInvocationOperation => false,
        IReturnOperation => ReferenceEquals(operation.Parent, values.Body) || operation.Parent is IAnonymousFunctionOperation or IBlockOperation { Parent: IAnonymousFunctionOperation },
        IAnonymousFunctionOperation or IMethodReferenceOperation => isWhole,
        IInvocationOperation call => values.Functions.NameOf(call.TargetMethod) is not null
            || (isWhole && DeferredQuery.IsLinq(call.TargetMethod) && call.TargetMethod.Name is "Select" or "Sum" or "Max" or "ToArray"),
        IAssignmentOperation assignment => IsOwn(assignment.Target),
        IIncrementOrDecrementOperation increment => IsOwn(increment.Target),
        IPropertyReferenceOperation { Arguments.Length: 0 } property => IsLength(property, scores),
        _ => true,
    };

    private static bool IsOwn(IOperation target) => target switch
    {
        ILocalReferenceOperation => true,
        IArrayElementReferenceOperation { ArrayReference: ILocalReferenceOperation or IParameterReferenceOperation } => true,
        IPropertyReferenceOperation { Arguments.Length: 1, Instance: ILocalReferenceOperation or IParameterReferenceOperation } => true,
        _ => false,
    };
}
