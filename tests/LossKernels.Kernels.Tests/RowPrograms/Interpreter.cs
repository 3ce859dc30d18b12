using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.RowPrograms;

/// <summary>
/// Evaluates a row program as it is written, in 192 bits: what the kernel would return if nothing were ever rounded. Class
/// indices are numbers here, and truth values are 1 and 0.
/// </summary>
internal sealed class Interpreter
{
    private readonly int _rows;
    private readonly int _classes;
    private readonly IReadOnlyDictionary<Role, double[]> _inputs;
    private readonly Dictionary<Value, ExtendedReal[]> _values = [];

    private Interpreter(int rows, int classes, IReadOnlyDictionary<Role, double[]> inputs)
    {
        _rows = rows;
        _classes = classes;
        _inputs = inputs;
    }

    /// <summary>What the program stores for a batch of rows.</summary>
    public static IReadOnlyDictionary<Role, ExtendedReal[]> Run(RowProgram program, int rows, int classes, IReadOnlyDictionary<Role, double[]> inputs)
    {
        var interpreter = new Interpreter(rows, classes, inputs);
        foreach (var value in program.Values)
        {
            interpreter._values.Add(value, interpreter.Evaluate(value));
        }

        return program.Stores.ToDictionary(store => store.Role, store => interpreter._values[store.Value]);
    }

    private ExtendedReal[] Evaluate(Value value) => value.Operation switch
    {
        Operation.Load when RoleShapes.IsSharedByRows(value.Role) => [.. Enumerable.Range(0, _rows).SelectMany(_ => _inputs[value.Role]).Select(number => (ExtendedReal)number)],
        Operation.Load when value.Kind == ValueKind.Truth => [.. _inputs[value.Role].Select(number => (ExtendedReal)(number > 0 ? 1.0 : 0.0))],
        Operation.Load => [.. _inputs[value.Role].Select(number => (ExtendedReal)(number == value.Ignored ? 0.0 : number))],
        Operation.TotalAtLabels => [_inputs[value.Role].Where(label => label != value.Ignored)
            .Aggregate((ExtendedReal)0.0, (sum, label) => sum + (value.Operands.Length == 0 ? 1.0 : _values[value.Operands[0]][(int)label]))],
        Operation.IsCounted => [.. _inputs[value.Role].Select(label => (ExtendedReal)(label == value.Ignored ? 0.0 : 1.0))],
        Operation.Constant => [value.Number],
        Operation.RowCount => [(double)_rows],
        Operation.Total => [Enumerable.Range(0, _rows).Aggregate((ExtendedReal)0.0, (sum, row) => sum + At(value.Operands[0], row, 0))],
        _ => EveryElement(value),
    };

    private ExtendedReal[] EveryElement(Value value)
    {
        var (rows, classes) = value.Shape switch
        {
            ValueShape.Batch => (1, 1),
            ValueShape.Row => (_rows, 1),
            ValueShape.Rank => (_rows, value.Ranks),
            _ => (_rows, _classes),
        };
        var results = new ExtendedReal[rows * classes];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Element(value, i / classes, i % classes);
        }

        return results;
    }

    private ExtendedReal Element(Value value, int row, int k)
    {
        var operands = value.Operands;
        ExtendedReal Operand(int index) => At(operands[index], row, k);
        IEnumerable<ExtendedReal> Classes() => Enumerable.Range(0, _classes).Select(j => At(operands[0], row, j));

        return value.Operation switch
        {
            Operation.Add => Operand(0) + Operand(1),
            Operation.Subtract => Operand(0) - Operand(1),
            Operation.Multiply => Operand(0) * Operand(1),
            Operation.Divide => Operand(0) / Operand(1),
            Operation.Negate => -Operand(0),
            Operation.Abs => ExtendedReal.Abs(Operand(0)),
            Operation.Exp => ExtendedReal.Exp(Operand(0)),
            Operation.Log1p => ExtendedReal.Log1p(Operand(0)),
            Operation.Phi2 => ExtendedReal.Phi2(Operand(0)),
            Operation.Less => ExtendedReal.IsLess(Operand(0), Operand(1)) ? 1.0 : 0.0,
            Operation.Equal => ExtendedReal.AreEqual(Operand(0), Operand(1)) ? 1.0 : 0.0,
            Operation.Select => IsTrue(Operand(0)) ? Operand(1) : Operand(2),
            Operation.AtLabel => IndexOf(Operand(1)) == k ? Operand(2) : Operand(0),
            Operation.Pick => At(operands[0], row, IndexOf(Operand(1))),
            Operation.Largest => (double)Ranking([.. Classes()])[k],
            Operation.Max => Classes().Aggregate(ExtendedReal.Max),
            Operation.Sum => Classes().Aggregate((ExtendedReal)0.0, (sum, term) => sum + term),
            Operation.ArgMax => (double)ArgMax([.. Classes()]),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value.Operation, "has no meaning here"),
        };
    }

    private ExtendedReal At(Value value, int row, int k)
    {
        var numbers = _values[value];
        return value.Shape switch
        {
            ValueShape.Batch => numbers[0],
            ValueShape.Row => numbers[row],
            ValueShape.Rank => numbers[(row * value.Ranks) + k],
            _ => numbers[(row * _classes) + k],
        };
    }

    private static bool IsTrue(ExtendedReal value) => ExtendedReal.AreEqual(value, 1.0);

    private static int IndexOf(ExtendedReal value) => (int)value.Finite.ToDouble();

    /// <summary>The classes from the largest value on, each time the first of the largest that are left.</summary>
    private static List<int> Ranking(ExtendedReal[] values)
    {
        var left = Enumerable.Range(0, values.Length).ToList();
        var ranking = new List<int>();
        while (left.Count > 0)
        {
            ranking.Add(left[ArgMax([.. left.Select(k => values[k])])]);
            _ = left.Remove(ranking[^1]);
        }

        return ranking;
    }

    /// <summary>The first of the largest, NaN being larger than every number.</summary>
    private static int ArgMax(ExtendedReal[] values)
    {
        var best = 0;
        for (var k = 1; k < values.Length && !values[best].IsNaN; k++)
        {
            // NaN equals nothing, so it is not passed over here; a tie stays with the lower class.
            if (values[k].IsNaN || (!ExtendedReal.AreEqual(values[k], values[best]) && ExtendedReal.AreEqual(ExtendedReal.Max(values[k], values[best]), values[k])))
            {
                best = k;
            }
        }

        return best;
    }
}
