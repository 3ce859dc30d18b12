using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK4002: calls the function of <c>MathF</c>, without the conversion around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FloatFunctionCodeFix))]
[Shared]
public sealed class FloatFunctionCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK4002"];

    private protected override string Title => "Use MathF";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (ExpressionAt(editor, diagnostic.Location) is not InvocationExpressionSyntax call || NameOf(call) is not { } name)
        {
            return false;
        }

        ExpressionSyntax whole = call;
        while (whole.Parent is ParenthesizedExpressionSyntax parenthesized)
        {
            whole = parenthesized;
        }

        whole = whole.Parent as CastExpressionSyntax ?? (ExpressionSyntax)call;
        var function = SyntaxFactory.ParseExpression($"global::System.MathF.{name.Identifier.Text}").WithAdditionalAnnotations(Simplifier.Annotation);

        // What the call's arguments have become in the meantime is kept.
        editor.ReplaceNode(whole, (current, _) => Called(current).WithExpression(function).WithTriviaFrom(current));
        return true;
    }

    private static InvocationExpressionSyntax Called(SyntaxNode node)
        => (InvocationExpressionSyntax)(node is CastExpressionSyntax cast ? FunctionCall.Bare(cast.Expression) : node);

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };
}
