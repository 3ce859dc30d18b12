using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
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
        if (ActivatedAt(editor, [diagnostic.Location, .. diagnostic.AdditionalLocations]) is not var (_, input, replaced))
        {
            return false;
        }

        editor.ReplaceNode(replaced, input.WithTriviaFrom(replaced));
        return true;
    }
}
