using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// A stretch of a row that is written as one piece of code: the body of a loop, or the straight-line code behind it.
/// </summary>
/// <param name="Headings">What opens the piece: loop headings, outermost first, or none for a bare block.</param>
/// <param name="Start">The C# expression of the first class: the loop variable, or a number.</param>
/// <param name="Offsets">The first class of each tile, counted from <paramref name="Start"/>.</param>
/// <param name="HasTail">Whether the row's last, overlapping vector belongs to it.</param>
/// <param name="Lane">The lane variable where scalars go through the lanes of the summation tree one by one.</param>
/// <param name="FirstOfLanes">The class of lane 0 there.</param>
/// <param name="Within">Of a loop within a segment, the first class of that segment.</param>
/// <param name="IsWhole">Whether it is all of the row, in straight code that opens no block.</param>
internal sealed record LoopSegment(
    IReadOnlyList<string> Headings,
    string Start,
    IReadOnlyList<int> Offsets,
    bool HasTail = false,
    string? Lane = null,
    string FirstOfLanes = "",
    bool IsWhole = false,
    string? Within = null)
{
    public bool IsLoop => Headings.Count > 0;

    public void Open(CodeWriter writer)
    {
        if (IsWhole)
        {
            return;
        }

        writer.Write("");
        writer.OpenBlock(Headings.FirstOrDefault());
        foreach (var heading in Headings.Skip(1))
        {
            writer.OpenBlock(heading);
        }

        if (Lane is not null)
        {
            writer.Write($"var {Start} = {FirstOfLanes} + (nuint){Lane};");
        }
    }

    public void Close(CodeWriter writer)
    {
        if (IsWhole)
        {
            return;
        }

        for (var i = 0; i < Math.Max(1, Headings.Count); i++)
        {
            writer.CloseBlock();
        }

        writer.Write("");
    }

    /// <summary>The class of a tile, as a C# expression.</summary>
    public string ClassOf(int offset)
        => IsLoop ? offset == 0 ? Start : $"{Start} + {offset}" : $"{int.Parse(Start, System.Globalization.CultureInfo.InvariantCulture) + offset}";

    /// <summary>A row of at most one block as one piece of straight code.</summary>
    public static LoopSegment Whole(int classes, VectorType vector) => new([], "0", Every(classes, vector.Lanes), classes % vector.Lanes > 0, IsWhole: true);

    /// <summary>The pieces of a pass. Where it sums or computes functions, they are the blocks of the <see cref="SummationTree"/>.</summary>
    public static IEnumerable<LoopSegment> Of(int classes, VectorType vector, SummationTree tree, bool inBlocks)
    {
        if (vector.IsScalar)
        {
            return inBlocks ? OfLanes(classes, tree) : [new(["for (nuint i = 0; i < " + classes + "; i++)"], "i", [0])];
        }

        // Without a sum, four vectors are enough to hide the latency of a maximum.
        var step = inBlocks ? SummationTree.BlockDepth * tree.Lanes : 4 * vector.Lanes;
        return OfVectors(classes, vector.Lanes, step);
    }

    /// <summary>A loop over the segment's whole vectors, one by one.</summary>
    public LoopSegment LoopWithin(VectorType vector)
        => new([$"for (nuint j = {Start}; j < {ClassOf(Offsets.Count * vector.Lanes)}; j += {vector.Lanes})"], "j", [0], Within: Start);

    private static IEnumerable<LoopSegment> OfVectors(int classes, int lanes, int step)
    {
        var whole = classes - (classes % step);
        if (whole > 0)
        {
            yield return new([$"for (nuint i = 0; i < {whole}; i += {step})"], "i", Every(step, lanes));
        }

        if (whole < classes)
        {
            yield return new([], $"{whole}", Every(classes - whole, lanes), (classes - whole) % lanes > 0);
        }
    }

    private static IEnumerable<LoopSegment> OfLanes(int classes, SummationTree tree)
    {
        var step = SummationTree.BlockDepth * tree.Lanes;
        var whole = classes - (classes % step);
        var (deep, rest) = (classes % step / tree.Lanes, classes % tree.Lanes);
        if (whole > 0)
        {
            yield return Lanes($"for (nuint block = 0; block < {whole}; block += {step})", 0, tree.Lanes, "block", SummationTree.BlockDepth);
        }

        if (rest > 0)
        {
            yield return Lanes(null, 0, rest, $"{whole}", deep + 1);
        }

        if (deep > 0)
        {
            yield return Lanes(null, rest, tree.Lanes, $"{whole}", deep);
        }

        LoopSegment Lanes(string? outer, int first, int end, string firstOfLanes, int depth) => new(
            [.. outer is null ? Array.Empty<string>() : [outer], $"for (var lane = {first}; lane < {end}; lane++)"],
            "i",
            Every(depth * tree.Lanes, tree.Lanes),
            Lane: "lane",
            FirstOfLanes: firstOfLanes);
    }

    private static IReadOnlyList<int> Every(int classes, int lanes) => [.. Enumerable.Range(0, classes / lanes).Select(i => i * lanes)];
}
