using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossKernels.Generated;

namespace LossKernels.Benchmarks.Kernels;

/// <summary>
/// The least that a kernel costs: the generated exp alone, four vectors at once so that little waits. The values must not be
/// positive, and their number is a multiple of 64.
/// </summary>
public static class Floor
{
    /// <summary>The widths in bits that this CPU has registers for, whether or not the runtime prefers them.</summary>
    public static IReadOnlyList<int> Widths { get; } =
        [.. Avx512F.IsSupported ? [512] : Array.Empty<int>(), .. Vector256.IsHardwareAccelerated ? [256] : Array.Empty<int>(), 128];

    /// <summary>exp of each value, by vectors of so many bits.</summary>
    public static void Exp(int bits, ReadOnlySpan<float> values, Span<float> results)
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        ref var target = ref MemoryMarshal.GetReference(results);
        var length = (nuint)values.Length;
        switch (bits)
        {
            case 512:
                for (nuint i = 0; i < length; i += 64)
                {
                    var e0 = Vector512.LoadUnsafe(ref source, i);
                    var e1 = Vector512.LoadUnsafe(ref source, i + 16);
                    var e2 = Vector512.LoadUnsafe(ref source, i + 32);
                    var e3 = Vector512.LoadUnsafe(ref source, i + 48);
                    KernelFunctions.Exp(ref e0, ref e1, ref e2, ref e3);
                    e0.StoreUnsafe(ref target, i);
                    e1.StoreUnsafe(ref target, i + 16);
                    e2.StoreUnsafe(ref target, i + 32);
                    e3.StoreUnsafe(ref target, i + 48);
                }

                return;
            case 256:
                for (nuint i = 0; i < length; i += 32)
                {
                    var e0 = Vector256.LoadUnsafe(ref source, i);
                    var e1 = Vector256.LoadUnsafe(ref source, i + 8);
                    var e2 = Vector256.LoadUnsafe(ref source, i + 16);
                    var e3 = Vector256.LoadUnsafe(ref source, i + 24);
                    KernelFunctions.Exp(ref e0, ref e1, ref e2, ref e3);
                    e0.StoreUnsafe(ref target, i);
                    e1.StoreUnsafe(ref target, i + 8);
                    e2.StoreUnsafe(ref target, i + 16);
                    e3.StoreUnsafe(ref target, i + 24);
                }

                return;
            default:
                for (nuint i = 0; i < length; i += 16)
                {
                    var e0 = Vector128.LoadUnsafe(ref source, i);
                    var e1 = Vector128.LoadUnsafe(ref source, i + 4);
                    var e2 = Vector128.LoadUnsafe(ref source, i + 8);
                    var e3 = Vector128.LoadUnsafe(ref source, i + 12);
                    KernelFunctions.Exp(ref e0, ref e1, ref e2, ref e3);
                    e0.StoreUnsafe(ref target, i);
                    e1.StoreUnsafe(ref target, i + 4);
                    e2.StoreUnsafe(ref target, i + 8);
                    e3.StoreUnsafe(ref target, i + 12);
                }

                return;
        }
    }

    /// <inheritdoc cref="Exp(int, ReadOnlySpan{float}, Span{float})"/>
    public static void Exp(int bits, ReadOnlySpan<double> values, Span<double> results)
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        ref var target = ref MemoryMarshal.GetReference(results);
        var length = (nuint)values.Length;
        switch (bits)
        {
            case 512:
                for (nuint i = 0; i < length; i += 32)
                {
                    var e0 = Vector512.LoadUnsafe(ref source, i);
                    var e1 = Vector512.LoadUnsafe(ref source, i + 8);
                    var e2 = Vector512.LoadUnsafe(ref source, i + 16);
                    var e3 = Vector512.LoadUnsafe(ref source, i + 24);
                    KernelFunctions.Exp(ref e0, ref e1, ref e2, ref e3);
                    e0.StoreUnsafe(ref target, i);
                    e1.StoreUnsafe(ref target, i + 8);
                    e2.StoreUnsafe(ref target, i + 16);
                    e3.StoreUnsafe(ref target, i + 24);
                }

                return;
            case 256:
                for (nuint i = 0; i < length; i += 16)
                {
                    var e0 = Vector256.LoadUnsafe(ref source, i);
                    var e1 = Vector256.LoadUnsafe(ref source, i + 4);
                    var e2 = Vector256.LoadUnsafe(ref source, i + 8);
                    var e3 = Vector256.LoadUnsafe(ref source, i + 12);
                    KernelFunctions.Exp(ref e0, ref e1, ref e2, ref e3);
                    e0.StoreUnsafe(ref target, i);
                    e1.StoreUnsafe(ref target, i + 4);
                    e2.StoreUnsafe(ref target, i + 8);
                    e3.StoreUnsafe(ref target, i + 12);
                }

                return;
            default:
                for (nuint i = 0; i < length; i += 8)
                {
                    var e0 = Vector128.LoadUnsafe(ref source, i);
                    var e1 = Vector128.LoadUnsafe(ref source, i + 2);
                    var e2 = Vector128.LoadUnsafe(ref source, i + 4);
                    var e3 = Vector128.LoadUnsafe(ref source, i + 6);
                    KernelFunctions.Exp(ref e0, ref e1, ref e2, ref e3);
                    e0.StoreUnsafe(ref target, i);
                    e1.StoreUnsafe(ref target, i + 2);
                    e2.StoreUnsafe(ref target, i + 4);
                    e3.StoreUnsafe(ref target, i + 6);
                }

                return;
        }
    }
}
