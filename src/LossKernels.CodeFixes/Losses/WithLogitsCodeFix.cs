using System.Collections.Immutable;
using System.Composition;
using LossKernels.Analyzers.Tracking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK2007: drops the sigmoid, and calls the loss that has it in itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WithLogitsCodeFix))]
[Shared]
public sealed class WithLogitsCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK2007"];

    private protected override string Title => "Take the loss of the logits";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Count < 3
            || ExpressionAt(editor, diagnostic.AdditionalLocations[2]) is not InvocationExpressionSyntax loss
            || NameOf(loss, editor.SemanticModel) is not { } name
            || ActivatedAt(editor, [diagnostic.Location, .. diagnostic.AdditionalLocations]) is not var (_, input, replaced))
        {
            return false;
        }

        editor.ReplaceNode(replaced, input.WithTriviaFrom(replaced));
        editor.ReplaceNode(name, SyntaxFactory.IdentifierName(TensorFunctions.WithLogits(name.Identifier.Text)).WithTriviaFrom(name));
        return true;
    }

    /// <summary>The name to change: of the function, or of what makes the module in place.</summary>
    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax loss, SemanticModel model)
    {
        var called = loss.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "call" or "forward", Expression: var module } ? module as InvocationExpressionSyntax : loss;
        var name = called?.Expression is MemberAccessExpressionSyntax access ? access.Name : called?.Expression as SimpleNameSyntax;
        if (called is null || name?.Identifier.Text is not ("binary_cross_entropy" or "BCELoss") || model.GetSymbolInfo(called).Symbol is not IMethodSymbol { ContainingType: var type })
        {
            return null;
        }

        // Where the function's type is not written out, the other loss has to be one of it.
        return type.GetMembers(TensorFunctions.WithLogits(name.Identifier.Text)).IsEmpty ? null : name;
    }
}
