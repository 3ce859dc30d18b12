using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// How binary labels come in: whether each is positive, as a truth value a lane. They are widened as they lie in memory, and compared once they are
/// as wide as the numbers beside them.
/// </summary>
internal sealed class BinaryLabelMemory(VectorType vector, string labelType, SharedMethods shared) : IClassSource
{
    /// <inheritdoc/>
    public Expression Load(string reference, string offset)
    {
        var first = offset == "0" ? reference : $"Unsafe.Add(ref {reference}, {offset})";
        return vector.IsScalar ? new($"{first} > 0", false) : new($"{Add(vector)}(ref {first})");
    }

    /// <inheritdoc/>
    public string LoadRows(string reference, int offset, int step)
        => vector.Bits == 128 ? Load(reference, $"{offset}").Text : $"{AddRows(vector)}(ref {reference}, {offset}, {step})";

    private string AddRows(VectorType v)
    {
        var half = v.Half.Bits == 128 ? Add(v.Half) : AddRows(v.Half);
        var name = $"{Name(v)}Rows";
        var (first, second) = v.Half.Bits == 128
            ? ($"{half}(ref Unsafe.Add(ref labels, offset))", $"{half}(ref Unsafe.Add(ref labels, offset + step))")
            : ($"{half}(ref labels, offset, step)", $"{half}(ref labels, offset + (2 * step), step)");
        shared.Add($"{name}({labelType})", key => SharedMethod.Of(
            key,
            $"Whether labels are positive: 128 bits of {v.Bits / 128} rows that lie a step apart.",
            $"{v.Name} {name}(ref {labelType} labels, nuint offset, nuint step)",
            $"    return {v.ClassName}.Create({first}, {second});"));
        return name;
    }

    private string Add(VectorType v)
    {
        var (isSigned, size) = labelType switch
        {
            "byte" => (false, 1),
            "sbyte" => (true, 1),
            "short" => (true, 2),
            "int" => (true, 4),
            _ => throw new ArgumentOutOfRangeException(nameof(labelType), labelType, "is no type of binary labels"),
        };
        var bits = v.Lanes * size * 8;
        var bytes = labelType == "byte" ? "ref labels" : $"ref Unsafe.As<{labelType}, byte>(ref labels)";
        var labels = bits switch
        {
            16 => $"Vector128.CreateScalarUnsafe((uint)Unsafe.ReadUnaligned<ushort>({bytes})).As{Type(isSigned, size)}()",
            32 => $"Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>({bytes})).As{Type(isSigned, size)}()",
            64 => $"Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>({bytes})).As{Type(isSigned, size)}()",
            _ => $"Vector{bits}.LoadUnsafe(ref labels)",
        };
        var element = v.IndexElementName == "long" ? 8 : 4;
        var body = $"    var labels{size * 8} = {labels};\n";
        for (; size < element; size *= 2, bits *= 2)
        {
            var widened = Math.Max(128, 2 * bits);
            var source = $"labels{size * 8}{(widened > 128 ? $".ToVector{widened}Unsafe()" : "")}";
            body += $"    var labels{size * 16} = Vector{widened}.WidenLower({source});\n";
        }

        var last = $"labels{size * 8}{(isSigned ? "" : element == 8 ? ".AsInt64()" : ".AsInt32()")}";
        var name = Name(v);
        shared.Add($"{name}({labelType})", key => SharedMethod.Of(
            key,
            $"Whether each of {v.Lanes} labels is positive.",
            $"{v.Name} {name}(ref {labelType} labels)",
            $"{body}    return {v.ClassName}.GreaterThan({last}, {v.IndexName}.Zero).As{(element == 8 ? "Double" : "Single")}();"));
        return name;
    }

    private static string Name(VectorType v) => $"ArePositive{v.Bits}{(v.IndexElementName == "long" ? "Long" : "")}";

    private static string Type(bool isSigned, int size) => (isSigned, size) switch
    {
        (false, 1) => "Byte",
        (true, 1) => "SByte",
        (true, 2) => "Int16",
        _ => "Int32",
    };
}
