using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Generators.Declarations;

/// <summary>Where an error is shown: the source of its <see cref="DeclarationTarget"/>.</summary>
internal static class DeclarationLocation
{
    /// <param name="error">The error.</param>
    /// <param name="method">The method that it is about; the defining part of a partial one.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static Location Of(DeclarationError error, IMethodSymbol method, CancellationToken cancellation)
    {
        var syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        var location = error.Target switch
        {
            DeclarationTarget.ReturnType => (syntax as MethodDeclarationSyntax)?.ReturnType.GetLocation(),
            DeclarationTarget.Parameter => method.Parameters.ElementAtOrDefault(error.Index)?.Locations.FirstOrDefault(),
            DeclarationTarget.ContainingType => syntax?.Ancestors().OfType<BaseTypeDeclarationSyntax>().ElementAtOrDefault(error.Index)?.Identifier.GetLocation(),
            DeclarationTarget.Attribute => Attribute(method, error.Index, cancellation)?.GetLocation(),
            DeclarationTarget.AttributeArgument => Argument(Attribute(method, 0, cancellation), error.Option)?.GetLocation(),
            _ => null,
        };
        return location ?? method.Locations.FirstOrDefault() ?? Location.None;
    }

    private static AttributeSyntax? Attribute(IMethodSymbol method, int index, CancellationToken cancellation)
    {
        var attributes = KernelAttributes.Of(method);
        return index < attributes.Length
            ? attributes[index].Data.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax
            : null;
    }

    /// <summary>The option's argument, or the class count's where no option is named, or else the whole attribute.</summary>
    private static SyntaxNode? Argument(AttributeSyntax? attribute, string option)
    {
        var arguments = attribute?.ArgumentList?.Arguments.ToArray() ?? [];
        var numbers = arguments.Where(argument => argument.NameEquals is null).ToArray();
        return option switch
        {
            "" => Number("classes", 0),
            KernelOptions.RankCountName => Number(option, 1),
            _ => arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == option),
        } ?? (SyntaxNode?)attribute;

        // By its name where it has one, else by its place.
        AttributeArgumentSyntax? Number(string name, int place)
            => numbers.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == name) ?? numbers.ElementAtOrDefault(place);
    }
}
