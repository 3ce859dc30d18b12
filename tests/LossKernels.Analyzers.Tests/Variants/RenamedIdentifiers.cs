using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Analyzers.Tests.Variants;

/// <summary>Locals, parameters of methods that are no kernels, and variables of queries get names that say nothing.</summary>
internal sealed record RenamedIdentifiers() : Variant("renamed identifiers", KeepsNames: false)
{
    protected override IEnumerable<(int Start, int End, string Text)> Edits(SyntaxNode root, SemanticModel model)
    {
        var names = new Dictionary<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach (var token in root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
        {
            var symbol = token.Parent is IdentifierNameSyntax name ? model.GetSymbolInfo(name).Symbol : token.Parent is { } parent ? model.GetDeclaredSymbol(parent) : null;
            if (symbol is ILocalSymbol or IRangeVariableSymbol || (symbol is IParameterSymbol { DeclaringSyntaxReferences.Length: > 0, ContainingSymbol: IMethodSymbol { IsPartialDefinition: false } method } && method.GetAttributes().IsEmpty))
            {
                if (!names.TryGetValue(symbol, out var renamed))
                {
                    renamed = $"q{names.Count}q";
                    names.Add(symbol, renamed);
                }

                yield return (token.SpanStart, token.Span.End, renamed);
            }
        }
    }
}
