using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Calls;

/// <summary>What is known of an integer at compile time.</summary>
internal static class Integers
{
    /// <summary>How many variables are followed, one into the other: half-written source may lead in a circle.</summary>
    public const int MaximumSteps = 8;

    /// <summary>The number that an expression always is, or null.</summary>
    public static long? NumberOf(IOperation operation) => FormOf(operation) is { Terms.IsEmpty: true } form ? form.Constant : null;

    /// <summary>An expression over the variables that it reads, or null where it is more than sums and multiples.</summary>
    /// <param name="operation">The expression.</param>
    /// <param name="steps">How many variables may be followed.</param>
    public static LinearForm? FormOf(IOperation? operation, int steps = MaximumSteps)
    {
        if (steps == 0)
        {
            return null;
        }

        if (operation?.ConstantValue is { HasValue: true, Value: var value })
        {
            return value is int or long or short or sbyte or byte or ushort or uint ? LinearForm.Of(Convert.ToInt64(value, CultureInfo.InvariantCulture)) : null;
        }

        return operation switch
        {
            IParenthesizedOperation parenthesized => FormOf(parenthesized.Operand, steps),
            IConversionOperation { OperatorMethod: null } conversion when IsWidening(conversion) => FormOf(conversion.Operand, steps),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, OperatorMethod: null } unary => FormOf(unary.Operand, steps) is { } operand ? LinearForm.Of(0).Minus(operand) : null,
            IBinaryOperation { OperatorMethod: null } binary when IsInteger(binary.Type) && FormOf(binary.LeftOperand, steps) is { } left && FormOf(binary.RightOperand, steps) is { } right
                => Checked(Combine(binary.OperatorKind, left, right)),
            ILocalReferenceOperation local when IsInteger(local.Type) => FormOf(local, steps),
            IParameterReferenceOperation parameter when IsInteger(parameter.Type) => LinearForm.Of(parameter.Parameter),
            IPropertyReferenceOperation { Property.Name: "Length", Arguments.IsEmpty: true, Instance: { } collection } => ConstantSpan.Of(collection, steps - 1)?.Length is { } length ? LinearForm.Of(length) : null,
            IFieldReferenceOperation { Field: { IsReadOnly: true, IsStatic: true } } field when IsInteger(field.Type) && ReadOnlyMembers.ValueOf(field) is { } initial => FormOf(initial, steps - 1),
            _ => null,
        };
    }

    public static bool IsInteger(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Int16
        or SpecialType.System_UInt16 or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_UInt32;

    /// <summary>What a local always holds; itself, where that may change after the local is assigned, or is not known.</summary>
    private static LinearForm FormOf(ILocalReferenceOperation local, int steps)
    {
        var assignments = Assignments.Around(local);
        return assignments.OnlyValueOf(local.Local) is { } value && FormOf(value, steps - 1) is { } form && form.Terms.Keys.All(assignments.IsAssignedOnce)
            ? form
            : LinearForm.Of(local.Local);
    }

    private static bool IsWidening(IConversionOperation conversion)
        => IsInteger(conversion.Type) && IsInteger(conversion.Operand.Type) && conversion.IsImplicit;

    private static LinearForm? Combine(BinaryOperatorKind kind, LinearForm left, LinearForm right) => kind switch
    {
        BinaryOperatorKind.Add => left.Plus(right),
        BinaryOperatorKind.Subtract => left.Minus(right),
        BinaryOperatorKind.Multiply => left.Times(right),
        BinaryOperatorKind.Divide when left.Number is { } number && right.Number is { } by && by != 0 => LinearForm.Of((long)number / by),
        BinaryOperatorKind.Remainder when left.Number is { } number && right.Number is { } by && by != 0 => LinearForm.Of((long)number % by),
        _ => null,
    };

    /// <summary>What leaves the range of <c>int</c> is not what the program computes.</summary>
    private static LinearForm? Checked(LinearForm? form)
        => form is not null && form.Constant is >= int.MinValue and <= int.MaxValue && form.Terms.Values.All(factor => factor is >= int.MinValue and <= int.MaxValue) ? form : null;
}
