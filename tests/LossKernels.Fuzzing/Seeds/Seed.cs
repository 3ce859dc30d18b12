using LossKernels.Fuzzing.Checks;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Fuzzing.Seeds;

/// <summary>A source that mutants are made of: its text, cut into tokens, and the pieces that may be put into another one.</summary>
public sealed class Seed
{
    private Seed(string name, string text, CompilationUnitSyntax root)
    {
        Name = name;
        Text = text;
        Tokens = [.. root.DescendantTokens().Where(token => token.FullSpan.Length > 0).Select(token => token.ToFullString())];
        var pieces = root.DescendantNodes().Where(node => node.Span.Length is > 0 and < 2000).ToArray();
        Statements = [.. pieces.OfType<StatementSyntax>().Select(piece => piece.ToString())];
        Expressions = [.. pieces.OfType<ExpressionSyntax>().Select(piece => piece.ToString())];
        Members = [.. pieces.OfType<MemberDeclarationSyntax>().Where(piece => piece is not BaseNamespaceDeclarationSyntax).Select(piece => piece.ToString())];
        Parameters = [.. pieces.OfType<ParameterSyntax>().Select(piece => piece.ToString())];
    }

    public string Name { get; }

    public string Text { get; }

    /// <summary>The tokens with the blanks around them; put together they are the text.</summary>
    public IReadOnlyList<string> Tokens { get; }

    public IReadOnlyList<string> Statements { get; }

    public IReadOnlyList<string> Expressions { get; }

    public IReadOnlyList<string> Members { get; }

    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The text as a seed; null where it is no whole C# source.</summary>
    public static Seed? TryParse(string name, string text)
    {
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(text, SourceCheck.CSharp14).GetRoot();
        return root.Members.Count > 0 && !root.ContainsDiagnostics ? new Seed(name, text, root) : null;
    }
}
