using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>The kernel attributes of a method, found by metadata name: every assembly embeds its own copies.</summary>
internal static class KernelAttributes
{
    /// <summary>The kernel attributes in the order of the source, each with its row of the table.</summary>
    public static ImmutableArray<(AttributeData Data, KernelSignature Signature)> Of(IMethodSymbol method)
    {
        var found = ImmutableArray.CreateBuilder<(AttributeData, KernelSignature)>();
        foreach (var attribute in method.GetAttributes())
        {
            if (SignatureOf(attribute.AttributeClass) is { } signature)
            {
                found.Add((attribute, signature));
            }
        }

        return found.ToImmutable();
    }

    private static KernelSignature? SignatureOf(INamedTypeSymbol? type)
    {
        if (type is not { Arity: 0, ContainingType: null, ContainingNamespace: { Name: "LossKernels", ContainingNamespace.IsGlobalNamespace: true } })
        {
            return null;
        }

        foreach (var signature in KernelSignatures.All)
        {
            if (signature.AttributeMetadataName.EndsWith("." + type.Name, StringComparison.Ordinal))
            {
                return signature;
            }
        }

        return null;
    }
}
