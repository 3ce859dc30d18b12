using LossKernels.Benchmarks.Codegen.Listing;
using LossKernels.Benchmarks.Codegen.Sources;

namespace LossKernels.Benchmarks.Codegen;

/// <summary>What the JIT made of the code that a call of a kernel runs, beside the least that this code asks of a CPU.</summary>
/// <param name="Name">What is computed.</param>
/// <param name="Vectors">How many vectors of elements a call goes through.</param>
/// <param name="Loops">The loops that the call goes through.</param>
/// <param name="IsComplete">Whether the trips through all loops of the kernel's own methods are known; functions that kernels share take next to nothing beside them.</param>
internal sealed record CountedKernel(string Name, double Vectors, IReadOnlyList<CountedLoop> Loops, bool IsComplete)
{
    /// <param name="name">What is computed.</param>
    /// <param name="type">The class of the kernel's own methods.</param>
    /// <param name="vectors">How many vectors of elements a call goes through.</param>
    /// <param name="listed">All methods that were listed.</param>
    /// <param name="sources">All methods of the program that have loops, whose trips were counted in one call.</param>
    public static CountedKernel Of(string name, string type, double vectors, IReadOnlyList<ListedMethod> listed, IReadOnlyList<SourceMethod> sources)
    {
        var loops = new List<CountedLoop>();
        foreach (var source in sources.Where(source => source.Loops.Any(loop => Trips.Of(loop.Id) > 0)))
        {
            // An overload that the call does not run has no trips, and another shape or another copy of the same.
            if (listed.FirstOrDefault(method => Is(method, source)) is { } made)
            {
                var isSame = made.Shape == source.Shape;
                for (var i = 0; i < made.Loops.Count; i++)
                {
                    // The source counts what the JIT finds that nobody needs; the JIT finds more to do than the source says.
                    var work = made.WorkOf(made.Loops[i]);
                    loops.Add(new(made, i + 1, made.Loops[i], work, isSame ? Work.LesserOf(work, source.Loops[i].Least) : null, isSame ? Trips.Of(source.Loops[i].Id) : null));
                }
            }
        }

        return new(name, vectors, loops, loops.Count > 0 && loops.All(loop => loop.Trips is not null || !loop.Method.Name.Contains($"{type}:", StringComparison.Ordinal)));

        bool Is(ListedMethod method, SourceMethod source)
            => method.Name.Contains($"{source.Type}:{source.Name}(", StringComparison.Ordinal) && (source.Type == type || source.Type == "KernelFunctions");
    }

    public IReadOnlyList<ListedMethod> Methods => [.. Loops.Select(loop => loop.Method).Distinct()];

    /// <summary>Instructions for a vector of elements, as made.</summary>
    public double Instructions => PerVector(loop => loop.Loop.Own.Count());

    /// <summary>Instructions for a vector of elements, at least.</summary>
    public double LeastInstructions => Least.Dispatched / Vectors;

    /// <summary>Reads and writes of the frame for a vector of elements: what does not fit the registers.</summary>
    public double Spills => PerVector(loop => loop.Method.Spills(loop.Loop) is var (stores, loads) ? stores + loads : 0);

    /// <summary>What a call asks of a CPU, as made.</summary>
    public Work Made => Sum(loop => loop.Made);

    /// <summary>What a call asks of a CPU, at least.</summary>
    public Work Least => Sum(loop => loop.Least!);

    /// <summary>The least cycles for a vector of elements.</summary>
    public double CyclesOf(Work work, Microarchitecture cpu) => cpu.LeastCycles(work) / Vectors;

    private double PerVector(Func<CountedLoop, double> count) => Loops.Sum(loop => (loop.Trips ?? 0) * count(loop)) / Vectors;

    private Work Sum(Func<CountedLoop, Work> work)
    {
        var sum = new Work();
        foreach (var loop in Loops.Where(loop => loop.Trips is not null))
        {
            sum.Add(work(loop), loop.Trips!.Value);
        }

        return sum;
    }
}
