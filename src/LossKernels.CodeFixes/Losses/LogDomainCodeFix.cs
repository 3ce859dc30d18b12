using System.Collections.Immutable;
using System.Composition;
using LossKernels.Analyzers.Tracking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK2004: makes a softmax that a loss of log-probabilities is given a log-softmax, and tells a loss that its targets are no logarithms.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogDomainCodeFix))]
[Shared]
public sealed class LogDomainCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK2004"];

    private protected override string Title => "Match the loss's domain";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic) => diagnostic.AdditionalLocations.Count switch
    {
        1 => TakeProbabilities(editor, diagnostic),
        2 => PassLogarithms(editor, diagnostic),
        _ => false,
    };

    private static bool PassLogarithms(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (ActivatedAt(editor, [diagnostic.Location, .. diagnostic.AdditionalLocations]) is not (InvocationExpressionSyntax activation, _, var replaced)
            || Activated.AsLogSoftmax(activation, editor.SemanticModel) is not { } logarithm)
        {
            return false;
        }

        editor.ReplaceNode(replaced, logarithm.WithTriviaFrom(replaced));
        return true;
    }

    private static bool TakeProbabilities(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (ExpressionAt(editor, diagnostic.AdditionalLocations[0]) is not InvocationExpressionSyntax { ArgumentList: { } list } loss
            || editor.SemanticModel.GetSymbolInfo(loss).Symbol is not IMethodSymbol method
            || method.Parameters.FirstOrDefault(parameter => parameter.Name == "log_target") is not { } parameter)
        {
            return false;
        }

        var isFalse = SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression);
        var given = list.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.Text == parameter.Name)
            ?? (list.Arguments.Count > parameter.Ordinal && list.Arguments[parameter.Ordinal].NameColon is null ? list.Arguments[parameter.Ordinal] : null);
        if (given is not null)
        {
            editor.ReplaceNode(given.Expression, isFalse.WithTriviaFrom(given.Expression));
            return true;
        }

        var name = SyntaxFactory.NameColon("log_target").WithTrailingTrivia(SyntaxFactory.Space);
        var added = SyntaxFactory.Argument(name, default, isFalse);
        editor.ReplaceNode(loss, (current, _) =>
        {
            var call = (InvocationExpressionSyntax)current;
            var arguments = call.ArgumentList.Arguments;
            var separators = arguments.GetSeparators().Concat([SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)]);
            return call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(arguments.Concat([added]), separators)));
        });
        return true;
    }
}
