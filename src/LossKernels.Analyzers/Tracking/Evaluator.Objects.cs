using System.Collections.Immutable;
using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Objects and collections that the method makes.</summary>
internal sealed partial class Evaluator
{
    private Value Create(IObjectCreationOperation creation)
    {
        var arguments = creation.Arguments.Select(argument => Evaluate(argument.Value)).ToArray();
        var made = new Value(ValueKind.New, [], tag: creation);
        _state = _state with { Memory = _state.Memory.Remove(made) };

        // new List<double>(values) copies.
        if (arguments is [{ Kind: not ValueKind.Length } source] && creation.Arguments[0].Value.Type is { SpecialType: SpecialType.None } type && IsCollection(type))
        {
            return Copy(creation, source);
        }

        if (creation.Initializer is { } initializer)
        {
            foreach (var member in initializer.Initializers.OfType<ISimpleAssignmentOperation>())
            {
                if (member.Target is IMemberReferenceOperation target and not IPropertyReferenceOperation { Arguments.Length: > 0 })
                {
                    Set(Place.Of(made, target.Member), Evaluate(member.Value));
                }
            }
        }

        return made;
    }

    private Value Create(IOperation creation, ImmutableArray<IOperation> elements)
    {
        // [.. values] copies.
        if (elements is [ISpreadOperation { Operand: var source }])
        {
            return Copy(creation, Evaluate(source));
        }

        var made = new Value(ValueKind.New, [], tag: creation);
        _state = _state with { Memory = _state.Memory.Remove(made) };
        for (var i = 0; i < elements.Length && i < 64; i++)
        {
            Set(Place.Of(made, [Algebra.Constant(i)]), elements[i] is ISpreadOperation ? null : Evaluate(elements[i]));
        }

        return made;
    }

    /// <summary>A new collection with the elements of another.</summary>
    private Value Copy(IOperation creation, Value source)
    {
        var made = new Value(ValueKind.New, [], tag: creation);
        var index = Algebra.NewIndex();
        var write = new Write([index], [index.Id], Element(source, [index]), Algebra.NextId());
        _state = _state with { Memory = _state.Memory.SetItem(made, [write]) };
        return made;
    }

    private static bool IsCollection(ITypeSymbol type)
        => type is IArrayTypeSymbol || type.AllInterfaces.Any(one => one.SpecialType == SpecialType.System_Collections_IEnumerable) || type.Name is "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory";
}
