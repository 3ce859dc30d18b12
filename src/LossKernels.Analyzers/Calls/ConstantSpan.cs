using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Calls;

/// <summary>One integer of a span that is written out.</summary>
/// <param name="Number">What it is; null where that is not known.</param>
/// <param name="Syntax">Where it is written.</param>
internal readonly record struct ConstantElement(long? Number, SyntaxNode Syntax);

/// <summary>What is known of a span or array at compile time.</summary>
/// <param name="Length">How many elements it has.</param>
/// <param name="Elements">The elements, where they are written out and nothing can have changed them; else the default.</param>
internal sealed record ConstantSpan(int Length, ImmutableArray<ConstantElement> Elements)
{
    /// <summary>More elements than these are not looked at one by one.</summary>
    private const int MostElements = 100_000;

    /// <summary>What is known of the span or array that an expression is; null where not even its length is.</summary>
    /// <param name="operation">The expression.</param>
    /// <param name="steps">How many variables may be followed.</param>
    public static ConstantSpan? Of(IOperation operation, int steps = Integers.MaximumSteps)
    {
        if (steps <= 0)
        {
            return null;
        }

        operation = SpanTypes.Unwrap(operation);
        if (Slicing.Of(operation, steps) is { } slicing)
        {
            return OfPart(slicing, steps);
        }

        // The operation of a stackalloc says nothing: its syntax does.
        return operation.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax { Initializer: { } initializer } => Written(initializer, operation, steps),
            StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [var size] }] } } when operation.SemanticModel?.GetOperation(size) is { } length => OfLength(length, steps),
            ImplicitStackAllocArrayCreationExpressionSyntax { Initializer: var initializer } => Written(initializer, operation, steps),
            _ => operation switch
            {
                IArrayCreationOperation { DimensionSizes: [_], Initializer: { } initializer } => Written(initializer.ElementValues, steps),
                IArrayCreationOperation { DimensionSizes: [var size] } => OfLength(size, steps),
                ICollectionExpressionOperation collection => OfCollection(collection, steps),
                IDefaultValueOperation or IObjectCreationOperation { Arguments.IsEmpty: true } when SpanTypes.IsSpan(operation.Type) => new(0, default),
                IConditionalOperation { WhenTrue: var yes, WhenFalse: { } no } => Of(yes, steps - 1)?.Length is { } length && Of(no, steps - 1)?.Length == length ? new(length, default) : null,
                ILocalReferenceOperation local => OfLocal(local, steps),
                IFieldReferenceOperation field when SpanTypes.IsArrayOrSpan(field.Type) && ReadOnlyMembers.ValueOf(field) is { } initial => Of(initial, steps - 1)?.WithoutElements(),
                IPropertyReferenceOperation { Property.Name: "Empty", Property.ContainingType: { } type } when SpanTypes.IsSpan(type) => new(0, default),
                IPropertyReferenceOperation property when SpanTypes.IsReadOnlySpan(property.Type) && ReadOnlyMembers.ValueOf(property) is { } returned => Of(returned, steps - 1),
                IInvocationOperation call => OfCall(call, steps),
                _ => null,
            },
        };
    }

    private ConstantSpan WithoutElements() => new(Length, default);

    private static ConstantSpan? OfLength(IOperation? length, int steps) => Integers.FormOf(length, steps)?.Number is >= 0 and var number ? new(number, default) : null;

    private static ConstantSpan? OfPart(Slicing slicing, int steps)
    {
        if (slicing.Length?.Number is not (>= 0 and var length))
        {
            return null;
        }

        var whole = Of(slicing.Collection, steps - 1);
        return slicing.Start?.Number is >= 0 and var start && whole is { Elements.IsDefault: false } && start + (long)length <= whole.Length
            ? new(length, whole.Elements.Skip(start).Take(length).ToImmutableArray())
            : new(length, default);
    }

    private static ConstantSpan Written(InitializerExpressionSyntax initializer, IOperation operation, int steps)
        => Written(initializer.Expressions.Select(element => ((SyntaxNode)element, operation.SemanticModel?.GetOperation(element))), steps);

    private static ConstantSpan Written(IEnumerable<IOperation> elements, int steps) => Written(elements.Select(element => (element.Syntax, (IOperation?)element)), steps);

    private static ConstantSpan Written(IEnumerable<(SyntaxNode Syntax, IOperation? Value)> elements, int steps)
    {
        var written = elements.ToImmutableArray();
        return new(written.Length, written.Length > MostElements ? default : written.Select(element => new ConstantElement(Integers.FormOf(element.Value, steps)?.Number, element.Syntax)).ToImmutableArray());
    }

    private static ConstantSpan? OfCollection(ICollectionExpressionOperation collection, int steps)
    {
        var length = 0;
        var elements = ImmutableArray.CreateBuilder<ConstantElement>();
        foreach (var element in collection.Elements)
        {
            var part = element is ISpreadOperation spread ? Of(spread.Operand, steps - 1) : Written([element], steps);
            if (part is null)
            {
                return null;
            }

            length += part.Length;
            elements.AddRange(part.Elements.IsDefault ? Enumerable.Repeat(new ConstantElement(null, element.Syntax), Math.Min(part.Length, MostElements)) : part.Elements);
        }

        return new(length, elements.Count == length ? elements.ToImmutable() : default);
    }

    private static ConstantSpan? OfLocal(ILocalReferenceOperation local, int steps)
    {
        var assignments = Assignments.Around(local);
        var known = assignments.OnlyValueOf(local.Local) is { } value ? Of(value, steps - 1) : null;
        return known is null || SpanTypes.IsReadOnlySpan(local.Type) || assignments.ReferencesTo(local.Local).All(ElementAccess.IsRead) ? known : known.WithoutElements();
    }

    /// <summary>What methods of the framework return that make an array or span of a given length, and methods that return one expression.</summary>
    private static ConstantSpan? OfCall(IInvocationOperation call, int steps)
    {
        var method = call.TargetMethod;
        return (method.ContainingType?.ToDisplayString(), method.Name) switch
        {
            ("System.GC", "AllocateUninitializedArray" or "AllocateArray") => OfLength(Argument("length"), steps),
            ("System.Runtime.InteropServices.MemoryMarshal", "CreateSpan" or "CreateReadOnlySpan") => OfLength(Argument("length"), steps),
            ("System.Array", "Empty") => new(0, default),
            (_, "ToArray") when SpanTypes.IsSpan(method.ContainingType) => Of(call.Instance!, steps - 1)?.WithoutElements(),
            _ => SpanTypes.IsArrayOrSpan(method.ReturnType) && ReadOnlyMembers.ValueOf(call) is { } returned ? Of(returned, steps - 1) : null,
        };

        IOperation? Argument(string name) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name)?.Value;
    }
}
