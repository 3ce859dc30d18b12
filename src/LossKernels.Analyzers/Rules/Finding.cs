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
    /// <summary>What is mistaken: of two rules that see the same subject, only the first speaks.</summary>
    public Value? Subject { get; init; }

    /// <summary>The severity, where it is not the rule's usual one.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    /// <summary>The other operations that a fix rewrites.</summary>
    public IReadOnlyList<IOperation> Others { get; init; } = [];

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Rule.Descriptor,
        Operation.Syntax.GetLocation(),
        Severity ?? Rule.Descriptor.DefaultSeverity,
        Others.Select(other => other.Syntax.GetLocation()),
        ImmutableDictionary<string, string?>.Empty,
        Arguments);
}
