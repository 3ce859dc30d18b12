using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>A fix of loss code: rewrites expressions within their file; all of a file's are rewritten in one step.</summary>
public abstract class LossCodeFix : CodeFixProvider
{
    /// <summary>What the fix is called.</summary>
    private protected abstract string Title { get; }

    /// <summary>Which fixes are applied together; those of one rule, where that has one fix.</summary>
    private protected virtual string? Kind => null;

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create(async (context, document, diagnostics)
            => await RewriteAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            // What cannot be rewritten surely is not offered: the rewriting itself tells.
            var editor = await DocumentEditor.CreateAsync(context.Document, context.CancellationToken).ConfigureAwait(false);
            if (Rewrite(editor, diagnostic))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(Title, cancellation => RewriteAsync(context.Document, [diagnostic], cancellation), Kind ?? diagnostic.Id),
                    diagnostic);
            }
        }
    }

    /// <summary>Rewrites what is reported; false, with nothing rewritten, where no rewriting is surely right.</summary>
    private protected abstract bool Rewrite(DocumentEditor editor, Diagnostic diagnostic);

    /// <summary>The expression at a location, without the parentheses and argument around it.</summary>
    private protected static ExpressionSyntax? ExpressionAt(DocumentEditor editor, Location location)
        => location.SourceTree == editor.OriginalRoot.SyntaxTree
            ? editor.OriginalRoot.FindNode(location.SourceSpan, getInnermostNodeForTie: true) as ExpressionSyntax
            : null;

    /// <summary>The output of an activation that a loss is given; null where nothing can stand for it.</summary>
    /// <param name="editor">The document's.</param>
    /// <param name="places">Where it is passed, the activation and its input; others may follow.</param>
    private protected static Activated? ActivatedAt(DocumentEditor editor, IReadOnlyList<Location> places)
        => places.Count >= 3
            && ExpressionAt(editor, places[0]) is { } argument
            && ExpressionAt(editor, places[1]) is { } activation
            && ExpressionAt(editor, places[2]) is { } input
                ? Activated.Of(argument, activation, input, editor.SemanticModel)
                : null;

    private async Task<Document> RewriteAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        foreach (var diagnostic in diagnostics)
        {
            Rewrite(editor, diagnostic);
        }

        return editor.GetChangedDocument();
    }
}
