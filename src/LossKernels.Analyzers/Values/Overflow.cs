using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Values;

/// <summary>Where exp overflows, in the words of messages.</summary>
internal static class Overflow
{
    /// <summary>The largest argument whose exponential is finite.</summary>
    public static string Of(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Single } => "88.7 in float",
        { Name: "Half" } => "11 in Half",
        ITypeParameterSymbol => "88.7 in float and 709 in double",
        _ => "709 in double",
    };
}
