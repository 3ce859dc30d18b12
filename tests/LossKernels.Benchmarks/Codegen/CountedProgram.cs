using System.Runtime.Loader;
using LossKernels.Benchmarks.Codegen.Listing;
using LossKernels.Benchmarks.Codegen.Sources;
using LossKernels.Benchmarks.InMemory;

namespace LossKernels.Benchmarks.Codegen;

/// <summary>A program whose loops count their trips, in this process.</summary>
internal sealed class CountedProgram
{
    private readonly LoopCounting _counting;
    private readonly Type _calls;

    public CountedProgram(LoopCounting counting)
    {
        _counting = counting;
        using var image = new MemoryStream(counting.Counted.Emit());
        var assembly = new AssemblyLoadContext("Counted").LoadFromStream(image);
        _calls = assembly.GetType(Consumer.Calls, throwOnError: true)!;
    }

    /// <summary>Makes a call with its trips counted, and puts them beside what the JIT listed.</summary>
    public CountedKernel Count(string name, string type, double vectors, ListedCall call, IReadOnlyList<ListedMethod> listed)
    {
        Trips.Reset(_counting.Loops);
        call.Bind(_calls)();
        return CountedKernel.Of(name, type, vectors, listed, _counting.Methods);
    }
}
