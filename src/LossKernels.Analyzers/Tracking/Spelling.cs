using System.Globalization;
using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tracking;

/// <summary>
/// Writes a term as C# that computes it at one operation of a method, from the variables in scope there and the memory that they refer to: what no
/// longer holds the term, or stands in another scope, is not used.
/// </summary>
internal sealed class Spelling(Application at)
{
    private enum Binding
    {
        Primary,
        Product,
        Sum,
    }

    /// <summary>The expression, of a type that converts to the given one by itself; null if there is none.</summary>
    public string? Of(Value value, ITypeSymbol type) => Spell(value, type)?.Text;

    /// <summary>The array or list whose elements, at any position, are read; null if no name for it is in scope.</summary>
    public string? Collection(Value element, out ITypeSymbol? type)
    {
        type = null;
        if (element.Kind != ValueKind.Read)
        {
            return null;
        }

        var place = Place.Of(element);
        return Path(place.Root, [.. place.Path.Take(place.Path.Length - 1)], out type);
    }

    private (string Text, Binding Binding)? Spell(Value value, ITypeSymbol type)
    {
        if (Variable(value, held => Converts(held, type)) is { } variable)
        {
            return (variable.Name, Binding.Primary);
        }

        switch (value.Kind)
        {
            case ValueKind.Constant:
                return Literal(value.Number, type) is { } literal ? (literal, Binding.Primary) : null;
            case ValueKind.Read:
                var place = Place.Of(value);
                return at.State.Read(place).Equals(value) && Path(place.Root, [.. place.Path], out var held) is { } text && held is not null && Converts(held, type)
                    ? (text, Binding.Primary)
                    : null;
            case ValueKind.Negate:
                return Operand(value.Operands[0], type, Binding.Primary) is { } negated ? ($"-{negated}", Binding.Product) : null;
            case ValueKind.Add:
                return Sum(value, type);
            case ValueKind.Multiply:
                var factors = value.Operands.Select(factor => Operand(factor, type, Binding.Primary)).ToArray();
                return factors.Contains(null) ? null : (string.Join(" * ", factors.OrderBy(factor => factor, StringComparer.Ordinal)), Binding.Product);
            case ValueKind.Divide:
                return Operand(value.Operands[0], type, Binding.Product) is { } dividend && Operand(value.Operands[1], type, Binding.Primary) is { } divisor
                    ? ($"{dividend} / {divisor}", Binding.Product)
                    : null;
            case ValueKind.Length:
                return LengthOf(value.Operands[0]) is { } length ? (length, Binding.Primary) : null;
            case ValueKind.Call when value is { Tag: IMethodSymbol { Name: "GetLength" }, Operands: [var array, var dimension] } && array.Kind is ValueKind.Input or ValueKind.Read:
                return NameOf(array, out _) is { } name && Of(dimension, type) is { } number ? ($"{name}.GetLength({number})", Binding.Primary) : null;
            default:
                return null;
        }
    }

    private string? LengthOf(Value collection) => NameOf(collection, out var type) is { } name
        ? type switch
        {
            IArrayTypeSymbol { Rank: 1 } or INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" } => $"{name}.Length",
            INamedTypeSymbol { Name: "List" or "IList" or "IReadOnlyList" or "ICollection" or "IReadOnlyCollection" } => $"{name}.Count",
            _ => null,
        }
        : null;

    /// <summary>What refers to a collection that still is the one that is meant.</summary>
    private string? NameOf(Value collection, out ITypeSymbol? type)
    {
        var place = Place.Of(collection);
        type = null;
        return collection.Kind != ValueKind.Read || at.State.Read(place).Equals(collection) ? Path(place.Root, [.. place.Path], out type) : null;
    }

    private string? Operand(Value value, ITypeSymbol type, Binding tightest)
        => Spell(value, type) is var (text, binding) ? binding <= tightest ? text : $"({text})" : null;

    private (string, Binding)? Sum(Value sum, ITypeSymbol type)
    {
        var added = sum.Operands.Where(term => term.Kind != ValueKind.Negate).Select(term => Operand(term, type, Binding.Product)).ToArray();
        var subtracted = sum.Operands.Where(term => term.Kind == ValueKind.Negate).Select(term => Operand(term.Operands[0], type, Binding.Product)).ToArray();
        if (added.Length == 0 || added.Contains(null) || subtracted.Contains(null))
        {
            return null;
        }

        var text = string.Join(" + ", added.OrderBy(term => term, StringComparer.Ordinal));
        return (string.Concat([text, .. subtracted.OrderBy(term => term, StringComparer.Ordinal).Select(term => $" - {term}")]), Binding.Sum);
    }

    /// <summary>The variable in scope that holds a value, the one that was declared first if there are several.</summary>
    private ISymbol? Variable(Value value, Func<ITypeSymbol, bool> isUsable)
    {
        var symbols = at.State.Variables.Where(entry => entry.Value.Equals(value)).Select(entry => entry.Key);
        if (value is { Kind: ValueKind.Input, Tag: ISymbol input } && !at.State.Variables.ContainsKey(input))
        {
            symbols = symbols.Append(input);
        }

        return symbols
            .Where(symbol => TypeOf(symbol) is { } type && isUsable(type) && IsInScope(symbol))
            .OrderBy(symbol => symbol.Locations[0].SourceSpan.Start)
            .FirstOrDefault();
    }

    private bool IsInScope(ISymbol symbol)
    {
        var position = at.Operation.Syntax.SpanStart;
        return symbol.Locations[0] is { IsInSource: true } location && location.SourceTree == at.Operation.Syntax.SyntaxTree && location.SourceSpan.Start < position
            && at.Operation.SemanticModel!.LookupSymbols(position, name: symbol.Name).Contains(symbol, SymbolEqualityComparer.Default);
    }

    /// <summary>The longest part of a path that a variable refers to, and the members and positions from there.</summary>
    private string? Path(Value root, IReadOnlyList<Value> path, out ITypeSymbol? type)
    {
        type = null;
        for (var known = path.Count; known >= 0; known--)
        {
            var start = known == 0 ? root : new Place(root, [.. path.Take(known)]).Held(0);
            var variable = Variable(start, _ => true);
            if (variable is not null || (known == 0 && root.Kind == ValueKind.This))
            {
                type = variable is null ? null : TypeOf(variable);
                return Steps(variable?.Name ?? "", [.. path.Skip(known)], ref type);
            }
        }

        return null;
    }

    private string? Steps(string text, IReadOnlyList<Value> steps, ref ITypeSymbol? type)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] is { Kind: ValueKind.Member, Tag: ISymbol member })
            {
                type = TypeOf(member);
                text = text.Length == 0 ? member.Name : $"{text}.{member.Name}";
                continue;
            }

            var rank = type is IArrayTypeSymbol array ? array.Rank : 1;
            if (ElementOf(type) is not { } element || i + rank > steps.Count)
            {
                return null;
            }

            var int32 = at.Operation.SemanticModel!.Compilation.GetSpecialType(SpecialType.System_Int32);
            var positions = steps.Skip(i).Take(rank).Select(step => Of(step, int32)).ToArray();
            if (positions.Contains(null))
            {
                return null;
            }

            text = $"{text}[{string.Join(", ", positions)}]";
            type = element;
            i += rank - 1;
        }

        return text.Length == 0 ? null : text;
    }

    private static ITypeSymbol? ElementOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "List" or "IList" or "IReadOnlyList", TypeArguments: [var element] } => element,
        _ => null,
    };

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static bool Converts(ITypeSymbol held, ITypeSymbol type)
        => SymbolEqualityComparer.Default.Equals(held, type) || (held.SpecialType, type.SpecialType) == (SpecialType.System_Single, SpecialType.System_Double);

    private static string? Literal(double number, ITypeSymbol type) => (type.SpecialType, number == Math.Floor(number) && Math.Abs(number) < 1e9) switch
    {
        (SpecialType.System_Int32 or SpecialType.System_Double or SpecialType.System_Single, true) => number.ToString(CultureInfo.InvariantCulture),
        (SpecialType.System_Double, _) => number.ToString("R", CultureInfo.InvariantCulture),
        (SpecialType.System_Single, _) => ((float)number).ToString("R", CultureInfo.InvariantCulture) + "f",
        _ => null,
    };
}
