using LossKernels.Analyzers.Tracking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.CodeFixes.Losses;

/// <summary>The output of an activation that is passed to a loss, in place or through a local variable.</summary>
/// <param name="Activation">The activation's call.</param>
/// <param name="Input">What it is of.</param>
/// <param name="Replaced">The expression that the input, or another function of it, can stand for, so that the loss is given this and nothing else changes.</param>
internal sealed record Activated(ExpressionSyntax Activation, ExpressionSyntax Input, ExpressionSyntax Replaced)
{
    /// <summary>What is passed to a loss; null if nothing can stand for it.</summary>
    public static Activated? Of(ExpressionSyntax argument, ExpressionSyntax activation, ExpressionSyntax input, SemanticModel model)
        => ReplacedBy(input, argument, activation, model) is { } replaced ? new(activation, input, replaced) : null;

    /// <summary>A call of a framework's softmax, or of a softmax module that is made in place, as one of the log-softmax of the same input; null for any other call.</summary>
    public static InvocationExpressionSyntax? AsLogSoftmax(InvocationExpressionSyntax activation, SemanticModel model)
        => NameOf(activation, model) is { } name
            ? activation.ReplaceNode(name, SyntaxFactory.IdentifierName(name.Identifier.Text == "Softmax" ? "LogSoftmax" : "log_softmax"))
            : null;

    private static ExpressionSyntax? ReplacedBy(ExpressionSyntax input, ExpressionSyntax argument, ExpressionSyntax activation, SemanticModel model)
    {
        // A kernel writes to its argument; what it read is passed instead, and the call stays.
        if (model.GetTypeInfo(activation).Type is { SpecialType: SpecialType.System_Void or SpecialType.System_Single or SpecialType.System_Double })
        {
            return Rewriting.IsSameAt(input, argument, model) ? argument : null;
        }

        if (!SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(activation).Type, model.GetTypeInfo(input).Type))
        {
            return null;
        }

        if (FunctionCall.Bare(argument) == activation)
        {
            return activation;
        }

        // A variable that is set once, to the activation.
        if (FunctionCall.Bare(argument) is not IdentifierNameSyntax name
            || model.GetSymbolInfo(name).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: [var declaration] } local
            || declaration.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } initial }
            || FunctionCall.Bare(initial) != activation
            || argument.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
        {
            return null;
        }

        var uses = member.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(use => use.Identifier.Text == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use).Symbol, local))
            .ToArray();
        return uses.Any(use => use.Parent is not null && Rewriting.IsWriteOf(use.Parent, local.Name)) ? null
            : uses.Length == 1 ? activation
            : Rewriting.IsSameAt(input, argument, model) ? argument
            : null;
    }

    /// <summary>The name to change: of a softmax function, or of what makes a softmax module in place.</summary>
    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax activation, SemanticModel model)
    {
        var called = activation;
        if (activation.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "call" or "forward", Expression: InvocationExpressionSyntax module })
        {
            called = module;
        }

        // A kernel's call is a statement of its own.
        if (model.GetSymbolInfo(called).Symbol is not IMethodSymbol method || !TensorFunctions.IsOfTensors(method))
        {
            return null;
        }

        // The logarithm's function has other names for its parameters, and one parameter less.
        var name = called.Expression is MemberAccessExpressionSyntax access ? access.Name : called.Expression as SimpleNameSyntax;
        return name?.Identifier.Text is "softmax" or "Softmax" && called.ArgumentList.Arguments.All(argument => argument.NameColon is null)
            && called.ArgumentList.Arguments.Count == (method.IsStatic && called == activation ? 2 : 1)
                ? name
                : null;
    }
}
