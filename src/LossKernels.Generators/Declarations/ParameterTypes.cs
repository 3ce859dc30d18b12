using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Generators.Declarations;

/// <summary>The C# types of roles: checked, read and named.</summary>
internal static class ParameterTypes
{
    /// <summary>The types of class labels, with their keywords.</summary>
    private static readonly (SpecialType Type, string Keyword)[] LabelTypes =
    [
        (SpecialType.System_Byte, "byte"),
        (SpecialType.System_UInt16, "ushort"),
        (SpecialType.System_Int16, "short"),
        (SpecialType.System_Int32, "int"),
        (SpecialType.System_Int64, "long"),
    ];

    /// <summary>The types of binary labels, with their keywords.</summary>
    private static readonly (SpecialType Type, string Keyword)[] BinaryLabelTypes =
    [
        (SpecialType.System_Boolean, "bool"),
        (SpecialType.System_Byte, "byte"),
        (SpecialType.System_SByte, "sbyte"),
        (SpecialType.System_Int16, "short"),
        (SpecialType.System_Int32, "int"),
    ];

    /// <summary>Whether a parameter has the type of its role; adds LK0004 or LK0006 where it has not.</summary>
    public static bool Check(IParameterSymbol parameter, RoleRule rule, StoredType? element, KernelSignature signature, DeclarationErrors errors)
    {
        if (UnknownTypes.In(parameter.Type))
        {
            return false;
        }

        if (parameter.RefKind != RefKindOf(rule.Type) || ValueType(parameter.Type, rule.Type) is not { } value)
        {
            return Wrong();
        }

        switch (rule.Type)
        {
            case RoleType.Label or RoleType.OutCount or RoleType.OutputLabelsPerRow or RoleType.OutputLabelsPerRank:
                return value.SpecialType == SpecialType.System_Int32 || Wrong();
            case RoleType.LabelsPerRow:
                return LabelTypes.Any(type => type.Type == value.SpecialType) || Wrong();
            case RoleType.BinaryLabelsPerClass:
                return BinaryLabelTypes.Any(type => type.Type == value.SpecialType) || Wrong();
        }

        // A value per class, rank or row that is no number at all is a wrong type; a number of another kind is a wrong element type.
        if (StoredTypes.Of(value) is not { } found)
        {
            if (UnknownTypes.In(value))
            {
                return false;
            }

            return Mixed(StoredTypes.Supported);
        }

        return element is not { } stored || MayBe(found, stored, IsPerElement(rule.Type)) || Mixed(stored != StoredType.Half
            ? $"every floating-point value of a kernel has the type of its logits, here '{stored.Keyword()}'"
            : IsPerElement(rule.Type)
                ? "what has a value for each of the logits has their type, here 'Half'"
                : "beside logits of 'Half' it may be 'Half' or 'float'");

        bool Wrong()
        {
            var modifier = parameter.RefKind == RefKind.None ? "" : parameter.RefKind.ToString().ToLowerInvariant() + " ";
            errors.Add(
                DeclarationRule.Roles,
                DeclarationTarget.Parameter,
                parameter.Ordinal,
                signature.Kind.ToString(),
                $"takes '{rule.Role.Name()}' as '{Expected(rule.Type, element)}', not as '{modifier}{Identifiers.ShortName(parameter.Type)}'");
            return false;
        }

        bool Mixed(string what)
        {
            errors.Add(DeclarationRule.ElementTypes, DeclarationTarget.Parameter, parameter.Ordinal, parameter.Name, Identifiers.ShortName(value), what);
            return false;
        }
    }

    /// <summary>
    /// Whether a value may have a type, given that of the logits: the same, or <c>float</c> beside <c>Half</c> where it is not one of as many as
    /// there are logits, so that losses, weights and temperatures keep their digits at no cost in memory.
    /// </summary>
    public static bool MayBe(StoredType type, StoredType logits, bool isPerElement)
        => type == logits || (logits == StoredType.Half && type == StoredType.Single && !isPerElement);

    /// <summary>A parameter whose type was found right.</summary>
    public static KernelParameter Read(IParameterSymbol parameter, RoleRule rule, ParameterSyntax? syntax) => new(
        rule.Role,
        Identifiers.Escape(parameter.Name),
        ShapeOf(rule.Type),
        rule.Type is not (RoleType.ElementsPerClass or RoleType.SharedElementsPerClass or RoleType.Element or RoleType.Label or RoleType.LabelsPerRow or RoleType.BinaryLabelsPerClass),
        NameOf(ValueType(parameter.Type, rule.Type)!),
        MethodShapeReader.Parameter(parameter, syntax));

    /// <summary>The type that a role's parameter must have, as a user writes it.</summary>
    public static string Expected(RoleType type, StoredType? element)
    {
        var value = element == StoredType.Half && !IsPerElement(type) ? "Half|float" : element?.Keyword() ?? "T";
        return type switch
        {
            RoleType.ElementsPerClass or RoleType.SharedElementsPerClass => $"ReadOnlySpan<{value}>",
            RoleType.OutputPerClass or RoleType.OutputPerRow or RoleType.OutputPerRank => $"Span<{value}>",
            RoleType.Element => value,
            RoleType.OutElement => $"out {value}",
            RoleType.Label => "int",
            RoleType.LabelsPerRow => $"ReadOnlySpan<{string.Join("|", LabelTypes.Select(label => label.Keyword))}>",
            RoleType.BinaryLabelsPerClass => $"ReadOnlySpan<{string.Join("|", BinaryLabelTypes.Select(label => label.Keyword))}>",
            RoleType.OutputLabelsPerRow or RoleType.OutputLabelsPerRank => "Span<int>",
            RoleType.OutCount => "out int",
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
    }

    private static bool IsPerElement(RoleType type) => type is RoleType.ElementsPerClass or RoleType.OutputPerClass;

    private static string NameOf(ITypeSymbol value) => StoredTypes.Of(value)?.Keyword() ?? Identifiers.FullName(value);

    private static RefKind RefKindOf(RoleType type) => type is RoleType.OutElement or RoleType.OutCount ? RefKind.Out : RefKind.None;

    /// <summary>The type of one value, or null where the parameter is not of the kind that the role has.</summary>
    private static ITypeSymbol? ValueType(ITypeSymbol type, RoleType role) => role switch
    {
        RoleType.ElementsPerClass or RoleType.SharedElementsPerClass or RoleType.LabelsPerRow or RoleType.BinaryLabelsPerClass => Spans.ElementOf(type, "ReadOnlySpan"),
        RoleType.OutputPerClass or RoleType.OutputPerRow or RoleType.OutputLabelsPerRow or RoleType.OutputPerRank or RoleType.OutputLabelsPerRank => Spans.ElementOf(type, "Span"),
        RoleType.Element or RoleType.OutElement => type.TypeKind == TypeKind.Struct && Spans.ElementOf(type) is null ? type : null,
        _ => type,
    };

    private static ParameterShape ShapeOf(RoleType type) => type switch
    {
        RoleType.ElementsPerClass or RoleType.OutputPerClass or RoleType.BinaryLabelsPerClass => ParameterShape.PerClass,
        RoleType.SharedElementsPerClass => ParameterShape.SharedPerClass,
        RoleType.OutputPerRow or RoleType.LabelsPerRow or RoleType.OutputLabelsPerRow => ParameterShape.PerRow,
        RoleType.OutputPerRank or RoleType.OutputLabelsPerRank => ParameterShape.PerRank,
        RoleType.Element or RoleType.Label => ParameterShape.Scalar,
        RoleType.OutElement or RoleType.OutCount => ParameterShape.Out,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
