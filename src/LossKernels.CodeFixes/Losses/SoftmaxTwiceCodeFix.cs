using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK2005: drops the second softmax; a log-softmax is taken of what the softmax was of.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SoftmaxTwiceCodeFix))]
[Shared]
public sealed class SoftmaxTwiceCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK2005"];

    private protected override string Title => "Take one softmax";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        var model = editor.SemanticModel;
        if (diagnostic.AdditionalLocations.Count == 0
            || ExpressionAt(editor, diagnostic.Location) is not InvocationExpressionSyntax outer
            || ExpressionAt(editor, diagnostic.AdditionalLocations[0]) is not { } input)
        {
            return false;
        }

        if (diagnostic.AdditionalLocations.Count == 3)
        {
            return DropInner(editor, diagnostic);
        }

        if (outer.Parent is ExpressionStatementSyntax || !SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(outer).Type, model.GetTypeInfo(input).Type))
        {
            return false;
        }

        editor.ReplaceNode(outer, input.WithoutTrivia().ToString().InPlaceOf(outer));
        return true;
    }

    private static bool DropInner(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (ActivatedAt(editor, diagnostic.AdditionalLocations) is not var (_, logits, replaced))
        {
            return false;
        }

        editor.ReplaceNode(replaced, logits.WithoutTrivia().ToString().InPlaceOf(replaced));
        return true;
    }
}
