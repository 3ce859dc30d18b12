using System.Collections.Immutable;
using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>One mistake.</summary>
/// <param name="Rule">Which rule says so.</param>
/// <param name="Operation">Where it is reported.</param>
/// <param name="Arguments">The places of the message.</param>
internal sealed record Finding(LossRule Rule, IOperation Operation, params object[] Arguments)
{
    /// <summary>The property of a diagnostic that no fix is offered for.</summary>
    public const string NotFixable = nameof(NotFixable);

    /// <summary>The property of a diagnostic about one less a probability.</summary>
    public const string Complement = nameof(Complement);

    /// <summary>Where it is reported, where that is not the whole operation.</summary>
    public Location? Location { get; init; }

    /// <summary>What is mistaken: of two rules that see the same subject, only the first speaks.</summary>
    public Value? Subject { get; init; }

    /// <summary>Whether the subject is mistaken wherever it is a part of another rule's, too.</summary>
    public bool IsPart { get; init; }

    /// <summary>The severity, where it is not the rule's usual one.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    /// <summary>The other operations that a fix rewrites.</summary>
    public IReadOnlyList<IOperation> Others { get; init; } = [];

    /// <summary>Whether the operation is about one less a probability.</summary>
    public bool IsComplement { get; init; }

    /// <summary>Whether a fix that rewrites this operation and the others changes nothing else.</summary>
    public bool IsFixable { get; init; } = true;

    /// <summary>What a fix writes, by names of its own.</summary>
    public ImmutableDictionary<string, string?> Texts { get; init; } = ImmutableDictionary<string, string?>.Empty;

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Rule.Descriptor,
        Location ?? Operation.Syntax.GetLocation(),
        Severity ?? Rule.Descriptor.DefaultSeverity,
        (IsFixable ? Others : []).Select(other => other.Syntax.GetLocation()),
        Properties(),
        Arguments);

    private ImmutableDictionary<string, string?> Properties()
    {
        var properties = Texts;
        properties = IsFixable ? properties : properties.Add(NotFixable, null);
        return IsComplement ? properties.Add(Complement, null) : properties;
    }
}
