using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>The element-wise operations of row programs as C#, for every vector type alike.</summary>
internal sealed class Arithmetic(VectorType vector, SharedMethods shared)
{
    public Expression Apply(Value value, IReadOnlyList<Expression> operands) => value.Operation switch
    {
        Operation.Constant => new(vector.Constant(value.Number)),
        Operation.Add => Binary("+", operands),
        Operation.Subtract => Binary("-", operands),
        Operation.Multiply => Binary("*", operands),
        Operation.Divide => Binary("/", operands),
        Operation.Negate => new($"-{operands[0].AsPrimary}", false),
        Operation.Abs => new($"{(vector.IsScalar ? vector.ElementName : vector.ClassName)}.Abs({operands[0]})"),
        Operation.Exp => Call(VectorFunctions.Exp(vector.Element, vector.Bits), "Exp", operands),
        Operation.Log1p => Call(VectorFunctions.Log1p(vector.Element, vector.Bits), "Log1p", operands),
        Operation.Phi2 => Call(VectorFunctions.Phi2(vector.Element, vector.Bits), "Phi2", operands),
        Operation.Less => vector.IsScalar ? Binary("<", operands) : new($"{vector.ClassName}.LessThan({operands[0]}, {operands[1]})"),
        Operation.Equal => AreEqual(operands[0], operands[1], value.Operands[0].Kind),
        Operation.Select => Select(operands[0], operands[1], operands[2]),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.Operation, "is not element-wise"),
    };

    public Expression AreEqual(Expression left, Expression right, ValueKind kind)
    {
        if (vector.IsScalar)
        {
            // The C# compiler warns of a value compared to itself, which is false for NaN alone.
            return left == right ? new($"!{vector.ElementName}.IsNaN({left})", false) : Binary("==", [left, right]);
        }

        var asTruth = kind == ValueKind.Index ? vector.ElementName == "float" ? ".AsSingle()" : ".AsDouble()" : "";
        return new($"{vector.ClassName}.Equals({left}, {right}){asTruth}");
    }

    public Expression Select(Expression condition, Expression whenTrue, Expression whenFalse) => vector.IsScalar
        ? new($"{condition.AsPrimary} ? {whenTrue.AsPrimary} : {whenFalse.AsPrimary}", false)
        : new($"{vector.ClassName}.ConditionalSelect({condition}, {whenTrue}, {whenFalse})");

    public static Expression Binary(string symbol, IReadOnlyList<Expression> operands)
        => new($"{operands[0].AsPrimary} {symbol} {operands[1].AsPrimary}", false);

    private Expression Call(SharedMethod function, string name, IReadOnlyList<Expression> operands)
    {
        shared.Add(function);
        return new($"{name}({string.Join(", ", operands)})");
    }
}
