using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK2009: drops the division of what is a mean already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MeanCodeFix))]
[Shared]
public sealed class MeanCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK2009"];

    private protected override string Title => "Drop the division";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        switch (ExpressionAt(editor, diagnostic.Location))
        {
            case BinaryExpressionSyntax division when MeanIn(division) is { } mean && TypeOf(division) is { } type && SymbolEqualityComparer.Default.Equals(type, TypeOf(mean)):
                editor.ReplaceNode(division, FunctionCall.Bare(mean).WithoutTrivia().ToString().InPlaceOf(division));
                return true;
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement }:
                editor.RemoveNode(statement);
                return true;
            default:
                return false;
        }

        // Of a product with a reciprocal, either factor.
        ExpressionSyntax? MeanIn(BinaryExpressionSyntax division)
            => diagnostic.AdditionalLocations is [var at] ? new[] { division.Left, division.Right }.FirstOrDefault(side => side.Span.Contains(at.SourceSpan)) : null;

        ITypeSymbol? TypeOf(ExpressionSyntax expression) => editor.SemanticModel.GetTypeInfo(expression).Type;
    }
}
