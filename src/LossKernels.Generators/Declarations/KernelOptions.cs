using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>What the attribute's arguments say.</summary>
/// <param name="Classes">The class count, or null where it is missing, wrong or no constant.</param>
/// <param name="Reduction">The reduction; the mean unless set.</param>
internal sealed record KernelOptions(int? Classes, Reduction Reduction)
{
    public const int LeastClasses = 2;
    public const int MostClasses = 1_048_576;

    public static KernelOptions Parse(AttributeData attribute, KernelSignature signature, DeclarationErrors errors)
    {
        int? classes = null;
        if (attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: int count })
        {
            if (count is >= LeastClasses and <= MostClasses)
            {
                classes = count;
            }
            else
            {
                errors.AddOption(DeclarationRule.ClassCount, "", signature.Kind.ToString(), count.ToString(CultureInfo.InvariantCulture));
            }
        }

        var reduction = Reduction.Mean;
        foreach (var option in attribute.NamedArguments)
        {
            if (option is { Key: nameof(Reduction), Value: { Kind: TypedConstantKind.Enum, Value: int value } })
            {
                if (Enum.IsDefined(typeof(Reduction), value))
                {
                    reduction = (Reduction)value;
                }
                else
                {
                    errors.AddOption(DeclarationRule.Option, nameof(Reduction), signature.Kind.ToString(), "'Reduction' is Mean, Sum or None");
                }
            }
        }

        return new KernelOptions(classes, reduction);
    }
}
