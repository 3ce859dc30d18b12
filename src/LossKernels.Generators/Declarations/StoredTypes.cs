using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>Element types as symbols and as C# text.</summary>
internal static class StoredTypes
{
    /// <summary>The element types that there are, for messages.</summary>
    public const string Supported = "'float', 'double' and 'Half' are supported";

    public static StoredType? Of(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => StoredType.Single,
        SpecialType.System_Double => StoredType.Double,
        _ => IsHalf(type) ? StoredType.Half : null,
    };

    /// <summary>The type that a kernel computes in as memory holds it, where nothing else is said.</summary>
    public static StoredType Of(ElementType computed) => computed == ElementType.Single ? StoredType.Single : StoredType.Double;

    /// <summary>The type of this name, as <see cref="Keyword"/> or as a symbol's full name.</summary>
    public static StoredType Parse(string name) => name switch
    {
        "float" => StoredType.Single,
        "double" => StoredType.Double,
        "Half" or "global::System.Half" => StoredType.Half,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "is no element type"),
    };

    /// <summary>Whether a type is a floating-point type, supported or not: a mistaken element type rather than another thing.</summary>
    public static bool IsFloatingPoint(ITypeSymbol type)
        => type.SpecialType == SpecialType.System_Decimal || Of(type) is not null;

    /// <summary>The type as C# names it, where <c>System</c> is imported.</summary>
    public static string Keyword(this StoredType stored) => stored switch
    {
        StoredType.Half => "Half",
        StoredType.Single => "float",
        StoredType.Double => "double",
        _ => throw new ArgumentOutOfRangeException(nameof(stored)),
    };

    /// <summary>The type that a kernel over such elements computes in.</summary>
    public static ElementType Computed(this StoredType stored) => stored == StoredType.Double ? ElementType.Double : ElementType.Single;

    private static bool IsHalf(ITypeSymbol type)
        => type is { Name: "Half", ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
