using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace LossKernels.Kernels.Tests.Memory;

/// <summary>
/// What kernels take from the stack, in front of a guard page instead: an access behind it ends the process, and a value that is read before it is
/// written is NaN.
/// </summary>
public static partial class GuardedStack
{
    [ThreadStatic]
    private static List<GuardedMemory<byte>>? _memory;

    /// <summary>A kernel's text that takes its memory from here.</summary>
    public static string Guard(string text)
    {
        var place = 0;
        return Allocation().Replace(text, match => $"{typeof(GuardedStack).FullName}.Take<{match.Groups["type"]}>({place++}, {match.Groups["length"]})");
    }

    /// <summary>Memory of the calling thread, until it is taken for the same place again.</summary>
    public static unsafe Span<T> Take<T>(int place, int length)
        where T : unmanaged
    {
        var bytes = length * sizeof(T);
        _memory ??= [];
        while (_memory.Count <= place)
        {
            _memory.Add(new(0, Placement.EndAligned));
        }

        if (_memory[place].Length < bytes)
        {
            _memory[place].Dispose();
            _memory[place] = new(bytes, Placement.EndAligned);
        }

        var memory = _memory[place].Span[^bytes..];
        memory.Fill(byte.MaxValue);
        return MemoryMarshal.Cast<byte, T>(memory);
    }

    [GeneratedRegex(@"stackalloc (?<type>[\w.<>]+)\[(?<length>\d+)\]")]
    private static partial Regex Allocation();
}
