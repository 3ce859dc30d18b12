using System.Collections.Immutable;
using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Methods over sequences: LINQ, arrays and lists, spans, parallel loops, MathNet's vectors.</summary>
internal sealed partial class Evaluator
{
    /// <summary>What a method over sequences returns, or null if it is none that is known. An instance is the first argument.</summary>
    private Value? OverSequence(IInvocationOperation invocation, IReadOnlyList<Value> arguments)
    {
        var method = invocation.TargetMethod;
        var type = method.ContainingType;
        var isSystem = IsIn(type, "System");
        return type.Name switch
        {
            "Enumerable" or "ParallelEnumerable" or "Queryable" when isSystem => Linq(invocation, arguments),
            "Parallel" when isSystem && method.Name == "For" && arguments.Count >= 3 => Each(invocation, index => Apply(arguments[arguments.Count - 1], [index])),
            "Parallel" when isSystem && method.Name == "ForEach" && arguments.Count == 2 => Each(invocation, index => Apply(arguments[1], [Element(arguments[0], [index])])),
            "Array" or "List" when isSystem => OfArray(invocation, arguments),
            "Span" or "ReadOnlySpan" or "MemoryExtensions" or "Memory" or "ReadOnlyMemory" when isSystem => OfSpan(invocation, arguments),
            "TensorPrimitives" when isSystem => OfTensor(invocation, arguments),
            _ when IsIn(type, "MathNet") => OfVector(invocation, arguments),
            _ => OfElements(invocation, arguments),
        };
    }

    private static bool IsIn(ITypeSymbol type, string root)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name == root;
    }

    private Value? Linq(IInvocationOperation invocation, IReadOnlyList<Value> arguments) => (invocation.TargetMethod.Name, arguments.Count) switch
    {
        ("Select", 2) => Map(index => Apply(arguments[1], [Element(arguments[0], [index]), index]), CountOf(arguments[0])),
        ("Zip", 3) => Map(index => Apply(arguments[2], [Element(arguments[0], [index]), Element(arguments[1], [index])]), CountOf(arguments[0])),
        ("Where", 2) => Map(index =>
        {
            var element = Element(arguments[0], [index]);
            var condition = Apply(arguments[1], [element]);

            // Where(p => p > 0): what is left is not zero. A choice by the bare condition would be the larger of p and 0.
            return Bounds.IsNotZero(element, [condition]) ? Algebra.Choice(Algebra.Of(ValueKind.And, condition), element, Algebra.Zero) : element;
        }),
        ("AsEnumerable" or "AsParallel" or "Cast" or "AsQueryable", 1) => arguments[0],
        ("ToArray" or "ToList", 1) => Copy(invocation, arguments[0]),
        ("Range", 2) => Map(index => index, arguments[1]),
        ("Sum", 1 or 2) => Reduce(ValueKind.Sum, arguments),
        ("Max", 1 or 2) => Reduce(ValueKind.Largest, arguments),
        ("Min", 1 or 2) => Reduce(ValueKind.Smallest, arguments),
        ("Average", 1 or 2) => Algebra.Divide(Reduce(ValueKind.Sum, arguments), LengthOf(arguments[0])),
        ("Count", 1) => LengthOf(arguments[0]),
        ("Aggregate", 2) => Fold(arguments[0], Algebra.Zero, arguments[1]),
        ("Aggregate", 3) => Fold(arguments[0], arguments[1], arguments[2]),
        _ => null,
    };

    /// <summary>A method of a vector's or matrix's own class that makes another of what a function makes of each element.</summary>
    private Value? OfElements(IInvocationOperation invocation, IReadOnlyList<Value> arguments)
        => invocation.TargetMethod is { Name: "Map" or "Select" or "Apply" or "Transform", ReturnsVoid: false } method
            && arguments is [var elements, { Kind: ValueKind.Function } function]
            && SymbolEqualityComparer.Default.Equals(method.ReturnType, invocation.Instance?.Type ?? method.Parameters[0].Type)
                ? Map(index => Apply(function, [Element(elements, [index])]))
                : null;

    private Value? OfArray(IInvocationOperation invocation, IReadOnlyList<Value> arguments)
    {
        switch (invocation.TargetMethod.Name, arguments.Count)
        {
            case ("ConvertAll", 2):
                return Copy(invocation, Map(index => Apply(arguments[1], [Element(arguments[0], [index])])));
            case ("ForEach", 2):
                return Each(invocation, index => Apply(arguments[1], [Element(arguments[0], [index])]));
            case ("Clone" or "ToArray", 1):
                return Copy(invocation, arguments[0]);
            case ("Add", 2) when _loops.Count > 0:
                // A list that grows in a loop has what the loop adds at the loop's positions.
                _state = _state.With(Place.Of(arguments[0], [_loops[_loops.Count - 1]]), arguments[1]);
                return Algebra.Unknown();
            case ("AddRange", 2) when _loops.Count == 0 && arguments[0].Kind == ValueKind.New && _state.WritesTo(arguments[0]).IsEmpty:
                return Fill(arguments[0], index => Element(arguments[1], [index]));
            default:
                return null;
        }
    }

    private Value? OfSpan(IInvocationOperation invocation, IReadOnlyList<Value> arguments) => (invocation.TargetMethod.Name, arguments.Count) switch
    {
        ("AsSpan" or "AsMemory", 1) => arguments[0],
        ("AsSpan" or "AsMemory" or "Slice", 2 or 3) when invocation.TargetMethod.Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_Int32)
            => Algebra.Of(ValueKind.Slice, arguments[0], arguments[1]),
        ("ToArray", 1) => Copy(invocation, arguments[0]),
        ("CopyTo", 2) => Fill(arguments[1], index => Element(arguments[0], [index])),
        ("Fill", 2) => Fill(arguments[0], _ => arguments[1]),
        ("Clear", 1) => Fill(arguments[0], _ => Algebra.Zero),
        _ => null,
    };

    private Value Map(Func<Value, Value> element, Value? count = null)
    {
        var index = Algebra.NewIndex();
        return Algebra.Over(ValueKind.Sequence, index, element(index), count);
    }

    private Value Reduce(ValueKind kind, IReadOnlyList<Value> arguments) => Reduce(kind, arguments[0], index =>
    {
        var element = Element(arguments[0], [index]);
        return arguments.Count == 2 ? Apply(arguments[1], [element]) : element;
    });

    private static Value Reduce(ValueKind kind, Value collection, Func<Value, Value> element)
    {
        var index = Algebra.NewIndex();
        var body = element(index);
        return kind == ValueKind.Sum ? SumOver(index, body, CountOf(collection)) : Algebra.Over(kind, index, body);
    }

    private Value Fold(Value collection, Value start, Value function)
    {
        var index = Algebra.NewIndex();
        var carried = Carried(function, index, []);
        return Total(start, carried, Apply(function, [carried, Element(collection, [index])]), index, CountOf(collection));
    }

    /// <summary>A loop whose body is a lambda: its variables are those of the method around it.</summary>
    private Value Each(IInvocationOperation invocation, Func<Value, Value> body)
    {
        var position = default(Value);
        Iterate(Assigned(invocation), index => position = index, () => body(position!), null);
        return Algebra.Unknown();
    }

    /// <summary>Writes an element for each position of a collection.</summary>
    private Value Fill(Value collection, Func<Value, Value> element)
    {
        var index = Algebra.NewIndex();
        var content = element(index);
        var place = Place.Of(collection, [index]);
        _state = _state.With(place.Root, new Write(place.Path, [index.Id], content, Algebra.NextId()));
        return Algebra.Unknown();
    }

    private Value? OfTensor(IInvocationOperation invocation, IReadOnlyList<Value> arguments)
    {
        var name = invocation.TargetMethod.Name;
        if (!invocation.TargetMethod.ReturnsVoid)
        {
            return (name, arguments.Count) switch
            {
                ("Sum", 1) => Reduce(ValueKind.Sum, arguments),
                ("Max", 1) => Reduce(ValueKind.Largest, arguments),
                ("Min", 1) => Reduce(ValueKind.Smallest, arguments),
                ("Dot", 2) => Reduce(ValueKind.Sum, arguments[0], index => Algebra.Multiply(Element(arguments[0], [index]), Element(arguments[1], [index]))),
                ("Average", 1) => Algebra.Divide(Reduce(ValueKind.Sum, arguments), LengthOf(arguments[0])),
                _ => null,
            };
        }

        // Inputs, then the span that is written to; an input is a span or a number for all elements.
        var parameters = invocation.TargetMethod.Parameters;
        if (arguments.Count < 2 || arguments.Count != parameters.Length)
        {
            return null;
        }

        return Fill(arguments[arguments.Count - 1], index =>
        {
            var inputs = parameters.Take(parameters.Length - 1)
                .Select(parameter => parameter.Type.Name == "ReadOnlySpan" ? Element(arguments[parameter.Ordinal], [index]) : arguments[parameter.Ordinal])
                .ToArray();
            return (name, inputs.Length) switch
            {
                ("Add", 2) => Algebra.Add(inputs[0], inputs[1]),
                ("Subtract", 2) => Algebra.Subtract(inputs[0], inputs[1]),
                ("Multiply", 2) => Algebra.Multiply(inputs[0], inputs[1]),
                ("Divide", 2) => Record(invocation, Algebra.Divide(inputs[0], inputs[1])),
                ("Negate", 1) => Algebra.Negate(inputs[0]),
                ("Sigmoid", 1) => Algebra.Of(ValueKind.Sigmoid, inputs[0]),
                ("SoftMax", 1) => Record(invocation, Softmax(inputs[0], index)),
                _ => MathFunctions.Apply(name, inputs) is { } value ? Record(invocation, value) : Algebra.Unknown(inputs),
            };
        });
    }

    /// <summary>Exponentials over their sum.</summary>
    private static Value Softmax(Value logit, Value index)
    {
        var exponential = Algebra.Of(ValueKind.Exp, logit);
        return Algebra.Divide(exponential, Algebra.Over(ValueKind.Sum, index, exponential));
    }

    private Value? OfVector(IInvocationOperation invocation, IReadOnlyList<Value> arguments) => (invocation.TargetMethod.Name, arguments.Count) switch
    {
        ("PointwiseExp", 1) => Map(index => Record(invocation, Algebra.Of(ValueKind.Exp, Element(arguments[0], [index])))),
        ("PointwiseLog", 1) => Map(index => Record(invocation, Algebra.Of(ValueKind.Log, Element(arguments[0], [index])))),
        ("Map", 2 or 3) when arguments[1].Kind == ValueKind.Function => Map(index => Apply(arguments[1], [Element(arguments[0], [index])])),
        ("Subtract", 2) => Binary(invocation, BinaryOperatorKind.Subtract, AsSequence(arguments[0]), arguments[1]),
        ("Divide", 2) => Binary(invocation, BinaryOperatorKind.Divide, AsSequence(arguments[0]), arguments[1]),
        ("Normalize" or "NormalizeRows" or "NormalizeColumns", 2) when arguments[1].Is(1) => Map(index => Record(invocation, Algebra.Divide(Element(arguments[0], [index]), NormOf(arguments[0])))),
        ("Sum", 1) => Reduce(ValueKind.Sum, arguments),
        ("Maximum", 1) => Reduce(ValueKind.Largest, arguments),
        ("Minimum", 1) => Reduce(ValueKind.Smallest, arguments),
        ("AsArray" or "ToArray", 1) => Copy(invocation, arguments[0]),
        _ => null,
    };

    /// <summary>The sum of the magnitudes.</summary>
    private Value NormOf(Value vector) => Reduce(ValueKind.Sum, vector, index =>
    {
        var element = Element(vector, [index]);
        return Bounds.Of(element, _state.Conditions).Low >= 0 ? element : Algebra.Of(ValueKind.Abs, element);
    });

    private Value AsSequence(Value vector) => vector.Kind == ValueKind.Sequence ? vector : Map(index => Element(vector, [index]));
}
