using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossKernels.Kernels.Tests.Memory;

/// <summary>Accesses in and just out of a guarded span, to be run in a process of their own.</summary>
internal static class GuardedMemoryProbe
{
    public const string Command = "guarded-memory";

    /// <summary>The exit code of a process that lived through its access.</summary>
    public const int Survived = 42;

    public static int Run(string access)
    {
        using var start = new GuardedMemory<float>(10, Placement.StartAligned);
        using var end = new GuardedMemory<float>(10, Placement.EndAligned);
        using var empty = new GuardedMemory<float>(0, Placement.EndAligned);
        var (span, offset) = access switch
        {
            "first" => (start, 0),
            "last" => (end, 9),
            "before" => (start, -1),
            "after" => (end, 10),
            "empty" => (empty, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(access)),
        };
        Unsafe.Add(ref MemoryMarshal.GetReference(span.Span), offset) += 1;
        return Survived;
    }
}
