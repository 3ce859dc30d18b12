using LossKernels.Fuzzing.Checks;
using LossKernels.Fuzzing.Seeds;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Fuzzing.Mutation;

/// <summary>Text as tokens and as pieces of syntax, however broken it is.</summary>
internal static class TokenText
{
    /// <summary>Deeper nesting is refused by the compiler itself, and says nothing about what runs in it.</summary>
    private const int DeepestNesting = 60;

    /// <summary>The tokens with the blanks around them.</summary>
    public static List<string> Split(string text)
        => [.. SyntaxFactory.ParseTokens(text, options: SourceCheck.CSharp14).Where(token => token.FullSpan.Length > 0).Select(token => token.ToFullString())];

    /// <summary>A statement, expression, member or parameter, replaced by one of another source.</summary>
    public static string ReplacePiece(string text, Random random, Seed other) => random.Next(4) switch
    {
        0 => Replace<StatementSyntax>(text, random, other.Statements),
        1 => Replace<ExpressionSyntax>(text, random, other.Expressions),
        2 => Replace<ParameterSyntax>(text, random, other.Parameters),
        _ => Replace<MemberDeclarationSyntax>(text, random, other.Members),
    };

    /// <summary>An attribute replaced by another one.</summary>
    public static string ReplaceAttribute(string text, Random random, string attribute) => Replace<AttributeSyntax>(text, random, [attribute]);

    /// <summary>An expression, statement or type within many of its like.</summary>
    public static string Nest(string text, Random random)
    {
        var depth = 1 + random.Next(DeepestNesting);
        return random.Next(3) switch
        {
            0 => Surround<ExpressionSyntax>(text, random, Many("(", depth), Many(")", depth)),
            1 => Surround<StatementSyntax>(text, random, Many("for (int q = 0; q < 3; ) if (q < 2) { ", depth), Many(" }", depth)),
            _ => Surround<TypeDeclarationSyntax>(text, random, string.Concat(Enumerable.Range(0, depth).Select(i => $"public partial class N{i}<T{i}> {{ ")), Many(" }", depth)),
        };
    }

    private static string Many(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Surround<T>(string text, Random random, string before, string after)
        where T : SyntaxNode
        => Any<T>(text, random) is { } node ? text.Insert(node.Span.End, after).Insert(node.SpanStart, before) : text;

    private static string Replace<T>(string text, Random random, IReadOnlyList<string> pieces)
        where T : SyntaxNode
        => pieces.Count > 0 && Any<T>(text, random) is { } node
            ? text.Remove(node.SpanStart, node.Span.Length).Insert(node.SpanStart, pieces[random.Next(pieces.Count)])
            : text;

    private static T? Any<T>(string text, Random random)
        where T : SyntaxNode
    {
        var nodes = CSharpSyntaxTree.ParseText(text, SourceCheck.CSharp14).GetRoot().DescendantNodes().OfType<T>().ToArray();
        return nodes.Length == 0 ? null : nodes[random.Next(nodes.Length)];
    }
}
