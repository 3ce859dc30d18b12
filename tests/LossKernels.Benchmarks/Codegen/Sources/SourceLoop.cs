using LossKernels.Benchmarks.Codegen.Listing;

namespace LossKernels.Benchmarks.Codegen.Sources;

/// <summary>A loop of generated C#.</summary>
/// <param name="Id">Its number in the program, by which its trips are counted.</param>
/// <param name="Least">What its own statements, without inner loops, ask of a CPU at least.</param>
/// <param name="Inner">The loops within.</param>
internal sealed record SourceLoop(int Id, Work Least, IReadOnlyList<SourceLoop> Inner)
{
    public string Shape => $"({string.Concat(Inner.Select(inner => inner.Shape))})";

    /// <summary>The loop and those within, in the order in which they begin.</summary>
    public IEnumerable<SourceLoop> All => [this, .. Inner.SelectMany(inner => inner.All)];
}

/// <summary>A method of generated C# with its outermost loops.</summary>
/// <param name="Type">The class that it is in.</param>
/// <param name="Name">Its name.</param>
internal sealed record SourceMethod(string Type, string Name, IReadOnlyList<SourceLoop> Outermost)
{
    public string Shape => string.Concat(Outermost.Select(loop => loop.Shape));

    /// <summary>All loops, in the order in which they begin.</summary>
    public IReadOnlyList<SourceLoop> Loops { get; } = [.. Outermost.SelectMany(loop => loop.All)];
}
