using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// The pieces of which <see cref="ClassTransposition"/> is made, each said once for all widths and element types and emitted as
/// a shared method where it is used. Where x86 or Arm has an instruction that the portable vectors do not reach, it stands behind
/// its <c>IsSupported</c> with a portable twin beside it.
/// </summary>
internal sealed class RowPieces(VectorType vector, SharedMethods shared)
{
    /// <summary>First elements and second ones to pairs, which is also the transposition of 2 x 2 elements.</summary>
    private const string InterleaveInPlace = """
            var low = InterleaveLow(a, b);
            b = InterleaveHigh(a, b);
            a = low;
        """;

    /// <summary>
    /// The statement that transposes, within each 128 bits, as many vectors as 128 bits have elements: from rows to classes or
    /// back.
    /// </summary>
    public string Transpose(IReadOnlyList<string> variables)
    {
        shared.Add($"Transpose({vector.Name})", vector.LanesPer128 == 2 ? Transpose2 : Transpose4);
        return $"Transpose({string.Join(", ", variables.Select(variable => $"ref {variable}"))});";
    }

    /// <summary>The statement that turns two vectors of pairs into the first and the second elements of the pairs.</summary>
    public string Deinterleave(string left, string right)
    {
        AddInterleave(vector);
        shared.Add($"Deinterleave({vector.Name})", key => SharedMethod.Of(
            key,
            "From pairs to the first elements of the pairs and the second.",
            $"void Deinterleave(ref {vector.Name} a, ref {vector.Name} b)",
            """
                var low = InterleaveLow(a, b);
                var high = InterleaveHigh(a, b);
                a = InterleaveLow(low, high);
                b = InterleaveHigh(low, high);
            """));
        return $"Deinterleave(ref {left}, ref {right});";
    }

    /// <summary>The statement that undoes <see cref="Deinterleave"/>.</summary>
    public string Interleave(string left, string right)
    {
        AddInterleave(vector);
        shared.Add($"Interleave({vector.Name})", key => SharedMethod.Of(
            key,
            "From first elements and second ones to pairs.",
            $"void Interleave(ref {vector.Name} a, ref {vector.Name} b)",
            InterleaveInPlace));
        return $"Interleave(ref {left}, ref {right});";
    }

    /// <summary>Permutes the lanes within each 128 bits by the same pattern.</summary>
    public string ShuffleWithin128(string value, IReadOnlyList<int> pattern)
        => $"{vector.ClassName}.Shuffle({value}, {vector.CreateIndices(Enumerable.Range(0, vector.Lanes).Select(i => (i / pattern.Count * pattern.Count) + pattern[i % pattern.Count]))})";

    private SharedMethod Transpose2(string key)
    {
        AddInterleave(vector);
        return SharedMethod.Of(
            key,
            "Transposes the 2 x 2 elements of each 128 bits.",
            $"void Transpose(ref {vector.Name} a, ref {vector.Name} b)",
            InterleaveInPlace);
    }

    private SharedMethod Transpose4(string key)
    {
        AddInterleave(vector);
        AddInterleave(new VectorType(ElementType.Double, vector.Bits));
        var v = vector.Name;
        return SharedMethod.Of(
            key,
            "Transposes the 4 x 4 elements of each 128 bits.",
            $"void Transpose(ref {v} a, ref {v} b, ref {v} c, ref {v} d)",
            """
                var lowAB = InterleaveLow(a, b).AsDouble();
                var highAB = InterleaveHigh(a, b).AsDouble();
                var lowCD = InterleaveLow(c, d).AsDouble();
                var highCD = InterleaveHigh(c, d).AsDouble();
                a = InterleaveLow(lowAB, lowCD).AsSingle();
                b = InterleaveHigh(lowAB, lowCD).AsSingle();
                c = InterleaveLow(highAB, highCD).AsSingle();
                d = InterleaveHigh(highAB, highCD).AsSingle();
            """);
    }

    private void AddInterleave(VectorType v)
    {
        AddInterleave(v, "Low", "first", 0);
        AddInterleave(v, "High", "second", v.LanesPer128 / 2);
    }

    private void AddInterleave(VectorType v, string half, string which, int first)
        => shared.Add($"Interleave{half}({v.Name})", key => InterleaveHalf(key, v, half, which, first));

    private SharedMethod InterleaveHalf(string key, VectorType v, string half, string which, int first)
    {
        if (v.Bits > 128)
        {
            AddInterleave(v.Half, half, which, first);
        }

        var x86 = v.Bits switch { 512 => "Avx512F", 256 => "Avx", _ => v.LanesPer128 == 4 ? "Sse" : "Sse2" };
        var portable = v.Bits == 128
            ? $$"""
                if (global::System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported)
                {
                    return global::System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.Zip{{half}}(left, right);
                }

                return Vector128.Create({{string.Join(", ", Enumerable.Range(first, v.LanesPer128 / 2).Select(i => $"left[{i}], right[{i}]"))}});
            """
            : $"    return {v.ClassName}.Create(Interleave{half}(left.GetLower(), right.GetLower()), Interleave{half}(left.GetUpper(), right.GetUpper()));";
        return SharedMethod.Of(
            key,
            $"The elements of the {which} half of each 128 bits, one of the left and one of the right in turn.",
            $"{v.Name} Interleave{half}({v.Name} left, {v.Name} right)",
            $$"""
                if (global::System.Runtime.Intrinsics.X86.{{x86}}.IsSupported)
                {
                    return global::System.Runtime.Intrinsics.X86.{{x86}}.Unpack{{half}}(left, right);
                }

            {{portable}}
            """);
    }
}
