using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossKernels.Generated;

namespace LossKernels.Benchmarks.Kernels;

/// <summary>
/// The least that a kernel costs: the generated exp alone, four vectors at a time so that nothing waits. The values must not be
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
                    KernelFunctions.Exp(Vector512.LoadUnsafe(ref source, i)).StoreUnsafe(ref target, i);
                    KernelFunctions.Exp(Vector512.LoadUnsafe(ref source, i + 16)).StoreUnsafe(ref target, i + 16);
                    KernelFunctions.Exp(Vector512.LoadUnsafe(ref source, i + 32)).StoreUnsafe(ref target, i + 32);
                    KernelFunctions.Exp(Vector512.LoadUnsafe(ref source, i + 48)).StoreUnsafe(ref target, i + 48);
                }

                return;
            case 256:
                for (nuint i = 0; i < length; i += 32)
                {
                    KernelFunctions.Exp(Vector256.LoadUnsafe(ref source, i)).StoreUnsafe(ref target, i);
                    KernelFunctions.Exp(Vector256.LoadUnsafe(ref source, i + 8)).StoreUnsafe(ref target, i + 8);
                    KernelFunctions.Exp(Vector256.LoadUnsafe(ref source, i + 16)).StoreUnsafe(ref target, i + 16);
                    KernelFunctions.Exp(Vector256.LoadUnsafe(ref source, i + 24)).StoreUnsafe(ref target, i + 24);
                }

                return;
            default:
                for (nuint i = 0; i < length; i += 16)
                {
                    KernelFunctions.Exp(Vector128.LoadUnsafe(ref source, i)).StoreUnsafe(ref target, i);
                    KernelFunctions.Exp(Vector128.LoadUnsafe(ref source, i + 4)).StoreUnsafe(ref target, i + 4);
                    KernelFunctions.Exp(Vector128.LoadUnsafe(ref source, i + 8)).StoreUnsafe(ref target, i + 8);
                    KernelFunctions.Exp(Vector128.LoadUnsafe(ref source, i + 12)).StoreUnsafe(ref target, i + 12);
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
                    KernelFunctions.Exp(Vector512.LoadUnsafe(ref source, i)).StoreUnsafe(ref target, i);
                    KernelFunctions.Exp(Vector512.LoadUnsafe(ref source, i + 8)).StoreUnsafe(ref target, i + 8);
                    KernelFunctions.Exp(Vector512.LoadUnsafe(ref source, i + 16)).StoreUnsafe(ref target, i + 16);
                    KernelFunctions.Exp(Vector512.LoadUnsafe(ref source, i + 24)).StoreUnsafe(ref target, i + 24);
                }

                return;
            case 256:
                for (nuint i = 0; i < length; i += 16)
                {
                    KernelFunctions.Exp(Vector256.LoadUnsafe(ref source, i)).StoreUnsafe(ref target, i);
                    KernelFunctions.Exp(Vector256.LoadUnsafe(ref source, i + 4)).StoreUnsafe(ref target, i + 4);
                    KernelFunctions.Exp(Vector256.LoadUnsafe(ref source, i + 8)).StoreUnsafe(ref target, i + 8);
                    KernelFunctions.Exp(Vector256.LoadUnsafe(ref source, i + 12)).StoreUnsafe(ref target, i + 12);
                }

                return;
            default:
                for (nuint i = 0; i < length; i += 8)
                {
                    KernelFunctions.Exp(Vector128.LoadUnsafe(ref source, i)).StoreUnsafe(ref target, i);
                    KernelFunctions.Exp(Vector128.LoadUnsafe(ref source, i + 2)).StoreUnsafe(ref target, i + 2);
                    KernelFunctions.Exp(Vector128.LoadUnsafe(ref source, i + 4)).StoreUnsafe(ref target, i + 4);
                    KernelFunctions.Exp(Vector128.LoadUnsafe(ref source, i + 6)).StoreUnsafe(ref target, i + 6);
                }

                return;
        }
    }
}
