using System.Collections.Immutable;
using System.Composition;
using LossKernels.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK1001: finds the largest exponent first, and subtracts it from each.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MaximumShiftCodeFix))]
[Shared]
public sealed class MaximumShiftCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK1001"];

    private protected override string Title => "Subtract the maximum";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.ContainsKey(Finding.NotFixable))
        {
            return false;
        }

        var sites = new[] { diagnostic.Location }.Concat(diagnostic.AdditionalLocations).Select(location => ExpressionAt(editor, location)).ToArray();
        if (sites.Any(site => site is null)
            || Enclosing(sites[0]!) is not { } member
            || MaximumPass.Of(sites[0]!, editor.SemanticModel) is not { } pass
            || !sites.All(site => member.Contains(site) && IsShiftable(site!, pass)))
        {
            return false;
        }

        var name = FreeName(member);
        var eol = member.SyntaxTree.GetText().ToString().Contains("\r\n") ? "\r\n" : "\n";
        var shifted = sites.ToDictionary(site => site!, site => Shifted(site!, name));
        if (pass.Before is { } statement)
        {
            editor.InsertBefore(statement, pass.Statements(name, eol));
            foreach (var site in shifted)
            {
                editor.ReplaceNode(site.Key, site.Value);
            }

            return true;
        }

        // A method that is one expression gets a block for the statement before it.
        var method = (MethodDeclarationSyntax)member;
        var value = method.ExpressionBody!.Expression.ReplaceNodes(shifted.Keys, (site, _) => shifted[site]).WithoutTrivia();
        var body = SyntaxFactory.Block(pass.Statements(name, eol).Append(SyntaxFactory.ReturnStatement(value))).NormalizeWhitespace(eol: eol);
        editor.ReplaceNode(method, method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body.Formatted()).WithTrailingTrivia(method.GetTrailingTrivia()));
        return true;
    }

    private static MemberDeclarationSyntax? Enclosing(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    /// <summary>Whether the exponential stands where the maximum is known, and has an exponent that can be rewritten.</summary>
    private static bool IsShiftable(ExpressionSyntax site, MaximumPass pass)
        => (site is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1 } || pass.IsGroup(site))
            && (pass.Before is not { } statement || (statement.Parent!.Contains(site) && site.SpanStart >= statement.SpanStart));

    private static ExpressionSyntax Shifted(ExpressionSyntax site, string name)
    {
        if (site is not InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } call)
        {
            return SyntaxFactory.ParseExpression($"value => {site.WithoutTrivia()}(value - {name})").WithTriviaFrom(site);
        }

        var exponent = arguments[0].Expression;
        var text = exponent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression or (int)SyntaxKind.MultiplyExpression or (int)SyntaxKind.DivideExpression }
            or PrefixUnaryExpressionSyntax
            ? exponent.WithoutTrivia().ToString()
            : FunctionCall.Operand(exponent);
        return call.ReplaceNode(exponent, SyntaxFactory.ParseExpression($"{text} - {name}").WithTriviaFrom(exponent));
    }

    /// <summary>A name that nothing in the member has.</summary>
    private static string FreeName(MemberDeclarationSyntax member)
    {
        var taken = new HashSet<string>(member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.Text));
        return new[] { "max", "largest", "maximum", "largestExponent" }.FirstOrDefault(name => !taken.Contains(name)) ?? "largestOfExponents";
    }
}
