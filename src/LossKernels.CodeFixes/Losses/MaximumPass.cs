using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.CodeFixes.Losses;

/// <summary>The statements that find the largest exponent, in the shape of the code that sums the exponentials: a loop or a LINQ call.</summary>
internal sealed class MaximumPass
{
    private readonly Func<string, string> _text;
    private readonly ExpressionSyntax? _group;

    private MaximumPass(StatementSyntax? before, Func<string, string> text, ExpressionSyntax? group = null)
    {
        Before = before;
        _text = text;
        _group = group;
    }

    /// <summary>The statement that the pass stands before; null where a method has an expression for a body.</summary>
    public StatementSyntax? Before { get; }

    /// <summary>The pass for the first of the exponentials, or null if none is surely right.</summary>
    public static MaximumPass? Of(ExpressionSyntax site, SemanticModel model)
        => site is InvocationExpressionSyntax call && LoopOf(call) is { } loop ? OfLoop(call, loop, model) : OfQuery(site, model);

    /// <summary>The statements, each on lines of its own; a loop is set off by a blank line.</summary>
    public IEnumerable<StatementSyntax> Statements(string name, string eol)
    {
        var end = SyntaxFactory.EndOfLine(eol);
        return ((BlockSyntax)SyntaxFactory.ParseStatement($"{{\n{_text(name)}\n}}")).Statements.Select(statement => statement
            .NormalizeWhitespace(eol: eol)
            .WithTrailingTrivia(SyntaxFactory.TriviaList(statement is ForStatementSyntax or ForEachStatementSyntax ? new[] { end, end } : new[] { end }))
            .Formatted());
    }

    /// <summary>Whether the site is the method group that a query maps by.</summary>
    public bool IsGroup(ExpressionSyntax site) => ReferenceEquals(site, _group);

    /// <summary>The loop that runs the exponential once an element, with nothing between them that may skip it.</summary>
    private static StatementSyntax? LoopOf(SyntaxNode site)
    {
        for (var node = site.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ForStatementSyntax or ForEachStatementSyntax:
                    return (StatementSyntax)node;
                case StatementSyntax and not (BlockSyntax or ExpressionStatementSyntax or LocalDeclarationStatementSyntax):
                case LambdaExpressionSyntax or ConditionalExpressionSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    private static MaximumPass? OfLoop(InvocationExpressionSyntax call, StatementSyntax loop, SemanticModel model)
    {
        if (loop.Parent is not BlockSyntax
            || FunctionCall.Of(call, model) is not { } exponential
            || Lowest(model.GetTypeInfo(call).Type) is not { } lowest
            || loop.DescendantNodes().Any(node => node is ContinueStatementSyntax or BreakStatementSyntax or ReturnStatementSyntax))
        {
            return null;
        }

        var body = loop is ForStatementSyntax counted ? counted.Statement : ((ForEachStatementSyntax)loop).Statement;
        if (Needed(exponential.Argument, body) is not { } declarations)
        {
            return null;
        }

        // The loop again, for its positions alone.
        var header = loop.ToString().Substring(0, body.SpanStart - loop.SpanStart).Trim();
        return new(loop, name => $$"""
            var {{name}} = {{lowest}};
            {{header}}
            {
                {{string.Join("\n", declarations)}}
                {{name}} = {{exponential.Call("Max", name, exponential.Argument.WithoutTrivia().ToString())}};
            }
            """);
    }

    private static string? Lowest(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Double } => "double.NegativeInfinity",
        { SpecialType: SpecialType.System_Single } => "float.NegativeInfinity",
        ITypeParameterSymbol parameter when parameter.ConstraintTypes.Any(constraint => constraint.Name is "IFloatingPointIeee754" or "IBinaryFloatingPointIeee754") => $"{parameter.Name}.NegativeInfinity",
        _ => null,
    };

    /// <summary>The declarations within a loop that an exponent is made of, in their order; null if it is made of more than declarations.</summary>
    private static IReadOnlyList<string>? Needed(ExpressionSyntax exponent, StatementSyntax body)
    {
        var needed = new List<LocalDeclarationStatementSyntax>();
        var open = new Queue<SyntaxNode>([exponent]);
        while (open.Count > 0)
        {
            foreach (var name in open.Dequeue().DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.Text))
            {
                if (body.DescendantNodes().Any(node => Rewriting.IsWriteOf(node, name)))
                {
                    return null;
                }

                var declarator = body.DescendantNodes().OfType<VariableDeclaratorSyntax>().FirstOrDefault(declarator => declarator.Identifier.Text == name);
                if (declarator is null)
                {
                    continue;
                }

                if (declarator is not { Initializer: { } initializer, Parent.Parent: LocalDeclarationStatementSyntax statement } || statement.Parent != body)
                {
                    return null;
                }

                if (!needed.Contains(statement))
                {
                    needed.Add(statement);
                    open.Enqueue(initializer);
                }
            }
        }

        return [.. needed.OrderBy(statement => statement.SpanStart).Select(statement => statement.WithoutTrivia().ToString())];
    }

    private static MaximumPass? OfQuery(ExpressionSyntax site, SemanticModel model)
    {
        // x.Select(Math.Exp), x.Select(v => Math.Exp(v / t)), x.Sum(v => Math.Exp(v)).
        var function = site.Parent is ArgumentSyntax
            ? site
            : site.FirstAncestorOrSelf<SimpleLambdaExpressionSyntax>();
        var lambda = function as SimpleLambdaExpressionSyntax;
        if (function is not { Parent.Parent.Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1, Expression: MemberAccessExpressionSyntax { Expression: var source } } query }
            || !IsRepeatable(source, model)
            || model.GetSymbolInfo(query).Symbol is not IMethodSymbol { ContainingType.Name: "Enumerable", Name: "Select" or "Sum" }
            || (lambda is not null && (site is not InvocationExpressionSyntax call || FunctionCall.ArgumentOf(call) is null || !IsBare(lambda, site))))
        {
            return null;
        }

        var exponent = lambda is null ? null : FunctionCall.ArgumentOf((InvocationExpressionSyntax)site);
        var values = lambda is null || exponent!.ToString() == lambda.Parameter.Identifier.Text
            ? $"{source}"
            : $"{source}.Select({lambda.Parameter.Identifier.Text} => {exponent})";
        var group = lambda is null ? site : null;
        string Text(string name) => $"var {name} = {values}.DefaultIfEmpty().Max();";
        var around = query.FirstAncestorOrSelf<SyntaxNode>(node => node is StatementSyntax or LambdaExpressionSyntax or MemberDeclarationSyntax);
        return around switch
        {
            StatementSyntax { Parent: BlockSyntax } statement => new(statement, Text, group),
            MethodDeclarationSyntax { ExpressionBody: not null, ReturnType: not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } => new(null, Text, group),
            _ => null,
        };
    }

    /// <summary>Whether the elements can be asked for once more: they are named, or selected from what is by nothing that calls or writes.</summary>
    private static bool IsRepeatable(ExpressionSyntax source, SemanticModel model) => source switch
    {
        IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or ThisExpressionSyntax or MemberAccessExpressionSyntax } or ElementAccessExpressionSyntax => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var inner }, ArgumentList.Arguments: [{ Expression: SimpleLambdaExpressionSyntax { ExpressionBody: { } selected } }] } call
            => model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.Name: "Enumerable", Name: "Select" or "Where" }
                && !selected.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax or ObjectCreationExpressionSyntax)
                && IsRepeatable(inner, model),
        _ => false,
    };

    /// <summary>Whether nothing in the lambda decides if the exponential is computed.</summary>
    private static bool IsBare(LambdaExpressionSyntax lambda, SyntaxNode site)
        => lambda.ExpressionBody is not null && !site.Ancestors().TakeWhile(node => node != lambda).Any(node => node is ConditionalExpressionSyntax or LambdaExpressionSyntax or SwitchExpressionSyntax);
}
