namespace LossKernels.Kernels.Tests.Memory;

/// <summary>
/// A span of up to <see cref="int.MaxValue"/> elements on few pages: one piece of memory is mapped over and over, but the last pages are
/// their own, and the page after the last element faults. All is 0 at first. Linux only.
/// </summary>
public sealed unsafe class RepeatedMemory<T> : IDisposable
    where T : unmanaged
{
    /// <summary>The bytes after which the memory is the same again.</summary>
    public const int Piece = 1 << 21;


    private readonly nint _mapping;
    private readonly nint _bytes;
    private readonly nint _start;

    public RepeatedMemory(int length)
    {
        Length = length;
        var used = (nint)length * sizeof(T);
        var pieces = (used + Piece - 1) / Piece;
        _bytes = (pieces * Piece) + GuardPage.Size;
        _mapping = GuardPage.Map(_bytes);
        _start = _mapping + (pieces * Piece) - used;
        using var repeated = new MemoryFile(Piece);
        using var last = new MemoryFile(Piece);
        for (nint piece = 0; piece < pieces; piece++)
        {
            (piece == pieces - 1 ? last : repeated).MapAt(_mapping + (piece * Piece));
        }
    }

    public int Length { get; }

    /// <summary>The first element's address; it holds until the memory is disposed of.</summary>
    public nint Start => _start;

    public Span<T> Span => new((void*)_start, Length);

    /// <summary>The elements whose memory is no other's: at most the last megabyte.</summary>
    public Span<T> Last => Span[^Math.Min(Length, (1 << 20) / sizeof(T))..];

    public void Dispose() => GuardPage.Unmap(_mapping, _bytes);
}
