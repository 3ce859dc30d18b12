using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LossKernels.Kernels.Tests.Memory;

/// <summary>Pages from the operating system: reserved without access, and opened in part.</summary>
internal static partial class GuardPage
{
    private const int NoAccess = 0;
    private const int ReadWrite = 1 | 2;
    private const int PrivateMapping = 2;
    private static readonly int _anonymousMapping = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;

    private const uint Reserve = 0x2000;
    private const uint Commit = 0x1000;
    private const uint Release = 0x8000;
    private const uint PageNoAccess = 1;
    private const uint PageReadWrite = 4;

    public static int Size { get; } = Environment.SystemPageSize;

    /// <summary>Reserves memory that faults on every access.</summary>
    public static nint Map(nint bytes)
    {
        var address = OperatingSystem.IsWindows()
            ? VirtualAlloc(0, (nuint)bytes, Reserve, PageNoAccess)
            : Mmap(0, (nuint)bytes, NoAccess, PrivateMapping | _anonymousMapping, -1, 0);
        return address is 0 or -1 ? throw new Win32Exception() : address;
    }

    /// <summary>Makes a part of what was reserved readable and writable.</summary>
    public static void Open(nint address, nint bytes)
    {
        var opened = OperatingSystem.IsWindows()
            ? VirtualAlloc(address, (nuint)bytes, Commit, PageReadWrite) != 0
            : Mprotect(address, (nuint)bytes, ReadWrite) == 0;
        if (!opened)
        {
            throw new Win32Exception();
        }
    }

    public static void Unmap(nint address, nint bytes)
    {
        var released = OperatingSystem.IsWindows() ? VirtualFree(address, 0, Release) != 0 : Munmap(address, (nuint)bytes) == 0;
        if (!released)
        {
            throw new Win32Exception();
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Munmap(nint address, nuint length);

    [LibraryImport("kernel32", EntryPoint = "VirtualAlloc", SetLastError = true)]
    private static partial nint VirtualAlloc(nint address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32", EntryPoint = "VirtualFree", SetLastError = true)]
    private static partial int VirtualFree(nint address, nuint size, uint type);
}
