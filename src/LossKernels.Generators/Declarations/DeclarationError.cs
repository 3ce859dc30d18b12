using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>The part of a declaration that an error is about.</summary>
internal enum DeclarationTarget
{
    /// <summary>The method's name.</summary>
    Method,

    /// <summary>The method's return type.</summary>
    ReturnType,

    /// <summary>A parameter, counted from 0.</summary>
    Parameter,

    /// <summary>The name of a containing type, counted outwards: 0 is the innermost.</summary>
    ContainingType,

    /// <summary>A kernel attribute, counted from 0 among the method's kernel attributes.</summary>
    Attribute,

    /// <summary>An argument of the first kernel attribute: the named option, or the class count where no option is named.</summary>
    AttributeArgument,
}

/// <summary>What is wrong with a declaration, as plain values: an analyzer turns the target into a location.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Target">What the error is about.</param>
/// <param name="Index">Which of several parameters, containing types or attributes.</param>
/// <param name="Option">The named option, or <c>count</c>, where <paramref name="Target"/> is an attribute's argument other than the class count; else empty.</param>
/// <param name="Arguments">What the rule's message format is filled with.</param>
/// <param name="Suggestion">
/// What would be right, where one thing is likeliest: the role to rename to (LK0005), the return type (LK0007); else empty.
/// </param>
internal sealed record DeclarationError(
    DiagnosticDescriptor Rule,
    DeclarationTarget Target,
    int Index,
    string Option,
    EquatableArray<string> Arguments,
    string Suggestion)
{
    /// <summary>The rule's ID, such as <c>LK0005</c>.</summary>
    public string Id => Rule.Id;
}
