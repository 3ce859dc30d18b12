using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>Element types as symbols and as C# text.</summary>
internal static class ElementTypes
{
    /// <summary>The element types that there are, for messages.</summary>
    public const string Supported = "'float' and 'double' are supported";

    public static ElementType? Of(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => ElementType.Single,
        SpecialType.System_Double => ElementType.Double,
        _ => null,
    };

    /// <summary>Whether a type is a floating-point type, supported or not: a mistaken element type rather than another thing.</summary>
    public static bool IsFloatingPoint(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal
            || type is { Name: "Half", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    public static string Keyword(this ElementType element) => element switch
    {
        ElementType.Single => "float",
        ElementType.Double => "double",
        _ => throw new ArgumentOutOfRangeException(nameof(element)),
    };
}
