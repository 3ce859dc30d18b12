using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>Span types as symbols.</summary>
internal static class Spans
{
    /// <summary>The element type of a <c>Span</c> or <c>ReadOnlySpan</c>, or null for any other type.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) => ElementOf(type, "Span") ?? ElementOf(type, "ReadOnlySpan");

    /// <summary>The element type of the span type with this name, or null for any other type.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type, string name)
        => type is INamedTypeSymbol { Arity: 1, ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } span
            && span.Name == name
            ? span.TypeArguments[0]
            : null;
}
