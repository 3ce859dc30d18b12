using System.Collections.Immutable;
using System.Composition;
using LossKernels.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK1004: writes the log-softmax in the place of the logarithm of a softmax.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogSoftmaxCodeFix))]
[Shared]
public sealed class LogSoftmaxCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK1004"];

    private protected override string Title => "Write the log-softmax";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.ContainsKey(Finding.NotFixable) || ExpressionAt(editor, diagnostic.Location) is not InvocationExpressionSyntax call)
        {
            return false;
        }

        if (!diagnostic.Properties.TryGetValue(LogarithmOfSoftmax.Exponent, out var exponent))
        {
            return diagnostic.AdditionalLocations.Count > 0
                && ExpressionAt(editor, diagnostic.AdditionalLocations[0]) is InvocationExpressionSyntax softmax
                && RewriteTensor(editor, call, softmax);
        }

        if (FunctionCall.Of(call, editor.SemanticModel) is not { Syntax.ArgumentList.Arguments.Count: 1, IsNatural: true } logarithm)
        {
            return false;
        }

        if (diagnostic.Properties.TryGetValue(LogarithmOfSoftmax.Divisor, out var divisor))
        {
            editor.ReplaceNode(call, $"{exponent} - {logarithm.With(divisor!)}".InPlaceOf(call));
            return true;
        }

        return diagnostic.Properties.TryGetValue(LogarithmOfSoftmax.Scores, out var scores) && RewriteOfHelper(editor, logarithm, exponent!, scores!);
    }

    /// <summary>softmax(x, 1).log() and log(softmax(x, 1)) are log_softmax(x, 1), where the library has it for the same arguments; of modules likewise.</summary>
    private static bool RewriteTensor(DocumentEditor editor, InvocationExpressionSyntax logarithm, InvocationExpressionSyntax softmax)
    {
        var model = editor.SemanticModel;
        if (model.GetSymbolInfo(softmax).Symbol is not IMethodSymbol method || (WithSameParameters(softmax, method) ?? Activated.AsLogSoftmax(softmax, model)) is not { } logSoftmax)
        {
            return false;
        }

        // Where it stands elsewhere, what it is made of is to be the same at the logarithm.
        var operands = softmax.ArgumentList.Arguments.Select(argument => argument.Expression);
        operands = !method.IsStatic && softmax.Expression is MemberAccessExpressionSyntax { Expression: var receiver } ? operands.Append(receiver) : operands;
        if (!operands.All(operand => Rewriting.IsSameAt(operand, logarithm, model)))
        {
            return false;
        }

        editor.ReplaceNode(logarithm, logSoftmax.WithTriviaFrom(logarithm));
        return true;
    }

    private static InvocationExpressionSyntax? WithSameParameters(InvocationExpressionSyntax softmax, IMethodSymbol method)
    {
        const string LogSoftmax = "log_softmax";
        if (method.Name != "softmax" || !method.ContainingType.GetMembers(LogSoftmax).OfType<IMethodSymbol>().Any(other => HasSameParameters(other, method)))
        {
            return null;
        }

        var name = SyntaxFactory.IdentifierName(LogSoftmax);
        return softmax.Expression switch
        {
            MemberAccessExpressionSyntax access => softmax.WithExpression(access.WithName(name)),
            IdentifierNameSyntax => softmax.WithExpression(name),
            _ => null,
        };
    }

    private static bool HasSameParameters(IMethodSymbol left, IMethodSymbol right)
        => left.IsStatic == right.IsStatic
            && left.Parameters.Select(parameter => (parameter.Name, parameter.Type.ToDisplayString())).SequenceEqual(right.Parameters.Select(parameter => (parameter.Name, parameter.Type.ToDisplayString())));

    /// <summary>Finds the largest score and the sum of the exponentials in statements of their own, before the loops that do not change the scores.</summary>
    private static bool RewriteOfHelper(DocumentEditor editor, FunctionCall logarithm, string score, string scores)
    {
        var model = editor.SemanticModel;
        var call = logarithm.Syntax;
        if (call.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member || model.LookupNamespacesAndTypes(call.SpanStart, name: "Enumerable").IsEmpty)
        {
            return false;
        }

        var (max, sum) = (Rewriting.FreeName(member, "max", "largest", "maximum"), Rewriting.FreeName(member, "sum", "total", "sumOfExponentials"));
        var value = Rewriting.FreeName(member, "v", "score", "value");
        if (max is null || sum is null || value is null)
        {
            return false;
        }

        string[] statements =
        [
            $"var {max} = {scores}.Max();",
            $"var {sum} = {scores}.Sum({value} => {logarithm.Call("Exp", $"{value} - {max}")});",
        ];
        var rewritten = $"{score} - {max} - {logarithm.With(sum)}".InPlaceOf(call);
        if (Before(call, scores) is { } statement)
        {
            editor.InsertBefore(statement, statements.Select(text => Rewriting.Statement(text, Rewriting.EndOfLine(member))));
            editor.ReplaceNode(call, rewritten);
            return true;
        }

        // A method that is one expression gets a block for the statements before it.
        if (member is not MethodDeclarationSyntax { ExpressionBody.Expression: { } body, ReturnType: not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } method
            || call.Ancestors().TakeWhile(node => node != method).Any(node => node is LambdaExpressionSyntax && Mentions(node, scores)))
        {
            return false;
        }

        var eol = Rewriting.EndOfLine(member);
        editor.ReplaceNode(method, method.WithBlock(statements.Select(text => Rewriting.Statement(text, eol)), body.ReplaceNode(call, rewritten), eol));
        return true;
    }

    /// <summary>The statement that computes the logarithm, or the outermost loop around it that does not mention the scores.</summary>
    private static StatementSyntax? Before(SyntaxNode call, string scores)
    {
        var found = default(StatementSyntax);
        foreach (var node in call.Ancestors().TakeWhile(node => node is not (MemberDeclarationSyntax or LocalFunctionStatementSyntax)))
        {
            if (node is LambdaExpressionSyntax && Mentions(node, scores))
            {
                return null;
            }

            if (node is StatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement and not BlockSyntax
                && (found is null || (node is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax && !Mentions(node, scores))))
            {
                found = statement;
            }
            else if (node is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax && found is not null && Mentions(node, scores))
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Whether any name in the scores stands in the node.</summary>
    private static bool Mentions(SyntaxNode node, string scores)
    {
        var names = new HashSet<string>(SyntaxFactory.ParseExpression(scores).DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.Text));
        return node.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.Text));
    }
}
