using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.CodeFixes.Declarations;

/// <summary>A fix that rewrites kernel declarations within their own file; all of a file's are rewritten in one step.</summary>
public abstract class DeclarationCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create(async (context, document, diagnostics)
            => await RewriteAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Declaration(root, diagnostic) is { } member && Offer(member, diagnostic) is { } offer)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        offer.Title,
                        cancellation => RewriteAsync(context.Document, [diagnostic], offer.Kind, cancellation),
                        offer.Kind),
                    diagnostic);
            }
        }
    }

    /// <summary>What the fix is called and which kind of fix it is, or null where it has nothing right to offer.</summary>
    private protected abstract FixOffer? Offer(MemberDeclarationSyntax member, Diagnostic diagnostic);

    /// <summary>The declarations that the fix touches: the member itself, or its containing types too.</summary>
    private protected virtual IEnumerable<MemberDeclarationSyntax> Touched(MemberDeclarationSyntax member) => [member];

    /// <summary>One touched declaration as it should be.</summary>
    private protected abstract MemberDeclarationSyntax Rewrite(MemberDeclarationSyntax member, Diagnostic diagnostic);

    /// <summary>The method or type that is reported; null for a function within one, which is not to be confused with it.</summary>
    private static MemberDeclarationSyntax? Declaration(SyntaxNode? root, Diagnostic diagnostic)
        => root?.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<SyntaxNode>(node =>
            node is MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax) as MemberDeclarationSyntax;

    private async Task<Document> RewriteAsync(
        Document document,
        ImmutableArray<Diagnostic> diagnostics,
        string? kind,
        CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
        {
            return document;
        }

        var touched = new Dictionary<SyntaxNode, Diagnostic>();
        foreach (var diagnostic in diagnostics)
        {
            if (Declaration(root, diagnostic) is { } member && Offer(member, diagnostic)?.Kind == kind)
            {
                foreach (var declaration in Touched(member))
                {
                    touched[declaration] = diagnostic;
                }
            }
        }

        return document.WithSyntaxRoot(root.ReplaceNodes(
            touched.Keys,
            (original, rewritten) => Rewrite((MemberDeclarationSyntax)rewritten, touched[original])));
    }
}

/// <summary>What a fix is called, and the kind (equivalence key) of those that are applied together.</summary>
internal sealed record FixOffer(string Title, string Kind);
