using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>Types that do not resolve, as in half-written source.</summary>
internal static class UnknownTypes
{
    /// <summary>Whether a type, or one that it is made of, is unknown.</summary>
    public static bool In(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => In(array.ElementType),
        IPointerTypeSymbol pointer => In(pointer.PointedAtType),
        IFunctionPointerTypeSymbol function => In(function.Signature.ReturnType) || function.Signature.Parameters.Any(parameter => In(parameter.Type)),
        INamedTypeSymbol named => named.TypeArguments.Any(In) || (named.ContainingType is { } outer && In(outer)),
        _ => false,
    };
}
