using System.Collections.Immutable;
using System.Composition;
using LossKernels.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Losses;

/// <summary>
/// LK4001: computes log(1 + x) by the inverse of the hyperbolic tangent, and exp(x) - 1 by the hyperbolic tangent, which keep the digits of an x near 0.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HyperbolicCodeFix))]
[Shared]
public sealed class HyperbolicCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK4001"];

    private protected override string Title => "Keep the digits of x";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        var model = editor.SemanticModel;
        return ExpressionAt(editor, diagnostic.Location) switch
        {
            InvocationExpressionSyntax call when FunctionCall.Of(call, model) is { } logarithm => RewriteLogarithm(editor, logarithm, diagnostic.Properties),
            BinaryExpressionSyntax difference when FunctionCall.Of(Bare(difference.Left), model) is { } exponential => RewriteExponential(editor, difference, exponential),
            _ => false,
        };
    }

    /// <summary>log(1 + x) = 2 atanh(x / (2 + x)).</summary>
    private static bool RewriteLogarithm(DocumentEditor editor, FunctionCall logarithm, ImmutableDictionary<string, string?> texts)
    {
        var two = logarithm.Number(2);
        if (SmallOf(logarithm.Argument, editor.SemanticModel, out var isNegated) is { } small)
        {
            if (!IsFloating(small, editor.SemanticModel) || !CanBeRepeated(small, editor.SemanticModel))
            {
                return false;
            }

            var x = FunctionCall.Operand(small);
            Replace(isNegated ? $"-{x} / ({two} - {x})" : $"{x} / ({two} + {x})");
            return true;
        }

        if (!texts.TryGetValue(LostDigitsNearZero.Small, out var text) || text is null)
        {
            return false;
        }

        var spelled = FunctionCall.Operand(SyntaxFactory.ParseExpression(text));
        Replace($"{spelled} / ({two} + {spelled})");
        return true;

        void Replace(string argument)
            => editor.ReplaceNode(logarithm.Syntax, $"{two} * {logarithm.Call("Atanh", argument)}".InPlaceOf(logarithm.Syntax));
    }

    /// <summary>exp(x) - 1 = 2 t / (1 - t), with t = tanh(x / 2).</summary>
    private static bool RewriteExponential(DocumentEditor editor, BinaryExpressionSyntax difference, FunctionCall exponential)
    {
        var model = editor.SemanticModel;
        if (!IsFloating(exponential.Argument, model) || !CanBeRepeated(exponential.Argument, model))
        {
            return false;
        }

        var two = exponential.Number(2);
        var tangent = exponential.Converted(exponential.Call("Tanh", $"{FunctionCall.Operand(exponential.Argument)} / {two}"));
        var statement = difference.FirstAncestorOrSelf<StatementSyntax>();
        if (statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax && statement.Parent is BlockSyntax && IsAlwaysReached(difference, statement)
            && NewName(editor) is { } name)
        {
            editor.InsertBefore(statement, Rewriting.Statement($"var {name} = {tangent};", Rewriting.EndOfLine(statement)));
            tangent = name;
        }

        editor.ReplaceNode(difference, $"{two} * {tangent} / ({exponential.One} - {tangent})".InPlaceOf(difference));
        return true;
    }

    /// <summary>The x of 1 + x, or of 1 - x.</summary>
    private static ExpressionSyntax? SmallOf(ExpressionSyntax sum, SemanticModel model, out bool isNegated)
    {
        isNegated = sum.IsKind(SyntaxKind.SubtractExpression);
        return sum is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression } binary
            ? IsOne(binary.Left) ? FunctionCall.Bare(binary.Right) : IsOne(binary.Right) && !isNegated ? FunctionCall.Bare(binary.Left) : null
            : null;

        bool IsOne(ExpressionSyntax expression) => model.GetConstantValue(expression) is { HasValue: true, Value: 1 or 1f or 1d }
            || expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "One", Expression: var type } && model.GetSymbolInfo(type).Symbol is ITypeParameterSymbol;
    }

    private static bool IsFloating(ExpressionSyntax expression, SemanticModel model)
        => model.GetTypeInfo(expression).Type is { SpecialType: SpecialType.System_Single or SpecialType.System_Double } or ITypeParameterSymbol;

    /// <summary>Whether computing the expression once more, or before what stands around it, changes nothing.</summary>
    private static bool CanBeRepeated(ExpressionSyntax expression, SemanticModel model) => expression.DescendantNodesAndSelf().All(node => node switch
    {
        InvocationExpressionSyntax call => model.GetSymbolInfo(call).Symbol is IMethodSymbol { IsStatic: true, ContainingType: { } type }
            && (type.Name is "Math" or "MathF" || type.SpecialType is SpecialType.System_Single or SpecialType.System_Double || type.ContainingNamespace.Name == "Numerics"),
        AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax => false,
        PrefixUnaryExpressionSyntax prefix => prefix.RawKind is (int)SyntaxKind.UnaryMinusExpression or (int)SyntaxKind.UnaryPlusExpression,
        _ => true,
    });

    /// <summary>Whether nothing in the statement decides if the expression is computed, or changes what it reads.</summary>
    private static bool IsAlwaysReached(ExpressionSyntax expression, StatementSyntax statement)
        => !expression.Ancestors().TakeWhile(node => node != statement).Any(node => node
                is AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax or ConditionalAccessExpressionSyntax
                or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression })
            && !statement.DescendantNodes().Any(node => node is PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }
                or DeclarationExpressionSyntax || (node is AssignmentExpressionSyntax && node.Parent != statement));

    /// <summary>A name that the file does not have, with what the fixes before this one put into it.</summary>
    private static string? NewName(DocumentEditor editor)
    {
        var taken = new HashSet<string>(editor.GetChangedRoot().DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.Text));
        return Enumerable.Range(1, 99).Select(number => number == 1 ? "t" : $"t{number}").FirstOrDefault(name => !taken.Contains(name));
    }

    private static ExpressionSyntax Bare(ExpressionSyntax expression)
    {
        var bare = FunctionCall.Bare(expression);
        return bare is CastExpressionSyntax cast ? Bare(cast.Expression) : bare;
    }
}
