using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK1002: subtracts the maximum into the destination, and takes the softmax there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TensorSoftmaxCodeFix))]
[Shared]
public sealed class TensorSoftmaxCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK1002"];

    private protected override string Title => "Subtract the maximum";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (ExpressionAt(editor, diagnostic.Location) is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement } call
            || FunctionCall.Of(call, editor.SemanticModel) is not { } softmax
            || call.ArgumentList.Arguments.Count != 2
            || call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null || !IsSimple(argument.Expression)))
        {
            return false;
        }

        var scores = softmax.Argument.WithoutTrivia().ToString();
        var destination = call.ArgumentList.Arguments[1].Expression.WithoutTrivia().ToString();
        var shift = softmax.Call("Subtract", scores, softmax.Call("Max", scores), destination);
        editor.InsertBefore(
            statement,
            SyntaxFactory.ParseStatement($"{shift};").WithTrailingTrivia(SyntaxFactory.EndOfLine(Rewriting.EndOfLine(statement))).Formatted());
        editor.ReplaceNode(call.ArgumentList.Arguments[0], call.ArgumentList.Arguments[1].WithTriviaFrom(call.ArgumentList.Arguments[0]));
        return true;
    }

    /// <summary>Whether naming the expression again computes nothing again.</summary>
    private static bool IsSimple(ExpressionSyntax expression)
        => expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } };
}
