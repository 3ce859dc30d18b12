using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK1006: keeps the exponential of softplus below one, and adds the rest outside the logarithm.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SoftplusCodeFix))]
[Shared]
public sealed class SoftplusCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK1006"];

    private protected override string Title => "Write Max(x, 0) + Log(1 + Exp(-Abs(x)))";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (FunctionCall.Of(ExpressionAt(editor, diagnostic.Location), editor.SemanticModel) is not { Syntax.ArgumentList.Arguments.Count: 1, IsNatural: true } logarithm
            || diagnostic.AdditionalLocations.Count == 0
            || FunctionCall.Of(ExpressionAt(editor, diagnostic.AdditionalLocations[0]), editor.SemanticModel) is not { } exponential
            || !Rewriting.IsSameAt(exponential.Argument, logarithm.Syntax, editor.SemanticModel))
        {
            return false;
        }

        var x = exponential.Argument.WithoutTrivia().ToString();
        var small = exponential.Converted(exponential.With($"-{exponential.Call("Abs", x)}"));
        var rest = logarithm.IsOfOneMore ? logarithm.With(small) : logarithm.With($"{exponential.One} + {small}");
        editor.ReplaceNode(logarithm.Syntax, $"{logarithm.Call("Max", x, exponential.Zero)} + {rest}".InPlaceOf(logarithm.Syntax));
        return true;
    }
}
