using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK1007: writes the sigmoid as one over one plus the exponential of the negated argument.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SigmoidCodeFix))]
[Shared]
public sealed class SigmoidCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK1007"];

    private protected override string Title => "Write 1 / (1 + Exp(-x))";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (ExpressionAt(editor, diagnostic.Location) is not { } division
            || diagnostic.AdditionalLocations.Count == 0
            || FunctionCall.Of(ExpressionAt(editor, diagnostic.AdditionalLocations[0]), editor.SemanticModel) is not { } exponential
            || !Rewriting.IsSameAt(exponential.Argument, division, editor.SemanticModel))
        {
            return false;
        }

        editor.ReplaceNode(division, $"{exponential.One} / ({exponential.One} + {exponential.Converted(exponential.With(exponential.Negated))})".InPlaceOf(division));
        return true;
    }
}
