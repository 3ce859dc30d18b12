namespace LossKernels.Kernels.Tests.Memory;

/// <summary>On which side of a span the guard page lies wall to wall; on the other there may be up to a page between them.</summary>
public enum Placement
{
    /// <summary>The first element is the first of a page; the byte before it faults.</summary>
    StartAligned,

    /// <summary>The last element is the last of a page; the byte after it faults.</summary>
    EndAligned,
}

/// <summary>
/// A span between two inaccessible pages: a load or store that leaves it on the guarded side ends the process, which is the
/// proof that kernels run over it make none.
/// </summary>
public sealed unsafe class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private readonly nint _bytes;
    private readonly nint _start;
    private nint _mapping;

    public GuardedMemory(int length, Placement placement)
    {
        Length = length;
        var used = (nint)length * sizeof(T);
        var open = Math.Max(1, (used + GuardPage.Size - 1) / GuardPage.Size) * GuardPage.Size;
        _bytes = open + (2 * GuardPage.Size);
        _mapping = GuardPage.Map(_bytes);
        var first = _mapping + GuardPage.Size;
        GuardPage.Open(first, open);
        _start = placement == Placement.StartAligned ? first : first + open - used;
    }

    public GuardedMemory(ReadOnlySpan<T> values, Placement placement)
        : this(values.Length, placement) => values.CopyTo(Span);

    public int Length { get; }

    /// <summary>The elements. The span must not outlive this object.</summary>
    public Span<T> Span => _mapping == 0 ? throw new ObjectDisposedException(GetType().Name) : new((void*)_start, Length);

    public void Dispose()
    {
        if (_mapping != 0)
        {
            GuardPage.Unmap(_mapping, _bytes);
            _mapping = 0;
        }
    }
}
