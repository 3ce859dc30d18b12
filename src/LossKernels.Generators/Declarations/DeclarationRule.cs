using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>
/// The rules of declarations: ID, title, and a message that says what is wrong and what would be right, with the places of
/// <see cref="DeclarationError.Arguments"/>.
/// </summary>
internal static class DeclarationRule
{
    private const string Category = "Declaration";

    /// <summary>Method not partial, has a body, or stands where no second part can be added.</summary>
    public static readonly DiagnosticDescriptor NotImplementable = new(
        "LK0001",
        "A kernel method cannot be implemented here",
        "'{0}' cannot be implemented: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK0001"));

    /// <summary>No accessibility modifier.</summary>
    public static readonly DiagnosticDescriptor NoAccessibility = new(
        "LK0002",
        "A kernel method needs an accessibility modifier",
        "'{0}' has no accessibility modifier, so C# would silently erase its calls: write 'public', 'internal' or 'private'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK0002"));

    /// <summary>Class count out of range.</summary>
    public static readonly DiagnosticDescriptor ClassCount = new(
        "LK0003",
        "The class count is out of range",
        "[{0}({1})]: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK0003"));

    /// <summary>Element type not supported, or mixed.</summary>
    public static readonly DiagnosticDescriptor ElementTypes = new(
        "LK0004",
        "The element type is not supported, or mixed",
        "'{0}' has elements of type '{1}': {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK0004"));

    /// <summary>A parameter whose name is no role.</summary>
    public static readonly DiagnosticDescriptor UnknownRole = new(
        "LK0005",
        "A parameter's name is no role",
        "'{0}' is no role of [{1}]: a parameter's name is its role, one of {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK0005"));

    /// <summary>Roles missing, contradictory or of the wrong type.</summary>
    public static readonly DiagnosticDescriptor Roles = new(
        "LK0006",
        "Parameters are missing, contradictory or of the wrong type",
        "[{0}] {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK0006"));

    /// <summary>Wrong return type.</summary>
    public static readonly DiagnosticDescriptor ReturnType = new(
        "LK0007",
        "The return type is wrong",
        "'{0}' returns '{1}', but [{2}] {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK0007"));

    /// <summary>Option out of range, or without effect on this signature.</summary>
    public static readonly DiagnosticDescriptor Option = new(
        "LK0008",
        "An option is out of range, or has no effect",
        "[{0}] {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK0008"));

    /// <summary>Target framework or language version too old.</summary>
    public static readonly DiagnosticDescriptor Platform = new(
        "LK0009",
        "The target framework or language version is too old",
        "[{0}] needs .NET 10 and C# 14 or later: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK0009"));

    /// <summary>Two kernel attributes on one method.</summary>
    public static readonly DiagnosticDescriptor TwoKernels = new(
        "LK0010",
        "Two kernel attributes on one method",
        "'{0}' has [{1}] and [{2}]: a method is one kernel, so declare a method for each",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK0010"));

    /// <summary>All of them, in the order of their IDs.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NotImplementable,
        NoAccessibility,
        ClassCount,
        ElementTypes,
        UnknownRole,
        Roles,
        ReturnType,
        Option,
        Platform,
        TwoKernels,
    ];
}
