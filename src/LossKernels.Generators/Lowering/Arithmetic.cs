using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>The element-wise operations of row programs as C#, for every vector type alike.</summary>
internal sealed class Arithmetic(VectorType vector, SharedMethods shared)
{
    public Expression Apply(Value value, params Expression[] operands) => value.Operation switch
    {
        Operation.Constant => new(vector.Constant(value.Number)),
        Operation.Add => Binary("+", operands[0], operands[1]),
        Operation.Subtract => Binary("-", operands[0], operands[1]),
        Operation.Multiply => Binary("*", operands[0], operands[1]),
        Operation.Divide => Binary("/", operands[0], operands[1]),
        Operation.Negate => new($"-{operands[0].AsPrimary}", false),
        Operation.Abs => new($"{(vector.IsScalar ? vector.ElementName : vector.ClassName)}.Abs({operands[0]})"),
        _ when value.IsFunction => Call(value, operands[0]),
        Operation.Less => vector.IsScalar ? Binary("<", operands[0], operands[1]) : new($"{vector.ClassName}.LessThan({operands[0]}, {operands[1]})"),
        Operation.Equal => AreEqual(operands[0], operands[1], value.Operands[0].Kind),
        Operation.Select => Select(operands[0], operands[1], operands[2]),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.Operation, "is not element-wise"),
    };

    public Expression AreEqual(Expression left, Expression right, ValueKind kind)
    {
        if (vector.IsScalar)
        {
            // The C# compiler warns of a value compared to itself, which is false for NaN alone.
            return left == right ? new($"!{vector.ElementName}.IsNaN({left})", false) : Binary("==", left, right);
        }

        var asTruth = kind == ValueKind.Index ? vector.ElementName == "float" ? ".AsSingle()" : ".AsDouble()" : "";
        return new($"{vector.ClassName}.Equals({left}, {right}){asTruth}");
    }

    public Expression Select(Expression condition, Expression whenTrue, Expression whenFalse) => vector.IsScalar
        ? new($"{condition.AsPrimary} ? {whenTrue.AsPrimary} : {whenFalse.AsPrimary}", false)
        : new($"{vector.ClassName}.ConditionalSelect({condition}, {whenTrue}, {whenFalse})");

    public static Expression Binary(string symbol, Expression left, Expression right) => new($"{left.AsPrimary} {symbol} {right.AsPrimary}", false);

    /// <summary>The statement that replaces what two or more locals hold by a function of it, in all of them at once.</summary>
    public string ApplyInPlace(Value function, IReadOnlyList<string> locals)
    {
        shared.Add(MethodOf(function, locals.Count));
        return $"{function.Operation}({string.Join(", ", locals.Select(local => $"ref {local}"))});";
    }

    private Expression Call(Value function, Expression operand)
    {
        shared.Add(MethodOf(function, 1));
        return new($"{function.Operation}({operand})");
    }

    private SharedMethod MethodOf(Value function, int count) => function.Operation switch
    {
        Operation.Exp => VectorFunctions.Exp(vector, count),
        Operation.Log1p => VectorFunctions.Log1p(vector, count),
        _ => VectorFunctions.Phi2(vector, count),
    };
}
