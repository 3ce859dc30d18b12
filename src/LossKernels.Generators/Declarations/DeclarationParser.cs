using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Generators.Declarations;

/// <summary>
/// From the symbol of a method with a kernel attribute to a <see cref="KernelDeclaration"/>, or to what is wrong with it. The
/// generator and the analyzer both run it.
/// </summary>
internal static class DeclarationParser
{
    private static readonly ParsedDeclaration Nothing = new(null, default, null);

    /// <param name="method">The method, either part of it.</param>
    /// <param name="compilation">Where the method is declared.</param>
    /// <param name="cancellation">Stops the parser.</param>
    public static ParsedDeclaration Parse(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        method = method.PartialDefinitionPart ?? method;
        var attributes = KernelAttributes.Of(method);
        if (attributes.IsEmpty)
        {
            return Nothing;
        }

        var errors = new DeclarationErrors();
        var syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as MethodDeclarationSyntax;
        var isImplementable = MethodRules.Check(method, syntax, errors, cancellation);
        var (data, signature) = attributes[0];
        KernelDeclaration? declaration = null;
        if (TargetPlatform.WhatIsTooOld(compilation) is { } tooOld)
        {
            // The one error that matters there: what else is wrong may be a consequence.
            errors = new DeclarationErrors();
            errors.Add(DeclarationRule.Platform, DeclarationTarget.Attribute, 0, signature.Kind.ToString(), tooOld);
        }
        else if (attributes.Length > 1)
        {
            errors.Add(
                DeclarationRule.TwoKernels,
                DeclarationTarget.Attribute,
                1,
                method.Name,
                signature.Kind.ToString(),
                attributes[1].Signature.Kind.ToString());
        }
        else if (syntax is not null)
        {
            declaration = ParseKernel(method, syntax, data, signature, errors);
        }

        if (errors.Count == 0)
        {
            return declaration is null ? Nothing : new ParsedDeclaration(declaration, default, null);
        }

        var refused = isImplementable && !RefersToUnknownTypes(method)
            ? new RefusedMethod(
                MethodShapeReader.Read(method, syntax!),
                ParameterTexts(method, syntax!),
                MethodShapeReader.Constraints(method))
            : null;
        return new ParsedDeclaration(null, errors.ToEquatableArray(), refused);
    }

    /// <summary>
    /// The kernel that a call runs, in whatever assembly it is declared: nobody implements it here, so neither its source nor the platform is asked
    /// for. Null for any other method, and for a declaration with an error.
    /// </summary>
    public static KernelDeclaration? ParseCalled(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        method = method.PartialDefinitionPart ?? method;
        var attributes = KernelAttributes.Of(method);
        return attributes.Length == 1 ? ParseKernel(method, null, attributes[0].Data, attributes[0].Signature, new DeclarationErrors()) : null;
    }

    /// <summary>The declaration, where all of it is right; null where an error was added or C# itself reports one.</summary>
    /// <param name="method">The declaring part.</param>
    /// <param name="syntax">Its source; null where it is only called, so that its modifiers are not repeated.</param>
    /// <param name="attribute">Its one kernel attribute.</param>
    /// <param name="signature">The attribute's row of the table.</param>
    /// <param name="errors">Takes what is wrong.</param>
    private static KernelDeclaration? ParseKernel(
        IMethodSymbol method,
        MethodDeclarationSyntax? syntax,
        AttributeData attribute,
        KernelSignature signature,
        DeclarationErrors errors)
    {
        var options = KernelOptions.Parse(attribute, signature, errors);
        var parameters = new ParameterParser(method, signature, errors);
        var lossOptions = LossOptionRules.Parse(attribute, signature, method, parameters.Element?.Computed(), errors);
        var form = FormParser.Find(method, signature, options, parameters.Element, errors);
        var parsed = parameters.Parse(form, syntax);
        if (parsed is not null)
        {
            BinaryRules.Check(method, parsed, options, signature, attribute, errors);
        }

        return errors.Count == 0 && options is { Classes: { } classes, RankCount: { } rankCount } && form is not null && parsed is not null && parameters.Element is { } element && !RefersToUnknownTypes(method)
            ? new KernelDeclaration(
                signature.Kind,
                signature.RowLength == RowLength.Outputs && parsed.All(parameter => parameter.Role != Role.PositiveWeights) ? 1 : classes,
                element.Computed(),
                signature.HasReduction ? options.Reduction : Reduction.None,
                form.IsOneRow || parsed.Any(parameter => parameter.Role == Role.Label),
                parsed.ToEquatableArray(),
                MethodShapeReader.Read(method, syntax))
            {
                RankCount = rankCount,
                Binary = options.Binary with { Outputs = signature.RowLength == RowLength.Outputs ? classes : 1 },
                Options = lossOptions,
            }
            : null;
    }

    private static EquatableArray<string> ParameterTexts(IMethodSymbol method, MethodDeclarationSyntax syntax)
        => method.Parameters.Zip(syntax.ParameterList.Parameters, MethodShapeReader.Parameter).ToEquatableArray();

    /// <summary>Whether C# reports a type of the signature as unknown: then it is the one to speak, and no part can repeat the type.</summary>
    private static bool RefersToUnknownTypes(IMethodSymbol method)
        => UnknownTypes.In(method.ReturnType) || method.Parameters.Any(parameter => UnknownTypes.In(parameter.Type));
}
