using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.RowPrograms;

/// <summary>
/// One value of a row program: an operation on other values. Operators and <see cref="Formula"/> make new ones, so that
/// a kernel reads like its formula. Equal values of one program are one object.
/// </summary>
internal sealed class Value
{
    private readonly Row _row;

    internal Value(Row row, int index, Operation operation, ValueShape shape, ValueKind kind, Value[] operands, Role role, double number, long? ignored)
    {
        _row = row;
        Index = index;
        Operation = operation;
        Shape = shape;
        Kind = kind;
        Operands = operands;
        Role = role;
        Number = number;
        Ignored = ignored;
    }

    /// <summary>The value's place in its program; operands come before what is computed from them.</summary>
    public int Index { get; }

    public Operation Operation { get; }

    public ValueShape Shape { get; }

    public ValueKind Kind { get; }

    /// <summary>What the value is computed from. An array, for nothing is gone through so often; nobody writes to it.</summary>
    public Value[] Operands { get; }

    /// <summary>The role of a <see cref="Operation.Load"/>.</summary>
    public Role Role { get; }

    /// <summary>The number of a <see cref="Operation.Constant"/>; how many ranks a <see cref="Operation.Largest"/> has.</summary>
    public double Number { get; }

    /// <summary>The number of ranks of a value per rank.</summary>
    public int Ranks => Operation == Operation.Largest ? (int)Number : Operands.First(operand => operand.Shape == ValueShape.Rank).Ranks;

    /// <summary>The label to ignore of what has to do with labels, or null where every label counts.</summary>
    public long? Ignored { get; }

    /// <summary>What the formula calls this value, or null where it is no more than a part of one.</summary>
    public string? Name { get; private set; }

    /// <summary>Whether this is a reduction: computed from all classes of a row (<see cref="Operation.Pick"/> reads one and is none).</summary>
    public bool IsReduction => Operation is Operation.Max or Operation.Sum or Operation.ArgMax;

    /// <summary>Whether this is read from an input at a row of it.</summary>
    public bool IsRead => Operation is Operation.Load or Operation.Pick or Operation.IsCounted;

    /// <summary>Whether this is an elementary function, which takes many operations and constants.</summary>
    public bool IsFunction => Operation is Operation.Exp or Operation.Log1p or Operation.Phi2;

    /// <summary>Whether the value is known to be no negative number and no negative zero, from its operation alone.</summary>
    public bool IsNeverNegative => Operation switch
    {
        Operation.Exp or Operation.Log1p => true,
        Operation.Constant => Number >= 0,
        Operation.Select => Operands[1].IsNeverNegative && Operands[2].IsNeverNegative,
        Operation.AtLabel => Operands[0].IsNeverNegative && Operands[2].IsNeverNegative,
        _ => false,
    };

    /// <summary>Gives the value the name it has in the formula; generated code uses it.</summary>
    public Value Named(string name)
    {
        Name ??= name;
        return this;
    }

    public static Value operator +(Value left, Value right) => left._row.Apply(Operation.Add, left, right);

    public static Value operator -(Value left, Value right) => left._row.Apply(Operation.Subtract, left, right);

    public static Value operator -(Value value) => value._row.Apply(Operation.Negate, value);

    public static Value operator *(Value left, Value right) => left._row.Apply(Operation.Multiply, left, right);

    /// <summary>
    /// The quotient. A value per class or rank over a value per row is multiplied by its reciprocal, one division a row: that adds
    /// half a unit in the last place. A divisor that holds for the whole batch (a temperature, whose error an exponential
    /// would multiply) divides exactly.
    /// </summary>
    public static Value operator /(Value left, Value right)
        => left.Shape is ValueShape.Class or ValueShape.Rank && right.Shape == ValueShape.Row
            ? left * (left._row.Constant(1) / right).Named(right.Name is { } name ? $"inverse{char.ToUpperInvariant(name[0])}{name.Substring(1)}" : "inverse")
            : left._row.Apply(Operation.Divide, left, right);

    public static Value operator +(Value left, double right) => left + left._row.Constant(right);

    public static Value operator -(Value left, double right) => left - left._row.Constant(right);

    public static Value operator /(double left, Value right) => right._row.Constant(left) / right;

    internal Value Apply(Operation operation, params Value[] operands) => _row.Apply(operation, operands);

    /// <summary>Values of one program are told apart by their place in it.</summary>
    public override int GetHashCode() => Index;

    public override string ToString() => Name ?? $"{Operation}({string.Join(", ", Operands.AsEnumerable())})";
}
