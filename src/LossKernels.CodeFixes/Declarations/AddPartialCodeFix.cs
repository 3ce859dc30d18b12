using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.CodeFixes.Declarations;

/// <summary>LK0001: makes the kernel method and the types around it partial, and takes the method's body away.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartialCodeFix))]
[Shared]
public sealed class AddPartialCodeFix : DeclarationCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK0001"];

    private protected override FixOffer? Offer(MemberDeclarationSyntax member, Diagnostic diagnostic)
    {
        if (Touched(member).Any(CannotBePartial))
        {
            return null;
        }

        // A body that does something is the user's work: it goes only where the user chose a fix that says so.
        var method = member as MethodDeclarationSyntax;
        if (method is not null && DoesSomething(method))
        {
            return new("Replace the body by the kernel", "LK0001.Body");
        }

        return Touched(member).Any(declaration => !declaration.Has(SyntaxKind.PartialKeyword)) || HasBody(method)
            ? new("Add 'partial'", "LK0001")
            : null;
    }

    private protected override IEnumerable<MemberDeclarationSyntax> Touched(MemberDeclarationSyntax member)
        => member.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().Where(node => node is not BaseNamespaceDeclarationSyntax);

    private protected override MemberDeclarationSyntax Rewrite(MemberDeclarationSyntax member, Diagnostic diagnostic)
    {
        var bodiless = member is MethodDeclarationSyntax method && HasBody(method) ? WithoutBody(method) : member;
        return bodiless.Has(SyntaxKind.PartialKeyword) ? bodiless : bodiless.WithLast(SyntaxKind.PartialKeyword);
    }

    private static bool CannotBePartial(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.TypeParameterList is not null
            || method.ExplicitInterfaceSpecifier is not null
            || method.Has(SyntaxKind.AbstractKeyword)
            || method.Has(SyntaxKind.ExternKeyword)
            || method.Has(SyntaxKind.AsyncKeyword),
        InterfaceDeclarationSyntax => true,
        TypeDeclarationSyntax type => type.Has(SyntaxKind.FileKeyword),
        _ => true,
    };

    private static bool HasBody(MethodDeclarationSyntax? method) => method is { Body: not null } or { ExpressionBody: not null };

    private static bool DoesSomething(MethodDeclarationSyntax method)
        => method.ExpressionBody is { Expression: var value }
            ? !IsPlaceholder(value)
            : method.Body is { Statements: var statements } && statements.Count > 0 && !(statements.Count == 1 && IsPlaceholder(statements[0]));

    private static bool IsPlaceholder(SyntaxNode? node) => node switch
    {
        ThrowStatementSyntax or ThrowExpressionSyntax or null => true,
        ReturnStatementSyntax { Expression: var value } => IsPlaceholder(value),
        ExpressionSyntax value => value.IsKind(SyntaxKind.DefaultLiteralExpression) || value is DefaultExpressionSyntax,
        _ => false,
    };

    private static MethodDeclarationSyntax WithoutBody(MethodDeclarationSyntax method)
    {
        var head = method.Body?.GetFirstToken() ?? method.ExpressionBody!.GetFirstToken();
        var before = head.GetPreviousToken();
        var bare = method.ReplaceToken(before, before.WithTrailingTrivia(before.TrailingTrivia.Where(IsComment)));
        return bare
            .WithBody(null)
            .WithExpressionBody(null)
            .WithSemicolonToken(SyntaxFactory.Token(
                SyntaxFactory.TriviaList(), SyntaxKind.SemicolonToken, method.GetLastToken().TrailingTrivia));
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
