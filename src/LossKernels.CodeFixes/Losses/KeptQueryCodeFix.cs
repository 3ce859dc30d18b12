using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK4003: runs the query once, and keeps what it gives in an array.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeptQueryCodeFix))]
[Shared]
public sealed class KeptQueryCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK4003"];

    private protected override string Title => "Keep the results with ToArray()";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        // Of an array, Reverse() is that of spans, which returns nothing.
        if (ExpressionAt(editor, diagnostic.Location) is not { Parent.Parent: VariableDeclaratorSyntax { Parent.Parent.Parent: BlockSyntax block } declarator } query
            || block.DescendantNodes().Any(node => node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax sequence, Name.Identifier.Text: "Reverse" }
                && sequence.Identifier.Text == declarator.Identifier.Text)
            || editor.SemanticModel.LookupSymbols(query.SpanStart, editor.SemanticModel.GetTypeInfo(query).Type as INamespaceOrTypeSymbol, "ToArray", includeReducedExtensionMethods: true).IsEmpty)
        {
            return false;
        }

        editor.ReplaceNode(query, (current, _) =>
        {
            var bare = (ExpressionSyntax)current.WithoutTrivia();
            var source = bare is InvocationExpressionSyntax ? bare : SyntaxFactory.ParenthesizedExpression(bare);
            return SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, source, SyntaxFactory.IdentifierName("ToArray")))
                .WithTriviaFrom(current);
        });
        return true;
    }
}
