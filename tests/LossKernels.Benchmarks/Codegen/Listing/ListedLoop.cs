namespace LossKernels.Benchmarks.Codegen.Listing;

/// <summary>A loop of a listing.</summary>
/// <param name="Places">The places of its instructions in the method, in order.</param>
internal sealed record ListedLoop(IReadOnlyList<int> Places)
{
    /// <summary>The loops within, in order, none of which lies in another of them.</summary>
    public List<ListedLoop> Inner { get; } = [];

    /// <summary>How deep it lies in others.</summary>
    public int Depth { get; set; }

    /// <summary>The places of its instructions that lie in no inner loop.</summary>
    public IEnumerable<int> Own => Places.Except(Inner.SelectMany(inner => inner.Places));
}
