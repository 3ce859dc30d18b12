using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Calls;

/// <summary>What is done with the elements of an array or span where it is named.</summary>
internal static class ElementAccess
{
    /// <summary>Whether its elements are only read there; not where it is handed on to what may write them.</summary>
    public static bool IsRead(IOperation reference) => reference.Parent switch
    {
        IParenthesizedOperation parent => IsRead(parent),
        IConversionOperation parent => SpanTypes.IsReadOnlySpan(parent.Type) || ((SpanTypes.IsSpan(parent.Type) || parent.Parent is IForEachLoopOperation) && IsRead(parent)),
        IPropertyReferenceOperation { Property: { IsIndexer: false, Name: "Length" or "IsEmpty" } } => true,
        IPropertyReferenceOperation { Property.IsIndexer: true } element => IsValueRead(element),
        IArrayElementReferenceOperation { Indices: [IRangeOperation] } => true,
        IArrayElementReferenceOperation element => element.ArrayReference == reference && IsValueRead(element),
        IImplicitIndexerReferenceOperation { Argument: IRangeOperation } part => part.Instance == reference && IsRead(part),
        IImplicitIndexerReferenceOperation element => IsValueRead(element),
        IInvocationOperation { TargetMethod.Name: "Slice" } part => part.Instance == reference && (SpanTypes.IsReadOnlySpan(part.Type) || IsRead(part)),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "AsSpan", ContainingType.Name: "MemoryExtensions" } } part } => IsRead(part),
        IArgumentOperation { Parameter: { } parameter } => SpanTypes.IsReadOnlySpan(parameter.Type),
        IForEachLoopOperation loop => loop.Collection == reference && loop.Locals.All(local => local.RefKind == RefKind.None),
        ISpreadOperation => true,

        // Where it is assigned, the elements come from elsewhere.
        ISimpleAssignmentOperation assignment => assignment.Target == reference,
        _ => false,
    };

    private static bool IsValueRead(IOperation element) => element.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target != element,
        IIncrementOrDecrementOperation or IAddressOfOperation or ITupleOperation => false,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => false,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } => false,
        IReturnOperation => false,
        _ => true,
    };
}
