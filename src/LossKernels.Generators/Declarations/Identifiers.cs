using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Generators.Declarations;

/// <summary>Names as C# text.</summary>
internal static class Identifiers
{
    private static readonly SymbolDisplayFormat FullyQualified = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>An identifier, with an <c>@</c> where the name is a keyword, a contextual one included.</summary>
    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>A type from <c>global::</c> on, a built-in one by its keyword.</summary>
    public static string FullName(ITypeSymbol type) => type.ToDisplayString(FullyQualified);

    /// <summary>A type as a reader writes it.</summary>
    public static string ShortName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>The parts of a namespace, none for the global one.</summary>
    public static IEnumerable<string> Parts(INamespaceSymbol? space)
        => space is null or { IsGlobalNamespace: true } ? [] : Parts(space.ContainingNamespace).Append(space.Name);

    /// <summary>The types that contain a symbol, from the outermost inwards.</summary>
    public static IReadOnlyList<INamedTypeSymbol> ContainingTypes(ISymbol symbol)
    {
        var types = new List<INamedTypeSymbol>();
        for (var type = symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            types.Insert(0, type);
        }

        return types;
    }
}
