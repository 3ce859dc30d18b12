using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.CodeFixes.Losses;

/// <summary>
/// A call of a function of one argument, such as <c>Math.Exp(x)</c> or <c>Math.Pow(Math.E, x)</c>, and what its class has beside it: <c>MathF.Max</c> where it is
/// <c>MathF.Exp</c>, <c>T.Zero</c> where it is <c>T.Exp</c>, <c>Max</c> where the class is imported.
/// </summary>
internal sealed class FunctionCall
{
    private const string Power = "Pow";

    private readonly InvocationExpressionSyntax _invocation;
    private readonly IMethodSymbol _method;

    /// <summary>What is called, without parentheses around it.</summary>
    private readonly ExpressionSyntax _function;

    private FunctionCall(InvocationExpressionSyntax invocation, IMethodSymbol method, ExpressionSyntax argument)
    {
        _invocation = invocation;
        _function = Bare(invocation.Expression);
        _method = method;
        Argument = argument;
    }

    /// <summary>The argument, without parentheses around it.</summary>
    public ExpressionSyntax Argument { get; }

    public InvocationExpressionSyntax Syntax => _invocation;

    public static FunctionCall? Of(ExpressionSyntax? expression, SemanticModel model)
        => expression is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } invocation
            && Bare(invocation.Expression) is MemberAccessExpressionSyntax or SimpleNameSyntax
            && model.GetSymbolInfo(invocation).Symbol is IMethodSymbol { IsStatic: true } method
            && (ArgumentOf(invocation) ?? (method.Name == Power ? null : invocation.ArgumentList.Arguments[0].Expression)) is { } argument
                ? new(invocation, method, Bare(argument))
                : null;

    /// <summary>The one argument, of a power its exponent; null where there are others.</summary>
    public static ExpressionSyntax? ArgumentOf(InvocationExpressionSyntax invocation) => invocation.ArgumentList.Arguments switch
    {
        [var only] => only.Expression,
        [{ NameColon: null }, { NameColon: null } exponent] when Bare(invocation.Expression) is MemberAccessExpressionSyntax { Name.Identifier.Text: Power } or IdentifierNameSyntax { Identifier.Text: Power } => exponent.Expression,
        _ => null,
    };

    public string One => IsGeneric ? $"{Class}.One" : "1";

    public string Zero => IsGeneric ? $"{Class}.Zero" : "0";

    /// <summary>A small integer, of the type that the class computes in.</summary>
    public string Number(int number) => IsGeneric ? $"{Class}.CreateChecked({number})" : $"{number}";

    /// <summary>A call of the same class's function of another name.</summary>
    public string Call(string name, params string[] arguments) => $"{Function(name)}({string.Join(", ", arguments)})";

    /// <summary>The same call of another argument.</summary>
    public string With(string argument)
    {
        var before = _method.Name == Power ? $"{_invocation.ArgumentList.Arguments[0].WithoutTrivia()}, " : "";
        return $"{_invocation.Expression.WithoutTrivia()}({before}{argument})";
    }

    /// <summary>Whether the function, if it is a logarithm, is the natural one.</summary>
    public bool IsNatural => _method.Name is "Log" or "LogP1";

    /// <summary>Whether the function adds one to its argument itself, as <c>LogP1</c> does.</summary>
    public bool IsOfOneMore => _method.Name.EndsWith("P1", StringComparison.Ordinal);

    /// <summary>The text with the conversion that the call stands in, as <c>(float)Math.Exp(x)</c> does.</summary>
    public string Converted(string text)
        => _invocation.Parent is CastExpressionSyntax cast ? $"({cast.Type.WithoutTrivia()}){text}" : text;

    /// <summary>The negated argument.</summary>
    public string Negated => Negate(Argument);

    public static string Negate(ExpressionSyntax expression) => expression switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } negated => Bare(negated.Operand).WithoutTrivia().ToString(),
        _ => $"-{Operand(expression)}",
    };

    /// <summary>The expression as an operand: in parentheses, unless it is a name, a number, a call or the like.</summary>
    public static string Operand(ExpressionSyntax expression) => expression
        is IdentifierNameSyntax or LiteralExpressionSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
            ? expression.WithoutTrivia().ToString()
            : $"({expression.WithoutTrivia()})";

    public static ExpressionSyntax Bare(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
        {
            expression = parenthesized.Expression;
        }

        return expression;
    }

    private bool IsGeneric => _method.ContainingType.TypeKind is TypeKind.Interface;

    private string Class => ((MemberAccessExpressionSyntax)_function).Expression.WithoutTrivia().ToString();

    private string Function(string name) => _function is MemberAccessExpressionSyntax ? $"{Class}.{name}" : name;
}
