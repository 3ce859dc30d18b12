using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace LossKernels.CodeFixes.Losses;

/// <summary>Expressions put in the place of others.</summary>
internal static class Rewriting
{
    /// <summary>The text as an expression in the place of another, in parentheses where the one around it binds tighter.</summary>
    public static ExpressionSyntax InPlaceOf(this string text, ExpressionSyntax replaced)
    {
        var expression = SyntaxFactory.ParseExpression(text);
        var isAlone = replaced.Parent is not (BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or CastExpressionSyntax or MemberAccessExpressionSyntax or AwaitExpressionSyntax);
        var isPrimary = expression is not (BinaryExpressionSyntax or CastExpressionSyntax or PrefixUnaryExpressionSyntax);
        return (isAlone || isPrimary ? expression : SyntaxFactory.ParenthesizedExpression(expression)).WithTriviaFrom(replaced);
    }

    /// <summary>How the file ends its lines.</summary>
    public static string EndOfLine(SyntaxNode node) => node.SyntaxTree.GetText().ToString().Contains("\r\n") ? "\r\n" : "\n";

    /// <summary>The node, to be laid out as the file's style asks.</summary>
    public static T Formatted<T>(this T node)
        where T : SyntaxNode => node.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);

    /// <summary>A statement on a line of its own.</summary>
    public static StatementSyntax Statement(string text, string eol)
        => SyntaxFactory.ParseStatement(text).NormalizeWhitespace(eol: eol).WithTrailingTrivia(SyntaxFactory.EndOfLine(eol)).Formatted();

    /// <summary>The method with a block that has the statements and returns the value, where it was one expression.</summary>
    public static MethodDeclarationSyntax WithBlock(this MethodDeclarationSyntax method, IEnumerable<StatementSyntax> statements, ExpressionSyntax value, string eol)
        => method.WithBlock(statements.Append(SyntaxFactory.ReturnStatement(value.WithoutTrivia())), eol);

    /// <summary>The method with a block that has the statements, where it was one expression.</summary>
    public static MethodDeclarationSyntax WithBlock(this MethodDeclarationSyntax method, IEnumerable<StatementSyntax> statements, string eol)
        => method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Block(statements, eol)).WithTrailingTrivia(method.GetTrailingTrivia());

    /// <summary>A block of the statements, each on lines of its own.</summary>
    public static BlockSyntax Block(IEnumerable<StatementSyntax> statements, string eol) => SyntaxFactory.Block(statements).NormalizeWhitespace(eol: eol).Formatted();

    /// <summary>The first of the names that nothing in the member has, or null.</summary>
    public static string? FreeName(MemberDeclarationSyntax member, params string[] names)
    {
        var taken = new HashSet<string>(member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.Text));
        return names.FirstOrDefault(name => !taken.Contains(name));
    }

    /// <summary>
    /// Whether an expression that stands elsewhere in a method has the same value at the given node: it reads only parameters that are never written, and
    /// locals that are written once, and calls nothing.
    /// </summary>
    public static bool IsSameAt(ExpressionSyntax expression, SyntaxNode node, SemanticModel model)
    {
        if (node.Contains(expression))
        {
            return true;
        }

        var member = node.FirstAncestorOrSelf<SyntaxNode>(ancestor => ancestor is MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
        return member is not null && member.Contains(expression)
            && expression.DescendantNodesAndSelf().All(part => part switch
            {
                InvocationExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or ElementAccessExpressionSyntax => false,
                IdentifierNameSyntax name => model.GetSymbolInfo(name).Symbol is ILocalSymbol or IParameterSymbol
                    && !member.DescendantNodes().Any(other => IsWriteOf(other, name.Identifier.Text)),
                _ => true,
            });
    }

    /// <summary>Whether a node writes the variable of that name.</summary>
    public static bool IsWriteOf(SyntaxNode node, string name) => node switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } => left.Identifier.Text == name,
        PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax operand } => operand.Identifier.Text == name,
        PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax operand, RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => operand.Identifier.Text == name,
        ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None, Expression: IdentifierNameSyntax passed } => passed.Identifier.Text == name,
        _ => false,
    };
}
