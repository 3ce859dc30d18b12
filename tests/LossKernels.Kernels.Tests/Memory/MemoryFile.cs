using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LossKernels.Kernels.Tests.Memory;

/// <summary>A file that is memory alone, all 0 at first, to be mapped at as many addresses as one likes. Linux only.</summary>
internal sealed partial class MemoryFile : IDisposable
{
    private const int ReadWrite = 1 | 2;
    private const int Shared = 1;
    private const int Fixed = 0x10;

    private readonly int _bytes;
    private readonly int _file;

    public MemoryFile(int bytes)
    {
        _bytes = bytes;
        _file = Create("losskernels", 0);
        if (_file < 0 || Truncate(_file, bytes) != 0)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>Puts the file's memory in the place of what is mapped there.</summary>
    public void MapAt(nint address)
    {
        if (Map(address, (nuint)_bytes, ReadWrite, Shared | Fixed, _file, 0) == -1)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>What is mapped stays.</summary>
    public void Dispose() => _ = Close(_file);

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    private static partial int Truncate(int file, nint length);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
