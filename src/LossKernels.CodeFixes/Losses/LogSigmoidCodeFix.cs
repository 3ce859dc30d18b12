using System.Collections.Immutable;
using System.Composition;
using LossKernels.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK1005: computes the logarithm of a sigmoid from the sigmoid's argument, by a softplus that never overflows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogSigmoidCodeFix))]
[Shared]
public sealed class LogSigmoidCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK1005"];

    private protected override string Title => "Write Min(x, 0) - Log(1 + Exp(-Abs(x)))";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        var model = editor.SemanticModel;
        if (diagnostic.Properties.ContainsKey(Finding.NotFixable)
            || FunctionCall.Of(ExpressionAt(editor, diagnostic.Location), model) is not { Syntax.ArgumentList.Arguments.Count: 1, IsNatural: true } logarithm
            || LogitOf(editor, diagnostic, logarithm) is not { } logit)
        {
            return false;
        }

        // log sigmoid(x) = min(x, 0) - log(1 + exp(-|x|)); log(1 - sigmoid(x)) is that of -x.
        var x = diagnostic.Properties.ContainsKey(Finding.Complement) ? FunctionCall.Negate(SyntaxFactory.ParseExpression(logit)) : logit;
        var (least, size) = (logarithm.Call("Min", x, logarithm.Zero), logarithm.Call("Abs", logit));
        editor.ReplaceNode(
            logarithm.Syntax,
            $"{least} - {logarithm.With($"{logarithm.One} + {logarithm.Call("Exp", $"-{size}")}")}".InPlaceOf(logarithm.Syntax));
        return true;
    }

    /// <summary>The sigmoid's argument: what a helper is called with, or what Exp(-x) negates.</summary>
    private static string? LogitOf(DocumentEditor editor, Diagnostic diagnostic, FunctionCall logarithm)
    {
        var model = editor.SemanticModel;
        foreach (var location in diagnostic.AdditionalLocations)
        {
            if (FunctionCall.Of(ExpressionAt(editor, location), model) is { } exponential && Rewriting.IsSameAt(exponential.Argument, logarithm.Syntax, model))
            {
                return exponential.Negated;
            }
        }

        // Log(Sigmoid(x)): the one argument of the one call.
        var calls = logarithm.Argument.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().ToArray();
        return diagnostic.AdditionalLocations.Count == 0 && calls is { Length: 1 } && calls[0].ArgumentList.Arguments is { Count: 1 } arguments
            && model.GetSymbolInfo(calls[0]).Symbol is IMethodSymbol { Parameters: { Length: 1 } parameters }
            && SymbolEqualityComparer.Default.Equals(parameters[0].Type, model.GetTypeInfo(logarithm.Syntax).Type)
                ? FunctionCall.Bare(arguments[0].Expression).WithoutTrivia().ToString()
                : null;
    }
}
