using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>Which way to declare the kernel a method takes, from its return type and options (LK0007).</summary>
internal static class FormParser
{
    public static KernelForm? Find(
        IMethodSymbol method,
        KernelSignature signature,
        KernelOptions options,
        StoredType? element,
        DeclarationErrors errors)
    {
        var forms = signature.Forms.Where(form => form.Reductions.Length == 0 || form.Reductions.Contains(options.Reduction)).ToArray();
        var form = forms.FirstOrDefault(candidate => Returns(method, candidate.Returns, element));
        if (form is not null || UnknownTypes.In(method.ReturnType))
        {
            return form;
        }

        // Where the element type itself is wrong, what it makes of the return type is only a consequence.
        if (element is null && StoredTypes.IsFloatingPoint(method.ReturnType) && forms.Any(candidate => candidate.Returns == ReturnKind.Element))
        {
            return null;
        }

        var type = element is { } stored ? MayReturn(stored) : "T";
        var likeliest = forms.FirstOrDefault(candidate => method.Parameters.All(parameter =>
            RoleNames.Parse(parameter.Name) is not { } role || candidate.Find(role) is not null)) ?? forms[0];
        errors.AddWithSuggestion(
            DeclarationRule.ReturnType,
            DeclarationTarget.ReturnType,
            0,
            Keyword(likeliest.Returns, element),
            method.Name,
            MethodShapeReader.ReadableReturnType(method),
            signature.Kind.ToString() + (signature.HasReduction ? $" with Reduction.{options.Reduction}" : ""),
            string.Format(System.Globalization.CultureInfo.InvariantCulture, signature.Returns, type));
        return null;
    }

    private static bool Returns(IMethodSymbol method, ReturnKind kind, StoredType? element) => method.RefKind == RefKind.None && kind switch
    {
        ReturnKind.Void => method.ReturnsVoid,
        ReturnKind.Int32 => method.ReturnType.SpecialType == SpecialType.System_Int32,
        _ => element is { } stored && StoredTypes.Of(method.ReturnType) is { } returned && ParameterTypes.MayBe(returned, stored, isPerElement: false),
    };

    /// <summary>The types of a floating-point result, for the message; the quotes around them are the message's.</summary>
    private static string MayReturn(StoredType element) => element == StoredType.Half ? "Half' or 'float" : element.Keyword();

    private static string Keyword(ReturnKind kind, StoredType? element) => kind switch
    {
        ReturnKind.Void => "void",
        ReturnKind.Int32 => "int",
        _ => element?.Keyword() ?? "",
    };
}
