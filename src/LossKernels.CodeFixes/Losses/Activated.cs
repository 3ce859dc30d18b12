using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.CodeFixes.Losses;

/// <summary>The output of an activation that is passed to a loss, in place or through a local variable.</summary>
internal static class Activated
{
    /// <summary>
    /// The expression that the activation's input, or another function of it, can stand for, so that the loss is given this and nothing else changes; null if
    /// there is none.
    /// </summary>
    public static ExpressionSyntax? At(ExpressionSyntax argument, ExpressionSyntax activation, ExpressionSyntax input, SemanticModel model)
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
}
