using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// Rows of K contiguous classes in memory, and one vector a class in registers: the statements that go from the one to the
/// other. All shuffles stay within 128 bits, each of which holds as many rows as it has elements: rows a block of 128 bits
/// apart are loaded side by side. Where K is no multiple of the block, the last block of classes overlaps the one before. Rows of one class
/// are side by side as they are.
/// </summary>
internal sealed class ClassTransposition(VectorType vector, int classes, RowPieces pieces, CodeWriter writer)
{
    private readonly int _block = vector.LanesPer128;

    /// <summary>How far apart the rows lie that share a lane of their 128 bits.</summary>
    private readonly int _step = vector.LanesPer128 * classes;

    /// <summary>Declares one variable a class and loads it.</summary>
    public void Load(string rows, Func<int, string> nameOf, IClassSource source)
    {
        if (vector.IsScalar || classes == 1)
        {
            ForEachClass(k => writer.Write($"var {nameOf(k)} = {source.Load(rows, $"{k}")};"));
        }
        else if (classes >= _block)
        {
            foreach (var first in Blocks())
            {
                var names = InBlock(i => first + i < Covered(first) ? $"{nameOf(first + i)}Again" : nameOf(first + i));
                LoadBlock(rows, names, i => (i * classes) + first, source);
            }
        }
        else if (classes == 2)
        {
            writer.Write($"var {nameOf(0)} = {source.LoadRows(rows, 0, _step)};");
            writer.Write($"var {nameOf(1)} = {source.LoadRows(rows, _block, _step)};");
            writer.Write(pieces.Deinterleave(nameOf(0), nameOf(1)));
        }
        else
        {
            // Three of four elements: the last row's load starts one element early, so as not to leave the rows.
            LoadBlock(rows, InBlock(i => i < classes ? nameOf(i) : $"{nameOf(i)}Unused"), i => i * classes, source, isLastEarly: true);
        }
    }

    /// <summary>Stores one value a class.</summary>
    public void Store(string rows, Func<int, Expression> valueOf, ElementMemory memory)
    {
        if (vector.IsScalar || classes == 1)
        {
            ForEachClass(k => writer.Write(memory.Store(valueOf(k), rows, $"{k}")));
        }
        else if (classes >= _block)
        {
            foreach (var first in Blocks())
            {
                var values = InBlock(i => valueOf(first + i).Text);
                StoreBlock(rows, values, i => (i * classes) + first, memory);
            }
        }
        else if (classes == 2)
        {
            var values = new[] { valueOf(0), valueOf(1) };
            writer.OpenBlock();
            writer.Write($"var row0 = {values[0]};");
            writer.Write($"var row{_block / 2} = {values[1]};");
            writer.Write(pieces.Interleave("row0", $"row{_block / 2}"));
            writer.Write(memory.StoreRows("row0", rows, 0, _step));
            writer.Write(memory.StoreRows($"row{_block / 2}", rows, _block, _step));
            writer.CloseBlock();
        }
        else
        {
            var values = InBlock(i => valueOf(Math.Min(i, classes - 1)).Text);
            StoreBlock(rows, values, i => i * classes, memory, isLastEarly: true);
        }
    }

    private void LoadBlock(string rows, string[] names, Func<int, int> offsetOf, IClassSource source, bool isLastEarly = false)
    {
        for (var i = 0; i < _block; i++)
        {
            var isEarly = isLastEarly && i == _block - 1;
            var load = source.LoadRows(rows, isEarly ? offsetOf(i) - 1 : offsetOf(i), _step);
            writer.Write($"var {names[i]} = {(isEarly ? pieces.ShuffleWithin128(load, [1, 2, 3, 0]) : load)};");
        }

        writer.Write(pieces.Transpose(names));
    }

    private void StoreBlock(string rows, string[] values, Func<int, int> offsetOf, ElementMemory memory, bool isLastEarly = false)
    {
        var names = InBlock(i => $"row{i}");
        writer.OpenBlock();
        for (var i = 0; i < _block; i++)
        {
            // The unused fourth class carries the element before the last row, which the early store of that row writes again.
            var isUnused = isLastEarly && i == _block - 1;
            writer.Write($"var {names[i]} = {(isUnused ? pieces.ShuffleWithin128(values[i], [0, 1, 2, 2]) : values[i])};");
        }

        writer.Write(pieces.Transpose(names));
        for (var i = 0; i < _block; i++)
        {
            var isEarly = isLastEarly && i == _block - 1;
            writer.Write(memory.StoreRows(isEarly ? pieces.ShuffleWithin128(names[i], [3, 0, 1, 2]) : names[i], rows, isEarly ? offsetOf(i) - 1 : offsetOf(i), _step));
        }

        writer.CloseBlock();
    }

    /// <summary>The first class of each block; the last block ends with the last class.</summary>
    private IEnumerable<int> Blocks()
    {
        for (var first = 0; first < classes; first += _block)
        {
            yield return Math.Min(first, classes - _block);
        }
    }

    /// <summary>The first class that no earlier block has.</summary>
    private int Covered(int first) => first % _block == 0 ? first : classes - (classes % _block);

    private string[] InBlock(Func<int, string> text) => [.. Enumerable.Range(0, _block).Select(text)];

    private void ForEachClass(Action<int> write)
    {
        for (var k = 0; k < classes; k++)
        {
            write(k);
        }
    }
}
