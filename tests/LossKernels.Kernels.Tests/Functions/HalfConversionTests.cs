using System.Reflection;
using System.Text;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.Lowering;
using LossKernels.Kernels.Tests.InMemory;

namespace LossKernels.Kernels.Tests.Functions;

/// <summary>
/// Loads widen every Half to its value, and stores give the Half next to every float, ties to even, in each of their forms. The oracle is
/// .NET's own scalar conversion, which <see cref="Half_of_the_runtime_is_the_nearest"/> checks.
/// </summary>
public class HalfConversionTests
{
    private static readonly Lazy<Type> Loops = new(() => InMemoryCompiler.Compile("HalfConversions", Source()).GetType("Loops")!);

    public static TheoryData<int> Widths => [512, 256, 128];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_Half_is_widened_to_its_value(int bits)
    {
        var halves = Enumerable.Range(0, 1 << 16).Select(i => BitConverter.UInt16BitsToHalf((ushort)i)).ToArray();
        foreach (var form in (string[])["", "Rows", "Block"])
        {
            var floats = new float[halves.Length];
            Over<Half, float>($"Widen{form}{bits}")(halves, floats);
            for (var i = 0; i < halves.Length; i++)
            {
                var expected = (float)halves[i];
                if (float.IsNaN(expected) ? !float.IsNaN(floats[i]) : BitConverter.SingleToInt32Bits(expected) != BitConverter.SingleToInt32Bits(floats[i]))
                {
                    Assert.Fail($"Widen{form} of Half 0x{i:X4}, which is {expected:G9}, is {floats[i]:G9} at {bits} bits");
                }
            }
        }
    }

    /// <summary>Every 61st float, or with <c>LOSSKERNELS_LONG=1</c> every one, and all those that lie next to a tie.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_float_is_narrowed_to_the_nearest_Half(int bits)
    {
        const int block = 1 << 16;
        var stride = Environment.GetEnvironmentVariable("LOSSKERNELS_LONG") == "1" ? 1L : 61L * 3;
        var blocks = (int)(((1L << 32) / stride / block) + 1);
        var narrow = Over<float, Half>($"Narrow{bits}");
        var wrong = new string?[blocks];
        Parallel.For(0, blocks, b =>
        {
            var floats = new float[block];
            for (var i = 0; i < block; i++)
            {
                floats[i] = BitConverter.UInt32BitsToSingle((uint)(((((long)b * block) + i) * stride) + (512 / bits)));
            }

            wrong[b] = Wrong(floats, narrow);
        });
        Assert.Null(wrong.FirstOrDefault(error => error is not null));

        // Between each Half and the next: the tie, and the floats on either side of it.
        var ties = new List<float>();
        for (var i = 0; i < 0x7C00; i++)
        {
            var (low, high) = (BitConverter.UInt16BitsToHalf((ushort)i), BitConverter.UInt16BitsToHalf((ushort)(i + 1)));
            var tie = (float)((double)low + ((Half.IsInfinity(high) ? 65536.0 : (double)high) - (double)low) / 2);
            ties.AddRange([tie, -tie, MathF.BitIncrement(tie), MathF.BitDecrement(tie), (float)low, -(float)low]);
        }

        ties.AddRange(new float[16 - (ties.Count % 16)]);
        float[] all = [.. ties];
        foreach (var form in (string[])["", "Rows", "Block"])
        {
            Assert.Null(Wrong(all, Over<float, Half>($"Narrow{form}{bits}")));
        }
    }

    [Fact]
    public void Half_of_the_runtime_is_the_nearest()
    {
        for (var i = 0; i < 0x7C00; i++)
        {
            var (low, high) = (BitConverter.UInt16BitsToHalf((ushort)i), BitConverter.UInt16BitsToHalf((ushort)(i + 1)));
            var tie = (double)low + ((Half.IsInfinity(high) ? 65536.0 : (double)high) - (double)low) / 2;
            var even = i % 2 == 0 ? low : high;
            foreach (var sign in (double[])[1, -1])
            {
                // From double too, as totals are: the digits beyond float decide.
                Assert.Equal(sign * (double)even, (double)(Half)(sign * tie));
                Assert.Equal(sign * (double)high, (double)(Half)(sign * Math.BitIncrement(tie)));
                Assert.Equal(sign * (double)low, (double)(Half)(sign * Math.BitDecrement(tie)));
                Assert.Equal(sign * (double)even, (double)(Half)(float)(sign * tie));
                Assert.Equal(sign * (double)high, (double)(Half)MathF.BitIncrement((float)tie) * sign);
                Assert.Equal(sign * (double)low, (double)(Half)MathF.BitDecrement((float)tie) * sign);
            }
        }
    }

    private static string? Wrong(float[] floats, Action<float[], Half[]> narrow)
    {
        var halves = new Half[floats.Length];
        narrow(floats, halves);
        for (var i = 0; i < floats.Length; i++)
        {
            var expected = (Half)floats[i];
            if (Half.IsNaN(expected) ? !Half.IsNaN(halves[i]) : BitConverter.HalfToUInt16Bits(expected) != BitConverter.HalfToUInt16Bits(halves[i]))
            {
                return $"the Half next to {floats[i]:G9} is {expected}, not {halves[i]}";
            }
        }

        return null;
    }

    private static Action<TFrom[], TTo[]> Over<TFrom, TTo>(string name)
        => Loops.Value.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Action<TFrom[], TTo[]>>();

    private static string Source()
    {
        var loops = new StringBuilder();
        var shared = new SharedMethods();
        foreach (var bits in (int[])[512, 256, 128])
        {
            var vector = new VectorType(ElementType.Single, bits);
            var memory = new ElementMemory(vector, StoredType.Half, shared);
            var (half, single) = ("MemoryMarshal.GetArrayDataReference(halves)", "MemoryMarshal.GetArrayDataReference(floats)");
            Add($"Widen{bits}(Half[] halves, float[] floats)", vector.Store(memory.Load("h", "i"), "f", "i"));
            Add($"Narrow{bits}(float[] floats, Half[] halves)", memory.Store(new(vector.Load("f", "i")), "h", "i"));
            Add($"WidenBlock{bits}(Half[] halves, float[] floats)", memory.LoadBlock("h", "i", "Unsafe.Add(ref f, i)", $"{vector.Lanes}"));
            Add($"NarrowBlock{bits}(float[] floats, Half[] halves)", memory.StoreBlock("Unsafe.Add(ref f, i)", "h", "i", $"{vector.Lanes}"));

            // Rows four apart lie as one vector.
            Add($"WidenRows{bits}(Half[] halves, float[] floats)", $"ref var rows = ref Unsafe.Add(ref h, i);\n{vector.Store(new(memory.LoadRows("rows", 0, 4)), "f", "i")}");
            Add($"NarrowRows{bits}(float[] floats, Half[] halves)", $"ref var rows = ref Unsafe.Add(ref h, i);\n{memory.StoreRows(vector.Load("f", "i"), "rows", 0, 4)}");

            void Add(string signature, string body) => loops.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                public static void {{signature}}
                {
                    ref var h = ref {{half}};
                    ref var f = ref {{single}};
                    for (nuint i = 0; i < (nuint)floats.Length; i += {{vector.Lanes}})
                    {
                        {{body}}
                    }
                }

                """);
        }

        return $$"""
            using System;
            using System.Runtime.CompilerServices;
            using System.Runtime.InteropServices;
            using System.Runtime.Intrinsics;

            public static class Loops
            {
                {{loops}}
                {{string.Join("\n", shared.ToEquatableArray().Select(method => method.Text))}}
            }
            """;
    }
}
