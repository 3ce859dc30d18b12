using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>The options that binary losses alone have.</summary>
/// <param name="Outputs">The number of outputs, of which the number of logits is a multiple; 1 unless given.</param>
/// <param name="Labels">What labels are; null where it is not said.</param>
/// <param name="LabelSmoothing">s of y (1 - s) + s / 2; 0 unless set.</param>
internal sealed record BinaryOptions(int Outputs, BinaryLabels? Labels, double LabelSmoothing)
{
    public static readonly BinaryOptions Default = new(1, null, 0);

    /// <summary>The options that an attribute says, whatever else it says; adds LK0008 for values that they cannot have.</summary>
    public static BinaryOptions Parse(AttributeData attribute, KernelSignature signature, DeclarationErrors errors)
    {
        if (signature.RowLength != RowLength.Outputs)
        {
            return Default;
        }

        var parsed = Default;
        foreach (var option in attribute.NamedArguments)
        {
            switch (option)
            {
                case { Key: nameof(Labels), Value: { Kind: TypedConstantKind.Enum, Value: int value } }:
                    if (Enum.IsDefined(typeof(BinaryLabels), value))
                    {
                        parsed = parsed with { Labels = (BinaryLabels)value };
                    }
                    else
                    {
                        errors.AddOption(DeclarationRule.Option, nameof(Labels), signature.Kind.ToString(), "'Labels' is ZeroOne or PlusMinusOne");
                    }

                    break;
                case { Key: nameof(LabelSmoothing), Value: { Kind: TypedConstantKind.Primitive, Value: double value } }:
                    parsed = parsed with { LabelSmoothing = value };
                    if (!(value is >= 0 and < 1))
                    {
                        errors.AddOption(DeclarationRule.Option, nameof(LabelSmoothing), signature.Kind.ToString(), "'LabelSmoothing' is 0 up to but not including 1");
                    }

                    break;
            }
        }

        return parsed;
    }
}
