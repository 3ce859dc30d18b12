using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OperationKind = LossKernels.Benchmarks.Codegen.Listing.OperationKind;

namespace LossKernels.Benchmarks.Codegen.Sources;

/// <summary>What C#'s operators and the framework's methods on vectors ask of a CPU.</summary>
internal static class VectorOperations
{
    /// <summary>The bits of a vector type; 128 of a floating-point number, which has a register of its own; 0 of anything else.</summary>
    public static int BitsOf(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Single or SpecialType.System_Double } => 128,
        INamedTypeSymbol { Arity: 1 } vector when vector.Name.StartsWith("Vector", StringComparison.Ordinal) && int.TryParse(vector.Name["Vector".Length..], CultureInfo.InvariantCulture, out var bits) => bits,
        _ => 0,
    };

    public static bool IsInteger(ITypeSymbol type) => ElementOf(type).SpecialType is not (SpecialType.System_Single or SpecialType.System_Double);

    public static bool IsDouble(ITypeSymbol type) => ElementOf(type).SpecialType == SpecialType.System_Double;

    /// <summary>What an operator is, of floating-point numbers; null if it is none of arithmetic.</summary>
    public static OperationKind? OfOperator(SyntaxKind kind) => kind switch
    {
        SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression => OperationKind.Add,
        SyntaxKind.MultiplyExpression or SyntaxKind.MultiplyAssignmentExpression => OperationKind.Multiply,
        SyntaxKind.DivideExpression or SyntaxKind.DivideAssignmentExpression => OperationKind.Divide,
        SyntaxKind.BitwiseAndExpression or SyntaxKind.BitwiseOrExpression or SyntaxKind.ExclusiveOrExpression
            or SyntaxKind.AndAssignmentExpression or SyntaxKind.OrAssignmentExpression or SyntaxKind.ExclusiveOrAssignmentExpression => OperationKind.Logic,
        SyntaxKind.LeftShiftExpression or SyntaxKind.RightShiftExpression or SyntaxKind.UnsignedRightShiftExpression => OperationKind.Shift,
        SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression
            or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression => OperationKind.Compare,
        _ => null,
    };

    /// <summary>What a method of the framework is; null if it costs nothing: a name for a register seen as other lanes, or a constant.</summary>
    /// <param name="method">The method.</param>
    /// <param name="isConstant">Whether all its arguments are constants.</param>
    /// <param name="isOfRegister">Whether its first argument is a local.</param>
    public static OperationKind? OfMethod(IMethodSymbol method, bool isConstant, bool isOfRegister) => method.Name switch
    {
        "LoadUnsafe" or "Load" => OperationKind.Load,
        "StoreUnsafe" or "Store" => OperationKind.Store,
        "MultiplyAddEstimate" or "FusedMultiplyAdd" or "Multiply" => OperationKind.Multiply,
        "Add" when !IsReference(method) => OperationKind.Add,
        "Subtract" when !IsReference(method) => OperationKind.Add,
        "Max" or "MaxNative" or "MaxNumber" or "Min" or "MinNative" or "Equals" or "EqualsAll" or "EqualsAny" or "GreaterThan" or "GreaterThanOrEqual" or "GreaterThanAny"
            or "LessThan" or "LessThanOrEqual" or "LessThanAny" or "LessThanAll" or "IsNaN" => OperationKind.Compare,
        "ConditionalSelect" or "AndNot" or "Abs" or "Negate" or "CopySign" or "ExtractMostSignificantBits" or "BitwiseAnd" or "BitwiseOr" or "Xor" or "OnesComplement" => OperationKind.Logic,
        "ShiftLeft" or "ShiftRightLogical" or "ShiftRightArithmetic" => OperationKind.Shift,
        "Shuffle" or "WithLower" or "WithUpper" or "GetUpper" or "Narrow" or "Sum" or "UnpackLow" or "UnpackHigh" or "WidenLower" or "WidenUpper" => OperationKind.Shuffle,
        // Two halves: one of them is inserted.
        "Create" when method.Parameters is [{ Type: INamedTypeSymbol { Arity: 1 } }, _] => OperationKind.Logic,
        "Create" when !isConstant && isOfRegister && !IsReference(method) => OperationKind.Shuffle,
        "Sqrt" or "Divide" => OperationKind.Divide,
        _ when method.Name.StartsWith("ConvertTo", StringComparison.Ordinal) || method.Name is "Truncate" or "Floor" or "Round" => OperationKind.Convert,
        _ => null,
    };

    private static bool IsReference(IMethodSymbol method) => method.ContainingType.Name == "Unsafe";

    private static ITypeSymbol ElementOf(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments: [var element] } ? element : type;
}
