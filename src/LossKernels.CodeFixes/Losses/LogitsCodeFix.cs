using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK2003: drops the activation of what a loss of logits is given.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogitsCodeFix))]
[Shared]
public sealed class LogitsCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK2003"];

    private protected override string Title => "Pass the logits";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Count < 2
            || ExpressionAt(editor, diagnostic.Location) is not { } argument
            || ExpressionAt(editor, diagnostic.AdditionalLocations[0]) is not { } activation
            || ExpressionAt(editor, diagnostic.AdditionalLocations[1]) is not { } input
            || Activated.At(argument, activation, input, editor.SemanticModel) is not { } replaced)
        {
            return false;
        }

        editor.ReplaceNode(replaced, input.WithTriviaFrom(replaced));
        return true;
    }
}
