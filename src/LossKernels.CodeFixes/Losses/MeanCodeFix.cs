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
            case BinaryExpressionSyntax division when TypeOf(division) is { } type && SymbolEqualityComparer.Default.Equals(type, TypeOf(division.Left)):
                editor.ReplaceNode(division, FunctionCall.Bare(division.Left).WithoutTrivia().ToString().InPlaceOf(division));
                return true;
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement }:
                editor.RemoveNode(statement);
                return true;
            default:
                return false;
        }

        ITypeSymbol? TypeOf(ExpressionSyntax expression) => editor.SemanticModel.GetTypeInfo(expression).Type;
    }
}
