using System.Collections.Immutable;
using System.Composition;
using LossKernels.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK2002: divides a sum over rows by their number, leaves one row's sum over the classes undivided, and sums tensors over the classes only.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DivisorCodeFix))]
[Shared]
public sealed class DivisorCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK2002"];

    private protected override string Title => "Take the mean over the rows";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.ContainsKey(Finding.NotFixable) || ExpressionAt(editor, diagnostic.Location) is not { } reported)
        {
            return false;
        }

        if (diagnostic.Properties.TryGetValue(SummedLoss.Rows, out var rows))
        {
            editor.ReplaceNode(reported, rows!.InPlaceOf(reported));
            return true;
        }

        if (diagnostic.AdditionalLocations is [var at])
        {
            return ExpressionAt(editor, at) is InvocationExpressionSyntax sum && OverClasses(editor, sum);
        }

        while (reported.Parent is ParenthesizedExpressionSyntax parenthesized)
        {
            reported = parenthesized;
        }

        switch (reported)
        {
            // One row: what is divided is its loss.
            case { Parent: BinaryExpressionSyntax division } when division.Right == reported:
                editor.ReplaceNode(division, FunctionCall.Bare(division.Left).WithoutTrivia().ToString().InPlaceOf(division));
                return true;
            case { Parent: AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement } }:
                editor.RemoveNode(statement);
                return true;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Average" } average }:
                editor.ReplaceNode(average.Name, SyntaxFactory.IdentifierName("Sum").WithTriviaFrom(average.Name));
                return true;
            default:
                return false;
        }
    }

    /// <summary>The classes are along the last axis.</summary>
    private static bool OverClasses(DocumentEditor editor, InvocationExpressionSyntax sum)
    {
        if (editor.SemanticModel.GetSymbolInfo(sum).Symbol is not IMethodSymbol method)
        {
            return false;
        }

        var axis = method.Parameters.Any(parameter => parameter.Name == "axis") ? "axis: -1" : "-1";
        editor.ReplaceNode(sum.ArgumentList, sum.ArgumentList.AddArguments(SyntaxFactory.ParseArgumentList($"({axis})").Arguments[0]).NormalizeWhitespace().WithTriviaFrom(sum.ArgumentList));
        return true;
    }
}
