using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>The options that binary losses alone have.</summary>
/// <param name="Outputs">The number of outputs, of which the number of logits is a multiple; 1 unless given.</param>
/// <param name="Labels">What labels are; null where it is not said.</param>
internal sealed record BinaryOptions(int Outputs, BinaryLabels? Labels)
{
    public static readonly BinaryOptions Default = new(1, null);

    /// <summary>The options that an attribute says, whatever else it says; adds LK0008 for values that they cannot have.</summary>
    public static BinaryOptions Parse(AttributeData attribute, KernelSignature signature, DeclarationErrors errors)
    {
        if (signature.RowLength != RowLength.Outputs)
        {
            return Default;
        }

        if (attribute.NamedArguments.FirstOrDefault(option => option.Key == nameof(Labels)).Value is not { Kind: TypedConstantKind.Enum, Value: int value })
        {
            return Default;
        }

        if (!Enum.IsDefined(typeof(BinaryLabels), value))
        {
            errors.AddOption(DeclarationRule.Option, nameof(Labels), signature.Kind.ToString(), "'Labels' is ZeroOne or PlusMinusOne");
            return Default;
        }

        return Default with { Labels = (BinaryLabels)value };
    }
}
