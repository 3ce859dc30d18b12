using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// How the values of a parameter get from memory into registers and back. Nothing else in the lowerings knows that memory may hold another
/// type than what is computed in: Half is widened exactly as it is read, and rounded once, to nearest even, as it is written.
/// </summary>
internal sealed class ElementMemory(VectorType vector, StoredType stored, SharedMethods shared) : IClassSource
{
    private HalfMemory Half => new(vector, shared);

    private bool IsHalf => stored == StoredType.Half;

    /// <inheritdoc/>
    public Expression Load(string reference, string offset) => IsHalf ? Half.Load(reference, offset) : new(vector.Load(reference, offset));

    /// <summary>The statement that stores what <see cref="Load"/> loads.</summary>
    public string Store(Expression value, string reference, string offset)
        => IsHalf ? Half.Store(value, reference, offset) : vector.Store(value, reference, offset);

    /// <summary>The statement that loads <paramref name="count"/> values of Half, a multiple of the lanes, to a buffer of what is computed in.</summary>
    public string LoadBlock(string reference, string offset, string block, string count) => Half.LoadBlock(reference, offset, block, count);

    /// <summary>The statement that stores such a buffer's values.</summary>
    public string StoreBlock(string block, string reference, string offset, string count) => Half.StoreBlock(block, reference, offset, count);

    /// <inheritdoc/>
    public string LoadRows(string reference, int offset, int step)
    {
        if (vector.Bits == 128)
        {
            return Load(reference, $"{offset}").Text;
        }

        if (IsHalf)
        {
            Half.AddLoadRows();
        }
        else
        {
            AddLoadRows(vector);
        }

        return $"Load{vector.Bits}Rows(ref {reference}, {offset}, {step})";
    }

    /// <summary>The statement that stores what <see cref="LoadRows"/> loads.</summary>
    public string StoreRows(string value, string reference, int offset, int step)
    {
        if (vector.Bits == 128)
        {
            return Store(new(value), reference, $"{offset}");
        }

        if (IsHalf)
        {
            Half.AddStoreRows();
        }
        else
        {
            AddStoreRows(vector);
        }

        return $"StoreRows({value}, ref {reference}, {offset}, {step});";
    }

    private void AddLoadRows(VectorType v) => shared.Add($"Load{v.Bits}Rows({v.ElementName})", key => LoadRows(key, v));

    private SharedMethod LoadRows(string key, VectorType v)
    {
        if (v.Bits == 256)
        {
            return SharedMethod.Of(
                key,
                "128 bits of two rows that lie a step apart.",
                $"{v.Name} Load256Rows(ref {v.ElementName} rows, nuint offset, nuint step)",
                "    return Vector256.Create(Vector128.LoadUnsafe(ref rows, offset), Vector128.LoadUnsafe(ref rows, offset + step));");
        }

        AddLoadRows(v.Half);
        return SharedMethod.Of(
            key,
            "128 bits of four rows that lie a step apart.",
            $"{v.Name} Load512Rows(ref {v.ElementName} rows, nuint offset, nuint step)",
            "    return Vector512.Create(Load256Rows(ref rows, offset, step), Load256Rows(ref rows, offset + (2 * step), step));");
    }

    private void AddStoreRows(VectorType v) => shared.Add($"StoreRows({v.Name})", key => StoreRows(key, v));

    private SharedMethod StoreRows(string key, VectorType v)
    {
        var isWidest = v.Bits == 512;
        if (isWidest)
        {
            AddStoreRows(v.Half);
        }

        return SharedMethod.Of(
            key,
            $"Stores each 128 bits to a row of their own, the rows a step apart.",
            $"void StoreRows({v.Name} value, ref {v.ElementName} rows, nuint offset, nuint step)",
            isWidest
                ? """
                    StoreRows(value.GetLower(), ref rows, offset, step);
                    StoreRows(value.GetUpper(), ref rows, offset + (2 * step), step);
                """
                : """
                    value.GetLower().StoreUnsafe(ref rows, offset);
                    value.GetUpper().StoreUnsafe(ref rows, offset + step);
                """);
    }
}
