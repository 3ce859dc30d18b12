using System.Collections.Immutable;
using System.Composition;
using LossKernels.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK2001: divides a sum over rows by their number; a framework's loss takes the mean.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AverageCodeFix))]
[Shared]
public sealed class AverageCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK2001"];

    private protected override string Title => "Take the mean over the rows";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (ExpressionAt(editor, diagnostic.Location) is not { } loss || diagnostic.Properties.ContainsKey(Finding.NotFixable))
        {
            return false;
        }

        if (diagnostic.Properties.TryGetValue(SummedLoss.Rows, out var rows))
        {
            editor.ReplaceNode(loss, SyntaxFactory.ParseExpression($"{AsFactor(loss)} / {AsFactor(SyntaxFactory.ParseExpression(rows!))}").WithTriviaFrom(loss));
            return true;
        }

        if (loss is MemberAccessExpressionSyntax { Name.Identifier.Text: "Sum" } reduction)
        {
            editor.ReplaceNode(reduction, reduction.WithName(SyntaxFactory.IdentifierName("Mean")).WithTriviaFrom(reduction));
            return true;
        }

        return false;
    }

    private static string AsFactor(ExpressionSyntax expression)
    {
        var text = expression.WithoutTrivia().ToString();
        return expression is BinaryExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax or LambdaExpressionSyntax ? $"({text})" : text;
    }
}
