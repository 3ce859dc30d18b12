using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Calls;

/// <summary>Arrays and spans: what a kernel's argument is made of.</summary>
internal static class SpanTypes
{
    public static bool IsSpan(ITypeSymbol? type) => type is not null && Spans.ElementOf(type) is not null;

    public static bool IsReadOnlySpan(ITypeSymbol? type) => type is not null && Spans.ElementOf(type, "ReadOnlySpan") is not null;

    public static bool IsArrayOrSpan(ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 1 } || IsSpan(type);

    /// <summary>The array or span that conversions lead to, all of which leave its elements where they are.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IConversionOperation conversion when IsArrayOrSpan(conversion.Type) && (IsArrayOrSpan(conversion.Operand.Type) || conversion.Operand is ICollectionExpressionOperation or IDefaultValueOperation):
                    operation = conversion.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }
}
