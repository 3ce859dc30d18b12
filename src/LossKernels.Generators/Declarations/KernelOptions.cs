using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>What the attribute's arguments say.</summary>
/// <param name="Classes">The number of values in a row, or null where it is missing, wrong or no constant.</param>
/// <param name="Reduction">The reduction; the mean unless set.</param>
internal sealed record KernelOptions(int? Classes, Reduction Reduction)
{
    /// <summary>What binary losses alone have.</summary>
    public BinaryOptions Binary { get; init; } = BinaryOptions.Default;

    public const int LeastClasses = 2;
    public const int MostClasses = 1_048_576;
    public const int MostRanks = 1_024;

    /// <summary>The constructor's parameter that says how many classes are ranked.</summary>
    public const string RankCountName = "count";

    /// <summary>How many classes are ranked; 0 where the kernel ranks none, null where the number is missing, wrong or no constant.</summary>
    public int? RankCount { get; init; }

    public static KernelOptions Parse(AttributeData attribute, KernelSignature signature, DeclarationErrors errors)
    {
        int? classes = signature.RowLength != RowLength.Classes && attribute.AttributeConstructor is { Parameters.Length: 0 } ? 1 : null;
        if (attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: int count })
        {
            var areOutputs = signature.RowLength == RowLength.Outputs;
            if (count <= MostClasses && count >= (areOutputs ? 1 : LeastClasses))
            {
                classes = count;
            }
            else
            {
                errors.AddOption(
                    DeclarationRule.ClassCount,
                    "",
                    signature.Kind.ToString(),
                    count.ToString(CultureInfo.InvariantCulture),
                    areOutputs ? "the output count is 1 to 1,048,576, the number of logits in one row" : "the class count is 2 to 1,048,576, the number of logits in one row");
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

        return new KernelOptions(classes, reduction)
        {
            RankCount = signature.Kind == KernelKind.TopK ? ParseRankCount(attribute, classes, errors) : 0,
            Binary = BinaryOptions.Parse(attribute, signature, errors),
        };
    }

    private static int? ParseRankCount(AttributeData attribute, int? classes, DeclarationErrors errors)
    {
        if (attribute.ConstructorArguments.ElementAtOrDefault(1) is not { Kind: TypedConstantKind.Primitive, Value: int count })
        {
            return null;
        }

        var most = Math.Min(classes ?? MostClasses, MostRanks);
        if (count >= 1 && count <= most)
        {
            return count;
        }

        var limit = most == classes ? "the class count" : "the most that are ranked";
        errors.AddOption(
            DeclarationRule.Option,
            RankCountName,
            nameof(KernelKind.TopK),
            string.Format(CultureInfo.InvariantCulture, "ranks 1 to {0:N0} classes ({1}); 'count' is {2:N0}", most, limit, count));
        return null;
    }
}
