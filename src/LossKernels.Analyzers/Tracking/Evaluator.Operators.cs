using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Operators, conditions and assignments.</summary>
internal sealed partial class Evaluator
{
    private Value Unary(IUnaryOperation unary)
    {
        var operand = Evaluate(unary.Operand);
        return unary.OperatorKind switch
        {
            UnaryOperatorKind.Minus => PerElement(operand, Algebra.Negate),
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Not => Algebra.Not(operand),
            _ => Algebra.Unknown(operand),
        };
    }

    /// <summary>What an operator computes; one that changes nothing, as adding 0 does, computes nothing.</summary>
    private Value Operate(IOperation operation, BinaryOperatorKind kind, Value left, Value right)
    {
        var value = Binary(operation, kind, left, right);
        return value.Equals(left) || value.Equals(right) ? value : Record(operation, value);
    }

    private Value Binary(IOperation operation, BinaryOperatorKind kind, Value left, Value right)
    {
        // An operator of a vector class works element by element, against a number on every element.
        if (operation is IBinaryOperation { OperatorMethod: { } method } binary && IsIn(method.ContainingType, "MathNet"))
        {
            left = IsFloating(binary.LeftOperand.Type) ? left : AsSequence(left);
            right = IsFloating(binary.RightOperand.Type) ? right : AsSequence(right);
        }

        if (left.Kind == ValueKind.Sequence || right.Kind == ValueKind.Sequence)
        {
            var index = Algebra.NewIndex();
            return Algebra.Over(ValueKind.Sequence, index, Arithmetic(operation, kind, At(left, index), At(right, index)));
        }

        return Arithmetic(operation, kind, left, right);

        Value At(Value value, Value index) => value.Kind == ValueKind.Sequence ? Algebra.At(value, index) : value;
    }

    private static Value Arithmetic(IOperation operation, BinaryOperatorKind kind, Value left, Value right)
    {
        switch (kind)
        {
            case BinaryOperatorKind.Add:
                return Algebra.Add(left, right);
            case BinaryOperatorKind.Subtract:
                return Algebra.Subtract(left, right);
            case BinaryOperatorKind.Multiply:
                return Algebra.Multiply(left, right);
            case BinaryOperatorKind.Divide when operation.Type?.SpecialType is not (>= SpecialType.System_SByte and <= SpecialType.System_UInt64):
                return Algebra.Divide(left, right);
            case BinaryOperatorKind.LessThan:
                return Algebra.Less(left, right, orEqual: false);
            case BinaryOperatorKind.LessThanOrEqual:
                return Algebra.Less(left, right, orEqual: true);
            case BinaryOperatorKind.GreaterThan:
                return Algebra.Less(right, left, orEqual: false);
            case BinaryOperatorKind.GreaterThanOrEqual:
                return Algebra.Less(right, left, orEqual: true);
            case BinaryOperatorKind.Equals:
                return Algebra.Of(ValueKind.Zero, Algebra.Subtract(left, right));
            case BinaryOperatorKind.NotEquals:
                return Algebra.Not(Algebra.Of(ValueKind.Zero, Algebra.Subtract(left, right)));
            case BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And:
                return Algebra.Of(ValueKind.And, left, right);
            case BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or:
                return Algebra.Of(ValueKind.Or, left, right);
            default:
                return Algebra.Unknown(left, right);
        }
    }

    private static Value PerElement(Value value, Func<Value, Value> function)
    {
        if (value.Kind != ValueKind.Sequence)
        {
            return function(value);
        }

        var index = Algebra.NewIndex();
        return Algebra.Over(ValueKind.Sequence, index, function(Algebra.At(value, index)));
    }

    private Value Conditional(IConditionalOperation conditional, IOperation no)
    {
        var condition = Evaluate(conditional.Condition);
        return Record(conditional, Branch(condition, () => Evaluate(conditional.WhenTrue), () => Evaluate(no)));
    }

    /// <summary>One of two values, each with its effects and under its condition.</summary>
    private Value Branch(Value condition, Func<Value> yes, Func<Value> no)
    {
        var before = _state;
        _state = before.Under(condition);
        var whenTrue = yes();
        var after = _state;
        _state = before.Under(Algebra.Not(condition));
        var whenFalse = no();
        _state = State.Join(condition, after, _state, before.Conditions);
        return Algebra.Choice(condition, whenTrue, whenFalse);
    }

    private Value SwitchExpression(ISwitchExpressionOperation choice)
    {
        var value = Evaluate(choice.Value);
        return Arms(0);

        Value Arms(int index)
        {
            if (index >= choice.Arms.Length)
            {
                return Algebra.Unknown();
            }

            var arm = choice.Arms[index];
            if (arm.Guard is null && arm.Pattern is IDiscardPatternOperation)
            {
                return Evaluate(arm.Value);
            }

            var condition = Matches(value, arm.Pattern);
            if (arm.Guard is { } guard)
            {
                condition = Algebra.Of(ValueKind.And, condition, Evaluate(guard));
            }

            return Branch(condition, () => Evaluate(arm.Value), () => Arms(index + 1));
        }
    }

    private Value Matches(Value value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return Algebra.Of(ValueKind.Zero, Algebra.Subtract(value, Evaluate(constant.Value)));
            case IRelationalPatternOperation relational:
                return Arithmetic(relational, relational.OperatorKind, value, Evaluate(relational.Value));
            case INegatedPatternOperation negated:
                return Algebra.Not(Matches(value, negated.Pattern));
            case IBinaryPatternOperation binary:
                return Algebra.Of(
                    binary.OperatorKind == BinaryOperatorKind.And ? ValueKind.And : ValueKind.Or,
                    Matches(value, binary.LeftPattern),
                    Matches(value, binary.RightPattern));
            case IDeclarationPatternOperation { DeclaredSymbol: { } variable }:
                _state = _state.With(variable, value);
                return Algebra.Unknown(value);
            default:
                return Algebra.Unknown(value);
        }
    }

    private Value Increment(IIncrementOrDecrementOperation increment)
    {
        var before = Evaluate(increment.Target);
        var after = Algebra.Add(before, increment.Kind == OperationKind.Increment ? Algebra.One : Algebra.Negate(Algebra.One));
        Assign(increment.Target, after);
        return increment.IsPostfix ? before : after;
    }

    private Value Deconstruct(IDeconstructionAssignmentOperation deconstruction)
    {
        var target = deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target;
        if (target is ITupleOperation left && deconstruction.Value is ITupleOperation right && left.Elements.Length == right.Elements.Length)
        {
            var values = right.Elements.Select(Evaluate).ToArray();
            for (var i = 0; i < values.Length; i++)
            {
                Assign(left.Elements[i], values[i]);
            }

            return Algebra.Unknown(values);
        }

        var value = Evaluate(deconstruction.Value);
        var elements = (target as ITupleOperation)?.Elements ?? [];
        for (var i = 0; i < elements.Length; i++)
        {
            Assign(elements[i], value.Kind == ValueKind.Tuple && value.Operands.Length == elements.Length ? value.Operands[i] : Algebra.Unknown(value));
        }

        return value;
    }

    private Value Assign(IOperation target, Value value)
    {
        switch (target)
        {
            case IConversionOperation conversion:
                return Assign(conversion.Operand, value);
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value);
            case ILocalReferenceOperation local:
                _state = _state.With(local.Local, value);
                break;
            case IParameterReferenceOperation parameter:
                _state = _state.With(parameter.Parameter, value);
                break;
            case IFieldReferenceOperation field:
                Set(PlaceOf(field), value);
                break;
            case IPropertyReferenceOperation { Arguments.Length: > 0 } indexer:
                Set(Place.Of(Evaluate(indexer.Instance), [.. indexer.Arguments.Select(argument => Evaluate(argument.Value))]), value);
                break;
            case IPropertyReferenceOperation property:
                Set(PlaceOf(property), value);
                break;
            case IArrayElementReferenceOperation element:
                Set(Place.Of(Evaluate(element.ArrayReference), [.. element.Indices.Select(Evaluate)]), value);
                break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    Assign(element, Algebra.Unknown(value));
                }

                break;
        }

        return value;
    }
}
