using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Generators.Declarations;

/// <summary>From a partial method's declaring part to the text that its implementing part repeats; without its source, as where it is only called, there are no modifiers.</summary>
internal static class MethodShapeReader
{
    /// <summary>Hint names become file names where a project keeps generated files, and file systems end at 255 characters.</summary>
    private const int LongestReadableName = 120;

    private static readonly SymbolDisplayFormat WithConstraints = new(
        SymbolDisplayGlobalNamespaceStyle.Included,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static MethodShape Read(IMethodSymbol method, MethodDeclarationSyntax? syntax)
    {
        var types = Identifiers.ContainingTypes(method);
        var space = Identifiers.Parts(method.ContainingNamespace).ToArray();
        var typeParameters = method.TypeParameters.Length == 0
            ? ""
            : $"<{string.Join(", ", method.TypeParameters.Select(parameter => Identifiers.Escape(parameter.Name)))}>";
        return new MethodShape(
            string.Join(".", space.Select(Identifiers.Escape)),
            types.Select(Reopened).ToEquatableArray(),
            syntax is null ? "" : Modifiers(syntax),
            Reference(method) + Identifiers.FullName(method.ReturnType),
            Identifiers.Escape(method.Name) + typeParameters,
            HintName(method, space, types),
            string.Join(".", space.Concat(types.Select(ReadableName)).Append(method.Name)));
    }

    /// <summary>A parameter as the implementing part repeats it: C# takes the default value from the declaring part.</summary>
    public static string Parameter(IParameterSymbol parameter, ParameterSyntax? syntax)
    {
        var modifiers = syntax is null ? "" : string.Concat(syntax.Modifiers.Select(modifier => modifier.Text + " "));
        return $"{modifiers}{Identifiers.FullName(parameter.Type)} {Identifiers.Escape(parameter.Name)}";
    }

    /// <summary>The return type as a reader writes it.</summary>
    public static string ReadableReturnType(IMethodSymbol method) => Reference(method) + Identifiers.ShortName(method.ReturnType);

    /// <summary>The constraints of a generic method, with a leading space, or an empty string.</summary>
    public static string Constraints(IMethodSymbol method)
    {
        var text = method.ToDisplayString(WithConstraints);
        var start = text.IndexOf(" where ", StringComparison.Ordinal);
        return start < 0 ? "" : text.Substring(start);
    }

    private static string Modifiers(MethodDeclarationSyntax syntax)
        => string.Concat(syntax.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => modifier.Text + " "))
            + "partial";

    private static string Reference(IMethodSymbol method) => method.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.RefReadOnly => "ref readonly ",
        _ => "",
    };

    private static string Reopened(INamedTypeSymbol type)
    {
        var keyword = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
            { TypeKind: TypeKind.Struct } => "struct",
            { IsRecord: true } => "record",
            _ => "class",
        };
        var parameters = type.TypeParameters.Select(parameter => parameter.Variance switch
        {
            VarianceKind.In => "in ",
            VarianceKind.Out => "out ",
            _ => "",
        } + Identifiers.Escape(parameter.Name)).ToArray();
        var unsafeModifier = IsUnsafe(type) ? "unsafe " : "";
        return $"{unsafeModifier}partial {keyword} {Identifiers.Escape(type.Name)}{(parameters.Length == 0 ? "" : $"<{string.Join(", ", parameters)}>")}";
    }

    /// <summary>Whether a part of the type is <c>unsafe</c>, so that its methods may have pointer types without the modifier.</summary>
    private static bool IsUnsafe(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.UnsafeKeyword));

    private static string ReadableName(INamedTypeSymbol type) => type.Arity == 0
        ? type.Name
        : $"{type.Name}<{string.Join(", ", type.TypeParameters.Select(parameter => parameter.Name))}>";

    /// <summary>
    /// The whole name, since overloads, nested and generic types would collide otherwise, and a hash of all that tells methods
    /// apart; the hash sees upper and lower case, which hint names do not.
    /// </summary>
    private static string HintName(IMethodSymbol method, string[] space, IReadOnlyList<INamedTypeSymbol> types)
    {
        var name = string.Join(".", space.Concat(types.Select(type => type.Arity == 0 ? type.Name : $"{type.Name}-{type.Arity}")).Append(method.Name));
        var parameters = method.Parameters.Select(parameter => $"{(int)parameter.RefKind} {Identifiers.FullName(parameter.Type)}");
        var hash = Fnv1a($"{name}-{method.Arity}({string.Join(", ", parameters)})");
        var readable = name.Length <= LongestReadableName ? name : name.Substring(name.Length - LongestReadableName);
        return $"{readable}.{hash.ToString("x16", CultureInfo.InvariantCulture)}.g.cs";
    }

    /// <summary>FNV-1a, 64 bits (Fowler, Noll, Vo): the same on every machine and in every process, as a string's own hash is not.</summary>
    private static ulong Fnv1a(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 1099511628211UL);
        }

        return hash;
    }
}
