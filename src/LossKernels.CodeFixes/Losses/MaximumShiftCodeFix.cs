using System.Collections.Immutable;
using System.Composition;
using LossKernels.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>LK1001 and LK1003: finds the largest exponent first, subtracts it from each, and adds it to the logarithm of their sum.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MaximumShiftCodeFix))]
[Shared]
public sealed class MaximumShiftCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK1001", "LK1003"];

    private protected override string Title => "Subtract the maximum";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.ContainsKey(Finding.NotFixable))
        {
            return false;
        }

        // LK1003 is reported at the logarithm, LK1001 at the first exponential.
        var logarithm = diagnostic.Id == "LK1003" ? FunctionCall.Of(ExpressionAt(editor, diagnostic.Location), editor.SemanticModel) : null;
        if (diagnostic.Id == "LK1003" && logarithm is not { Syntax.ArgumentList.Arguments.Count: 1, IsNatural: true })
        {
            return false;
        }

        if (logarithm?.Argument is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } two)
        {
            return RewriteTwo(editor, logarithm, two);
        }

        var sites = diagnostic.AdditionalLocations.Select(location => ExpressionAt(editor, location)).ToArray();
        sites = logarithm is null ? [ExpressionAt(editor, diagnostic.Location), .. sites] : sites;
        if (logarithm is null && sites.Select(site => VectorShift.Of(site, editor.SemanticModel)).ToArray() is var vectors && vectors.All(vector => vector is not null))
        {
            foreach (var (site, vector) in sites.Zip(vectors, (site, vector) => (site!, vector!)))
            {
                editor.ReplaceNode(site, vector);
            }

            return true;
        }

        if (sites.Length == 0
            || sites.Any(site => site is null)
            || Enclosing(sites[0]!) is not { } member
            || MaximumPass.Of(sites[0]!, editor.SemanticModel) is not { } pass
            || !sites.All(site => member.Contains(site) && IsShiftable(site!, pass))
            || (logarithm is not null && !IsInScope(logarithm.Syntax, pass)))
        {
            return false;
        }

        var name = Rewriting.FreeName(member, "max", "largest", "maximum", "largestExponent") ?? "largestOfExponents";
        var eol = Rewriting.EndOfLine(member);
        var shifted = sites.ToDictionary(site => site!, site => Shifted(site!, name));
        if (pass.Before is { } statement)
        {
            editor.InsertBefore(statement, pass.Statements(name, eol));
            foreach (var site in shifted)
            {
                editor.ReplaceNode(site.Key, site.Value);
            }

            if (logarithm is not null)
            {
                editor.ReplaceNode(logarithm.Syntax, (current, _) => $"{name} + {current.WithoutTrivia()}".InPlaceOf(logarithm.Syntax));
            }

            return true;
        }

        // A method that is one expression gets a block for the statement before it.
        var method = (MethodDeclarationSyntax)member;
        var value = method.ExpressionBody!.Expression.ReplaceNodes(
            logarithm is null ? shifted.Keys : shifted.Keys.Append(logarithm.Syntax),
            (site, current) => shifted.TryGetValue(site, out var exponential) ? exponential : $"{name} + {current.WithoutTrivia()}".InPlaceOf(site));
        editor.ReplaceNode(method, method.WithBlock(pass.Statements(name, eol), value, eol));
        return true;
    }

    private static MemberDeclarationSyntax? Enclosing(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    /// <summary>Whether the exponential stands where the maximum is known, and has an exponent that can be rewritten.</summary>
    private static bool IsShiftable(ExpressionSyntax site, MaximumPass pass)
        => ((site is InvocationExpressionSyntax call && FunctionCall.ArgumentOf(call) is not null) || pass.IsGroup(site))
            && IsInScope(site, pass);

    private static bool IsInScope(SyntaxNode node, MaximumPass pass)
        => pass.Before is not { } statement || (statement.Parent!.Contains(node) && node.SpanStart >= statement.SpanStart);

    /// <summary>log(exp(a) + exp(b)) = max(a, b) + log(1 + exp(-|a - b|)).</summary>
    private static bool RewriteTwo(DocumentEditor editor, FunctionCall logarithm, BinaryExpressionSyntax sum)
    {
        var model = editor.SemanticModel;
        if (FunctionCall.Of(FunctionCall.Bare(sum.Left), model) is not { } left || FunctionCall.Of(FunctionCall.Bare(sum.Right), model) is not { } right)
        {
            return false;
        }

        var (a, b) = (left.Argument.WithoutTrivia().ToString(), right.Argument.WithoutTrivia().ToString());
        var gap = left.Call("Abs", $"{a} - {FunctionCall.Operand(right.Argument)}");
        editor.ReplaceNode(
            logarithm.Syntax,
            $"{logarithm.Call("Max", a, b)} + {logarithm.With($"{logarithm.One} + {left.With($"-{gap}")}")}".InPlaceOf(logarithm.Syntax));
        return true;
    }

    private static ExpressionSyntax Shifted(ExpressionSyntax site, string name)
    {
        if (site is not InvocationExpressionSyntax call || FunctionCall.ArgumentOf(call) is not { } exponent)
        {
            return SyntaxFactory.ParseExpression($"value => {site.WithoutTrivia()}(value - {name})").WithTriviaFrom(site);
        }

        var text = exponent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression or (int)SyntaxKind.MultiplyExpression or (int)SyntaxKind.DivideExpression }
            or PrefixUnaryExpressionSyntax
            ? exponent.WithoutTrivia().ToString()
            : FunctionCall.Operand(exponent);
        return call.ReplaceNode(exponent, SyntaxFactory.ParseExpression($"{text} - {name}").WithTriviaFrom(exponent));
    }
}
