using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>The errors found so far.</summary>
internal sealed class DeclarationErrors
{
    private readonly ImmutableArray<DeclarationError>.Builder _errors = ImmutableArray.CreateBuilder<DeclarationError>();

    public int Count => _errors.Count;

    public void Add(DiagnosticDescriptor rule, DeclarationTarget target, int index, params string[] arguments)
        => _errors.Add(new DeclarationError(rule, target, index, "", arguments.ToEquatableArray(), ""));

    public void AddWithSuggestion(DiagnosticDescriptor rule, DeclarationTarget target, int index, string suggestion, params string[] arguments)
        => _errors.Add(new DeclarationError(rule, target, index, "", arguments.ToEquatableArray(), suggestion));

    public void AddOption(DiagnosticDescriptor rule, string option, params string[] arguments)
        => _errors.Add(new DeclarationError(rule, DeclarationTarget.AttributeArgument, 0, option, arguments.ToEquatableArray(), ""));

    public EquatableArray<DeclarationError> ToEquatableArray() => _errors.ToEquatableArray();
}
