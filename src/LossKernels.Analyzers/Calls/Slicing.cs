using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Calls;

/// <summary>A part of a span or array: <c>AsSpan</c>, <c>Slice</c>, a range or a constructor of a span.</summary>
/// <param name="Collection">Of what it is a part.</param>
/// <param name="Start">Where it begins, where that is known.</param>
/// <param name="Length">How many elements it has, where that is known.</param>
internal sealed record Slicing(IOperation Collection, LinearForm? Start, LinearForm? Length)
{
    /// <summary>The part that an expression is; null for any other expression.</summary>
    public static Slicing? Of(IOperation operation, int steps = Integers.MaximumSteps) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "Slice", ContainingType: { } type }, Instance: { } span } call when SpanTypes.IsSpan(type) => Of(span, call.Arguments, steps),
        IInvocationOperation { TargetMethod: { Name: "AsSpan", ContainingType: { Name: "MemoryExtensions", ContainingNamespace.Name: "System" } }, Arguments: [{ Parameter.Ordinal: 0 } source, ..] } call
            => Of(SpanTypes.Unwrap(source.Value), call.Arguments, steps),
        IObjectCreationOperation { Arguments: [{ Parameter.Name: "array" } source, ..], Type: { } type } creation when SpanTypes.IsSpan(type) => Of(source.Value, creation.Arguments, steps),
        IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } reference => Of(reference.Instance, range, steps),
        IArrayElementReferenceOperation { Indices: [IRangeOperation range] } reference => Of(reference.ArrayReference, range, steps),
        _ => null,
    };

    private static Slicing Of(IOperation collection, IEnumerable<IArgumentOperation> arguments, int steps)
    {
        IOperation? start = null, length = null;
        foreach (var argument in arguments)
        {
            switch (argument.Parameter?.Name)
            {
                case "range" when argument.Value is IRangeOperation range:
                    return Of(collection, range, steps);
                case "range":
                    return new(collection, null, null);
                case "start" or "startIndex":
                    start = argument.Value;
                    break;
                case "length":
                    length = argument.Value;
                    break;
            }
        }

        var from = start is null ? LinearForm.Of(0) : PositionOf(start, collection, steps);
        return new(collection, from, length is null ? LengthOf(collection, steps)?.Minus(from) : Integers.FormOf(length, steps));
    }

    private static Slicing Of(IOperation collection, IRangeOperation range, int steps)
    {
        var start = range.LeftOperand is { } left ? PositionOf(left, collection, steps) : LinearForm.Of(0);
        var end = range.RightOperand is { } right ? PositionOf(right, collection, steps) : LengthOf(collection, steps);
        var length = (range.LeftOperand, range.RightOperand) switch
        {
            (IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } first, IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } second)
                => Integers.FormOf(first.Operand, steps)?.Minus(Integers.FormOf(second.Operand, steps)),
            (IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } first, null) => Integers.FormOf(first.Operand, steps),
            _ => end?.Minus(start),
        };
        return new(collection, start, length);
    }

    /// <summary>An <c>int</c>, or an <c>Index</c> that is made of one.</summary>
    private static LinearForm? PositionOf(IOperation position, IOperation collection, int steps) => position switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd => LengthOf(collection, steps)?.Minus(Integers.FormOf(fromEnd.Operand, steps)),
        IConversionOperation { Type.Name: nameof(Index) } index => Integers.FormOf(index.Operand, steps),
        _ => Integers.FormOf(position, steps),
    };

    private static LinearForm? LengthOf(IOperation collection, int steps) => ConstantSpan.Of(collection, steps - 1)?.Length is { } length ? LinearForm.Of(length) : null;
}
