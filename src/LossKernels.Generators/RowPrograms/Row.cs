using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.RowPrograms;

/// <summary>
/// The row a kernel's formula speaks of: brings in values, reduces over its classes, and stores results. What a kernel says
/// of one row, in no particular layout and for no particular vector width, is collected here as a <see cref="RowProgram"/>.
/// </summary>
internal sealed class Row
{
    private readonly List<Value> _values = [];
    private readonly Dictionary<string, Value> _known = new(StringComparer.Ordinal);
    private readonly List<Store> _stores = [];

    /// <summary>The number of rows of the call.</summary>
    public Value Count => Intern(Operation.RowCount, ValueShape.Batch, ValueKind.Real, []);

    public Value Constant(double number) => Intern(Operation.Constant, ValueShape.Batch, ValueKind.Real, [], number: number);

    /// <summary>The values of an input, shaped as the role is.</summary>
    public Value Load(Role role) => Intern(Operation.Load, RoleShapes.Of(role), RoleShapes.KindOf(role), [], role).Named(RoleShapes.SymbolOf(role));

    /// <summary>Whether each element's label is positive, of an input that has one of two labels for each element.</summary>
    public Value LoadTruth(Role role) => Intern(Operation.Load, ValueShape.Class, ValueKind.Truth, [], role).Named("isPositive");

    /// <summary>The labels of an input; an ignored one is class 0.</summary>
    public Value LoadLabels(Role role, long? ignored)
        => Intern(Operation.Load, ValueShape.Row, ValueKind.Index, [], role, ignored: ignored).Named(RoleShapes.SymbolOf(role));

    /// <inheritdoc cref="Operation.IsCounted"/>
    public Value IsCounted(Role labels, long ignored) => Intern(Operation.IsCounted, ValueShape.Row, ValueKind.Truth, [], labels, ignored: ignored);

    /// <inheritdoc cref="Operation.TotalAtLabels"/>
    public Value TotalAtLabels(Role labels, long? ignored, Value? shared)
        => Intern(Operation.TotalAtLabels, ValueShape.Batch, ValueKind.Real, shared is null ? [] : [shared], labels, ignored: ignored);

    /// <inheritdoc cref="Operation.Max"/>
    public Value Max(Value value) => Apply(Operation.Max, value);

    /// <inheritdoc cref="Operation.Sum"/>
    public Value Sum(Value value) => Apply(Operation.Sum, value);

    /// <inheritdoc cref="Operation.ArgMax"/>
    public Value ArgMax(Value value) => Apply(Operation.ArgMax, value);

    /// <summary>The classes of the <paramref name="count"/> largest values of an input, as <see cref="Operation.Largest"/> ranks them.</summary>
    public Value Largest(Value load, int count)
    {
        Check(Operation.Largest, [load]);
        return Intern(Operation.Largest, ValueShape.Rank, ValueKind.Index, [load], number: count);
    }

    /// <inheritdoc cref="Operation.Total"/>
    public Value Total(Value value) => Apply(Operation.Total, value);

    /// <inheritdoc cref="Operation.AtLabel"/>
    public Value AtLabel(Value value, Value label, Value replacement) => Apply(Operation.AtLabel, value, label, replacement);

    /// <summary>The sum over all classes but the label's.</summary>
    public Value SumExceptLabel(Value value, Value label) => Sum(AtLabel(value, label, Constant(0)));

    /// <summary>
    /// The sum over all classes but one for which <paramref name="isMaximum"/> holds, of a value that is 1 wherever it holds:
    /// no small term is lost by adding it to that 1. Where several maxima tie, one is left out.
    /// </summary>
    public Value SumExceptMaximum(Value value, Value isMaximum)
    {
        var below = Sum(Formula.Select(isMaximum, Constant(0), value)).Named("below");
        var maxima = Sum(Formula.Select(isMaximum, Constant(1), Constant(0))).Named("maxima");
        return below + (maxima - 1);
    }

    /// <summary>One value where another is between -1 and 1, else a second one.</summary>
    public Value SelectNearZero(Value value, Value whenNear, Value whenFar)
        => Formula.Select(Formula.IsLess(value, Constant(1)), Formula.Select(Formula.IsLess(Constant(-1), value), whenNear, whenFar), whenFar);

    /// <summary>
    /// The value at one class of the row, or at the class of each rank. Of a computed value it is computed anew from the inputs at
    /// that class, so that only loads are ever picked from memory.
    /// </summary>
    public Value Pick(Value value, Value label) => value switch
    {
        { Shape: not ValueShape.Class } => value,
        { Operation: Operation.Load } => Apply(Operation.Pick, value, label).Named($"{value.Name}{(label.Shape == ValueShape.Rank ? "OfRank" : "AtLabel")}"),
        { Operation: Operation.AtLabel } when value.Operands[1] == label => value.Operands[2],
        { Operation: Operation.AtLabel } => throw new NotSupportedException("a value replaced at one label cannot be picked at another"),
        _ => Apply(value.Operation, [.. value.Operands.Select(operand => Pick(operand, label))]),
    };

    /// <summary>Writes a value to an output; its shape is the value's.</summary>
    public void Store(Role role, Value value) => _stores.Add(new Store(role, value));

    /// <summary>The program of all that was stored, with its formula and error bound as a reader of generated code is told them.</summary>
    public RowProgram ToProgram(string formula, string bound) => new(_values, _stores, formula, bound);

    internal Value Apply(Operation operation, params Value[] operands)
    {
        if (operation == Operation.Multiply)
        {
            if (operands[0] is { Operation: Operation.Constant, Number: 1 })
            {
                return operands[1];
            }

            if (operands[1] is { Operation: Operation.Constant, Number: 1 })
            {
                return operands[0];
            }
        }

        var shape = operation switch
        {
            Operation.Max or Operation.Sum or Operation.ArgMax => ValueShape.Row,
            Operation.Pick => operands[1].Shape,
            Operation.Total => ValueShape.Batch,
            Operation.AtLabel => ValueShape.Class,
            _ => operands.Max(operand => operand.Shape),
        };
        var kind = operation switch
        {
            Operation.ArgMax => ValueKind.Index,
            Operation.Equal or Operation.Less => ValueKind.Truth,
            Operation.Select => operands[1].Kind,
            _ => operands[0].Kind,
        };
        Check(operation, operands);
        return Intern(operation, shape, kind, operands);
    }

    private static void Check(Operation operation, Value[] operands)
    {
        var fits = operation switch
        {
            Operation.Max or Operation.Sum or Operation.ArgMax => operands[0] is { Shape: ValueShape.Class, Kind: ValueKind.Real },
            Operation.Pick => operands[0] is { Operation: Operation.Load, Shape: ValueShape.Class } && operands[1] is { Kind: ValueKind.Index, Shape: ValueShape.Row or ValueShape.Rank },
            Operation.Largest => operands[0] is { Operation: Operation.Load, Shape: ValueShape.Class },
            _ when operands.Any(operand => operand.Shape == ValueShape.Rank) => operands.All(operand => operand.Kind != ValueKind.Index && operand.Shape != ValueShape.Class) && operation is not (Operation.AtLabel or Operation.Total),
            Operation.AtLabel => (operands[0].Shape == ValueShape.Class || operands[0].Operation == Operation.Constant) && operands[1] is { Kind: ValueKind.Index, Shape: ValueShape.Row } && operands[2].Shape != ValueShape.Class,
            Operation.Total => operands[0] is { Shape: ValueShape.Row, Kind: ValueKind.Real },
            Operation.Equal => operands[0].Kind == operands[1].Kind,
            Operation.Select => operands[0].Kind == ValueKind.Truth && operands[1].Kind == operands[2].Kind,
            _ => operands.All(operand => operand.Kind == ValueKind.Real),
        };
        if (!fits)
        {
            throw new InvalidOperationException($"{operation} does not take ({string.Join(", ", operands.Select(operand => $"{operand.Shape} {operand.Kind}"))})");
        }
    }

    private Value Intern(Operation operation, ValueShape shape, ValueKind kind, Value[] operands, Role role = Role.Return, double number = 0, long? ignored = null)
    {
        // The bits, for -0 and 0 are different numbers and print alike on some runtimes.
        var key = $"{(int)operation} {(int)role} {ignored} {BitConverter.DoubleToInt64Bits(number)} {string.Join(" ", operands.Select(operand => operand.Index))}";
        if (!_known.TryGetValue(key, out var value))
        {
            value = new Value(this, _values.Count, operation, shape, kind, operands, role, number, ignored);
            _values.Add(value);
            _known.Add(key, value);
        }

        return value;
    }
}
