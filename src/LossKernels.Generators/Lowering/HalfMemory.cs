using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// Memory of Half as vectors of float. A vector of float takes half as many bytes here, and no byte more is touched: 256 bits are one load
/// of 128, and 128 bits are one of 64.
/// </summary>
internal sealed class HalfMemory(VectorType vector, SharedMethods shared)
{
    private readonly int _bits = vector.Bits;

    private int Rows => _bits / 128;

    public Expression Load(string reference, string offset)
    {
        if (vector.IsScalar)
        {
            return new($"(float){vector.Load(reference, offset)}", false);
        }

        shared.Add(HalfConversion.Widen(_bits));
        Add(
            $"LoadHalf{_bits}",
            $"{vector.Lanes} of Half as float, exactly.",
            $"{vector.Name} LoadHalf{_bits}(ref Half memory, nuint offset)",
            _bits == 128
                ? $"    return {WidenLanes($"Vector128.CreateScalarUnsafe({LoadFour("memory", "offset")})")};"
                : $"    return {WidenLanes($"Vector{_bits / 2}.LoadUnsafe(ref Unsafe.As<Half, short>(ref memory), offset)")};");
        return new($"LoadHalf{_bits}(ref {reference}, {offset})");
    }

    public string Store(Expression value, string reference, string offset)
    {
        if (vector.IsScalar)
        {
            return $"{vector.Load(reference, offset)} = (Half){value.AsPrimary};";
        }

        shared.Add(HalfConversion.Narrow(_bits));
        Add(
            $"StoreHalf({vector.Name})",
            $"Stores {vector.Lanes} floats as Half, each rounded once.",
            $"void StoreHalf({vector.Name} value, ref Half memory, nuint offset)",
            $"""
                var bits = Narrow(value);
                {(_bits == 128 ? StoreFour("Vector128.Narrow(bits, bits).AsInt64().ToScalar()", "memory", "offset") : $"{NarrowLanes}.StoreUnsafe(ref Unsafe.As<Half, short>(ref memory), offset);")}
            """);
        return $"StoreHalf({value}, ref {reference}, {offset});";
    }

    /// <summary>A call that widens so many values to a buffer.</summary>
    public string LoadBlock(string reference, string offset, string block, string count)
    {
        Add(
            $"WidenBlock{_bits}",
            $"Widens count of Half, a multiple of {vector.Lanes}.",
            $"void WidenBlock{_bits}(ref Half halves, ref float floats, nuint count)",
            Loop(vector.Store(Load("halves", "i"), "floats", "i")),
            isInlined: false);
        return $"WidenBlock{_bits}({ReferenceTo(reference, offset)}, ref {block}, {count});";
    }

    /// <summary>A call that rounds so many values of a buffer.</summary>
    public string StoreBlock(string block, string reference, string offset, string count)
    {
        Add(
            $"NarrowBlock{_bits}",
            $"Rounds count of float to Half, a multiple of {vector.Lanes}.",
            $"void NarrowBlock{_bits}(ref float floats, ref Half halves, nuint count)",
            Loop(Store(new(vector.Load("floats", "i")), "halves", "i")),
            isInlined: false);
        return $"NarrowBlock{_bits}(ref {block}, {ReferenceTo(reference, offset)}, {count});";
    }

    /// <summary>Adds the method that loads four values of each of some rows.</summary>
    public void AddLoadRows()
    {
        shared.Add(HalfConversion.Widen(_bits));
        var rows = Enumerable.Range(0, Rows).Select(i => LoadFour("rows", OffsetOfRow(i)));
        Add(
            $"Load{_bits}Rows(Half)",
            $"Four of Half as float, exactly, of {Rows} rows that lie a step apart.",
            $"{vector.Name} Load{_bits}Rows(ref Half rows, nuint offset, nuint step)",
            $"""
                var bits = Vector{_bits / 2}.Create(
                    {string.Join(",\n        ", rows)});
                return {WidenLanes("bits")};
            """);
    }

    /// <summary>Adds the method that stores what <see cref="AddLoadRows"/> loads.</summary>
    public void AddStoreRows()
    {
        shared.Add(HalfConversion.Narrow(_bits));
        Add(
            $"StoreRows({vector.Name}, Half)",
            "Stores each four floats as Half, each rounded once, to a row of their own, the rows a step apart.",
            $"void StoreRows({vector.Name} value, ref Half rows, nuint offset, nuint step)",
            $"""
                var bits = Narrow(value);
                var halves = {NarrowLanes}.AsInt64();
                {string.Join("\n    ", Enumerable.Range(0, Rows).Select(i => StoreFour($"halves[{i}]", "rows", OffsetOfRow(i))))}
            """);
    }

    private string NarrowLanes => $"Vector{_bits / 2}.Narrow(bits.GetLower(), bits.GetUpper())";

    private void Add(string key, string comment, string signature, string body, bool isInlined = true)
        => shared.Add(SharedMethod.Of(key, comment, signature, body, isInlined));

    private string Loop(string statement) => $$"""
            for (nuint i = 0; i < count; i += {{vector.Lanes}})
            {
                {{statement}}
            }
        """;

    private static string ReferenceTo(string reference, string offset) => offset == "0" ? $"ref {reference}" : $"ref Unsafe.Add(ref {reference}, {offset})";

    /// <summary>The bits of half as wide a vector of Half, each extended with its sign, as float.</summary>
    private string WidenLanes(string bits) => _bits == 128
        ? $"Widen(Vector128.WidenLower({bits}.AsInt16()))"
        : $"Widen(Vector{_bits}.WidenLower({bits}.AsInt16().ToVector{_bits}Unsafe()))";

    private static string LoadFour(string reference, string offset)
        => $"Unsafe.ReadUnaligned<long>(ref Unsafe.As<Half, byte>(ref Unsafe.Add(ref {reference}, {offset})))";

    private static string StoreFour(string bits, string reference, string offset)
        => $"Unsafe.WriteUnaligned(ref Unsafe.As<Half, byte>(ref Unsafe.Add(ref {reference}, {offset})), {bits});";

    private static string OffsetOfRow(int row) => row switch { 0 => "offset", 1 => "offset + step", _ => $"offset + ({row} * step)" };
}
