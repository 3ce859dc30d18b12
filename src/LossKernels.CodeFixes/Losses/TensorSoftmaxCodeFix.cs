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
        if (ExpressionAt(editor, diagnostic.Location) is not InvocationExpressionSyntax call
            || FunctionCall.Of(call, editor.SemanticModel) is not { } softmax
            || call.ArgumentList.Arguments.Count != 2
            || call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null || !IsSimple(argument.Expression)))
        {
            return false;
        }

        var scores = softmax.Argument.WithoutTrivia().ToString();
        var destination = call.ArgumentList.Arguments[1].Expression.WithoutTrivia().ToString();
        var shift = softmax.Call("Subtract", scores, softmax.Call("Max", scores), destination);
        var eol = Rewriting.EndOfLine(call);
        var shifting = SyntaxFactory.ParseStatement($"{shift};").WithTrailingTrivia(SyntaxFactory.EndOfLine(eol)).Formatted();
        var inPlace = call.ReplaceNode(call.ArgumentList.Arguments[0], call.ArgumentList.Arguments[1].WithTriviaFrom(call.ArgumentList.Arguments[0]));
        switch (call.Parent)
        {
            case ExpressionStatementSyntax { Parent: BlockSyntax } statement:
                editor.InsertBefore(statement, shifting);
                editor.ReplaceNode(call, inPlace);
                return true;
            case ExpressionStatementSyntax { Parent: IfStatementSyntax or ElseClauseSyntax or ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax } statement:
                editor.ReplaceNode(statement, Rewriting.Block([shifting, SyntaxFactory.ExpressionStatement(inPlace.WithoutTrivia())], eol).WithTrailingTrivia(statement.GetTrailingTrivia()));
                return true;
            case ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } method }:
                editor.ReplaceNode(method, method.WithBlock([shifting, SyntaxFactory.ExpressionStatement(inPlace.WithoutTrivia())], eol));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether naming the expression again computes nothing again.</summary>
    private static bool IsSimple(ExpressionSyntax expression)
        => expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } };
}
