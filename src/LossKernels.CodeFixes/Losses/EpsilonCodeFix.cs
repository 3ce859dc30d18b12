using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK1009: writes an epsilon that its type can tell from 0 beside 1.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EpsilonCodeFix))]
[Shared]
public sealed class EpsilonCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK1009"];

    private protected override string Title => "Use an epsilon that has an effect";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Count == 0
            || ExpressionAt(editor, diagnostic.Location) is not { } sum
            || ExpressionAt(editor, diagnostic.AdditionalLocations[0]) is not { } epsilon)
        {
            return false;
        }

        // The constant keeps its name and its other uses: only this one changes.
        var isFloat = editor.SemanticModel.GetTypeInfo(sum).Type?.SpecialType == SpecialType.System_Single;
        editor.ReplaceNode(epsilon, (ExpressionSyntax)SyntaxFactory.ParseExpression(isFloat ? "1e-7f" : "1e-15").WithTriviaFrom(epsilon));
        return true;
    }
}
