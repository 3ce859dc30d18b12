using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Analyzers.Tests.Variants;

/// <summary>A rewriting of a source that changes nothing of what it means.</summary>
/// <param name="Name">What it does.</param>
/// <param name="KeepsNames">Whether names, which suggestions may rest on, stay what they are.</param>
internal abstract record Variant(string Name, bool KeepsNames = true)
{
    /// <summary>The rewritten source, or null where there is nothing to rewrite.</summary>
    public string? Of(SyntaxNode root, SemanticModel model)
    {
        var edits = Edits(root, model).ToArray();
        var chosen = new List<(int Start, int End, string Text)>();
        foreach (var edit in edits.OrderBy(edit => edit.Start).ThenByDescending(edit => edit.End))
        {
            // Of edits within each other the outer is made.
            if (chosen.Count == 0 || edit.Start >= chosen[^1].End)
            {
                chosen.Add(edit);
            }
        }

        if (chosen.Count == 0)
        {
            return null;
        }

        var text = new System.Text.StringBuilder(root.ToFullString());
        foreach (var edit in Enumerable.Reverse(chosen))
        {
            text.Remove(edit.Start, edit.End - edit.Start).Insert(edit.Start, edit.Text);
        }

        // The namespace is the batch's.
        var all = text.ToString();
        var open = all.IndexOf('{', StringComparison.Ordinal) + 1;
        return all[open..all.LastIndexOf('}')];
    }

    /// <summary>What is replaced by what.</summary>
    protected abstract IEnumerable<(int Start, int End, string Text)> Edits(SyntaxNode root, SemanticModel model);

    protected static (int Start, int End, string Text) Replace(SyntaxNode node, string text) => (node.SpanStart, node.Span.End, text);

    /// <summary>The statement, in a block, that an expression is evaluated in unconditionally and once, before anything that the statement writes; null if there is none.</summary>
    protected static StatementSyntax? StatementOf(ExpressionSyntax expression)
    {
        for (var node = expression.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case LambdaExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax or QueryExpressionSyntax or ConditionalAccessExpressionSyntax or InitializerExpressionSyntax or MemberDeclarationSyntax:
                case BinaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.LogicalAndExpression or (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.LogicalOrExpression }:
                    return null;
                case StatementSyntax statement:
                    return statement.Parent is BlockSyntax && statement is ExpressionStatementSyntax or ReturnStatementSyntax or LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } ? statement : null;
            }
        }

        return null;
    }

    /// <summary>Whether evaluating it twice, or earlier, gives the same.</summary>
    protected static bool IsPure(SyntaxNode expression) => !expression.DescendantNodesAndSelf().Any(node
        => node is AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or DeclarationExpressionSyntax or AwaitExpressionSyntax or LambdaExpressionSyntax or StackAllocArrayCreationExpressionSyntax
            or PrefixUnaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PreIncrementExpression or (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PreDecrementExpression });
}
