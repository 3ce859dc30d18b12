using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.CodeFixes.Losses;

/// <summary>Exponentials of a whole vector, <c>z.PointwiseExp()</c>: a vector class has its largest element, and subtracts it from all.</summary>
internal static class VectorShift
{
    /// <summary>The exponentials of the shifted vector; null where the class does not have that, or the vector no name.</summary>
    public static ExpressionSyntax? Of(ExpressionSyntax? site, SemanticModel model)
    {
        // A matrix is normalized by rows or columns, whose maxima differ.
        if (site is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "PointwiseExp", Expression: var vector } }
            || vector is not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or ThisExpressionSyntax })
            || model.GetTypeInfo(vector).Type is not { Name: "Vector" or "DenseVector" })
        {
            return null;
        }

        var largest = SyntaxFactory.ParseExpression($"{vector.WithoutTrivia()}.Maximum()");
        var shifted = SyntaxFactory.ParseExpression($"({vector.WithoutTrivia()} - {largest}).PointwiseExp()");
        return TypeOf(largest) is { SpecialType: SpecialType.System_Single or SpecialType.System_Double }
            && SymbolEqualityComparer.Default.Equals(TypeOf(shifted), model.GetTypeInfo(site).Type)
                ? shifted.WithTriviaFrom(site)
                : null;

        ITypeSymbol? TypeOf(ExpressionSyntax expression) => model.GetSpeculativeTypeInfo(site.SpanStart, expression, SpeculativeBindingOption.BindAsExpression).Type;
    }
}
