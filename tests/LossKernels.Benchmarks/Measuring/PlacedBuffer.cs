using System.Runtime.CompilerServices;

namespace LossKernels.Benchmarks.Measuring;

/// <summary>
/// Memory at a fixed offset modulo 4,096: a load and a store whose addresses agree in the last twelve bits make each other wait, and
/// where the two happen to lie would decide a measurement.
/// </summary>
internal sealed class PlacedBuffer<T>
    where T : unmanaged
{
    private const int Page = 4096;

    private readonly T[] _memory;
    private readonly int _start;

    public PlacedBuffer(int length, int offset)
    {
        var size = Unsafe.SizeOf<T>();
        _memory = GC.AllocateUninitializedArray<T>(length + (2 * Page / size), pinned: true);
        var address = (long)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0);
        _start = (int)((((offset - address) % Page) + Page) % Page / size);
        Length = length;
    }

    public int Length { get; }

    public Span<T> Span => _memory.AsSpan(_start, Length);
}
