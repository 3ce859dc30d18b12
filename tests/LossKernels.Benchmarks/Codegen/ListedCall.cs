using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using LossKernels.Benchmarks.Codegen.Listing;
using LossKernels.Benchmarks.InMemory;

namespace LossKernels.Benchmarks.Codegen;

/// <summary>A call of a compiled kernel in a process of its own, whose JIT optimizes at once and lists what it makes.</summary>
/// <param name="Method">The method that calls the kernel.</param>
/// <param name="Memory">The memory of its parameters.</param>
internal sealed record ListedCall(string Method, IReadOnlyList<ArgumentMemory> Memory)
{
    /// <summary>The command line's first argument in that process.</summary>
    public const string Command = "call-listed";

    /// <summary>Lists methods of some names while the calls are made.</summary>
    /// <param name="image">The assembly.</param>
    /// <param name="calls">What is called, once each.</param>
    /// <param name="methods">The names of the methods to list.</param>
    /// <exception cref="InvalidOperationException">The process ended by an error.</exception>
    public static IReadOnlyList<ListedMethod> List(byte[] image, IReadOnlyList<ListedCall> calls, IEnumerable<string> methods)
    {
        var folder = Directory.CreateTempSubdirectory("codegen");
        try
        {
            var (assembly, listing) = (Path.Combine(folder.FullName, "Kernels.dll"), Path.Combine(folder.FullName, "listing.txt"));
            File.WriteAllBytes(assembly, image);
            var start = Self([Command, assembly, .. calls.Select(call => call.ToString())]);
            start.Environment["DOTNET_JitDisasm"] = string.Join(' ', methods.Distinct());
            start.Environment["DOTNET_JitStdOutFile"] = listing;
            start.Environment["DOTNET_TieredCompilation"] = "0";
            start.Environment["DOTNET_TieredPGO"] = "0";
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 && File.Exists(listing)
                ? JitListing.Parse(File.ReadLines(listing))
                : throw new InvalidOperationException($"The process whose JIT lists its code ended with {process.ExitCode}. {errors}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>This program, to be started again with other arguments.</summary>
    public static ProcessStartInfo Self(IEnumerable<string> arguments)
    {
        var path = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(path) == "dotnet";
        return new ProcessStartInfo(path, [.. isHost ? [Assembly.GetExecutingAssembly().Location] : Array.Empty<string>(), .. arguments]) { RedirectStandardError = true };
    }

    /// <summary>What the other process does.</summary>
    /// <param name="arguments">The assembly's file, then the calls.</param>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var calls = new AssemblyLoadContext("Listed").LoadFromAssemblyPath(arguments[0]).GetType(Consumer.Calls, throwOnError: true)!;
        foreach (var call in arguments.Skip(1).Select(Parse))
        {
            call.Bind(calls)();
        }

        return 0;
    }

    /// <summary>The call, on memory of its own.</summary>
    /// <param name="calls">The type whose method it is.</param>
    public Action Bind(Type calls)
    {
        var memory = new Arguments(Memory);
        for (var i = 0; i < Memory.Count; i++)
        {
            // A temperature has to be positive; labels are 0.
            switch (Memory[i].Type)
            {
                case "float":
                    memory.Of<float>(i).Fill(0.5f);
                    break;
                case "double":
                    memory.Of<double>(i).Fill(0.5);
                    break;
                case "Half":
                    memory.Of<Half>(i).Fill((Half)0.5f);
                    break;
                case "bool":
                    memory.Of<bool>(i).Clear();
                    break;
                default:
                    memory.Of<int>(i).Clear();
                    break;
            }
        }

        var call = calls.GetMethod(Method)!.CreateDelegate<Action<Arguments>>();
        return () => call(memory);
    }

    public override string ToString() => $"{Method}({string.Join(',', Memory.Select(argument => $"{argument.Type}:{argument.Length}"))})";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static ListedCall Parse(string text)
    {
        var parts = text.TrimEnd(')').Split('(', 2);
        return new(parts[0], [.. parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(argument => argument.Split(':')).Select(argument => new ArgumentMemory(argument[0], int.Parse(argument[1], CultureInfo.InvariantCulture)))]);
    }
}
