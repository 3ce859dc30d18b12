using System.Collections.Immutable;

namespace LossKernels.Generators.Declarations;

/// <summary>The C# type that a role's parameter has; T is the element type.</summary>
internal enum RoleType
{
    /// <summary><c>ReadOnlySpan&lt;T&gt;</c>, N * K values.</summary>
    ElementsPerClass,

    /// <summary><c>ReadOnlySpan&lt;T&gt;</c>, K values that all rows share.</summary>
    SharedElementsPerClass,

    /// <summary><c>Span&lt;T&gt;</c>, N * K values, written.</summary>
    OutputPerClass,

    /// <summary><c>Span&lt;T&gt;</c>, N values, written.</summary>
    OutputPerRow,

    /// <summary><c>T</c> by value.</summary>
    Element,

    /// <summary><c>out T</c>.</summary>
    OutElement,

    /// <summary><c>int</c> by value: the label of exactly one row.</summary>
    Label,

    /// <summary><c>ReadOnlySpan&lt;byte|ushort|short|int|long&gt;</c>, N values.</summary>
    LabelsPerRow,

    /// <summary><c>ReadOnlySpan&lt;bool|byte|sbyte|short|int&gt;</c>, N * K values: one of two each.</summary>
    BinaryLabelsPerClass,

    /// <summary><c>Span&lt;int&gt;</c>, N values, written.</summary>
    OutputLabelsPerRow,

    /// <summary><c>Span&lt;T&gt;</c>, N * count values, written.</summary>
    OutputPerRank,

    /// <summary><c>Span&lt;int&gt;</c>, N * count values, written.</summary>
    OutputLabelsPerRank,

    /// <summary><c>out int</c>.</summary>
    OutCount,
}

/// <summary>Whether a role must be there.</summary>
internal enum Presence
{
    Required,
    Optional,

    /// <summary>Exactly one of the form's roles that are marked so.</summary>
    OneOf,

    /// <summary>Optional, and only beside <c>label</c> or <c>labels</c>.</summary>
    OptionalWithLabels,
}

/// <summary>What a method returns.</summary>
internal enum ReturnKind
{
    Void,
    Element,
    Int32,
}

/// <summary>What an attribute's first argument counts, and so how many values a row has.</summary>
internal enum RowLength
{
    /// <summary>The classes, 2 and more.</summary>
    Classes,

    /// <summary>There is none: every element is a row of its own.</summary>
    Element,

    /// <summary>The outputs, 1 and more; without the argument every element is a row of its own.</summary>
    Outputs,
}

/// <summary>One role of a form.</summary>
internal sealed record RoleRule(Role Role, RoleType Type, Presence Presence);

/// <summary>One way to declare a kernel: a return type and the parameters that go with it.</summary>
/// <param name="Returns">What the method returns.</param>
/// <param name="IsOneRow">Whether the return means exactly one row.</param>
/// <param name="Reductions">The reductions that the form goes with; empty for a kernel without that option.</param>
/// <param name="Roles">The parameters, in the order in which messages list them.</param>
internal sealed record KernelForm(
    ReturnKind Returns,
    bool IsOneRow,
    ImmutableArray<Reduction> Reductions,
    ImmutableArray<RoleRule> Roles)
{
    /// <summary>The rule of a role, or null where the form does not have it.</summary>
    public RoleRule? Find(Role role) => Roles.FirstOrDefault(rule => rule.Role == role);
}

/// <summary>All ways to declare a kernel.</summary>
/// <param name="Kind">What the kernel computes; its attribute is <c>LossKernels.{Kind}Attribute</c>.</param>
/// <param name="Returns">What the kernel returns, for the message of LK0007; <c>{0}</c> is the element type.</param>
/// <param name="Forms">The forms; the first is the one that messages assume.</param>
internal sealed record KernelSignature(KernelKind Kind, string Returns, ImmutableArray<KernelForm> Forms)
{
    /// <summary>What the attribute's first argument counts.</summary>
    public RowLength RowLength { get; init; }

    /// <summary>The attribute's metadata name.</summary>
    public string AttributeMetadataName => $"LossKernels.{Kind}Attribute";

    /// <summary>Whether the attribute has the option <c>Reduction</c>.</summary>
    public bool HasReduction => Forms.Any(form => form.Reductions.Length > 0);
}
