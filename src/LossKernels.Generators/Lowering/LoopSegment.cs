using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// A stretch of a row that is written as one piece of code: the body of a loop, or the straight-line code behind it.
/// </summary>
/// <param name="Headings">What opens the piece: loop headings, outermost first, or none for a bare block.</param>
/// <param name="Variable">The loop variable that is the first class; or null, if that is <paramref name="First"/>.</param>
/// <param name="Offsets">The first class of each tile, counted from the segment's first.</param>
/// <param name="First">The first class of straight code.</param>
/// <param name="HasTail">Whether the row's last, overlapping vector belongs to it.</param>
/// <param name="Lane">The lane variable where scalars go through the lanes of the summation tree one by one.</param>
/// <param name="FirstOfLanes">The class of lane 0 there.</param>
/// <param name="IsWhole">Whether it is all of the row, in straight code that opens no block.</param>
/// <param name="Within">The segment that it is a part of, from whose first class the buffers count.</param>
internal sealed record LoopSegment(
    IReadOnlyList<string> Headings,
    string? Variable,
    IReadOnlyList<int> Offsets,
    int First = 0,
    bool HasTail = false,
    string? Lane = null,
    string FirstOfLanes = "",
    bool IsWhole = false,
    LoopSegment? Within = null)
{
    /// <summary>For how many blocks of a sum functions are computed at once: a call for each block costs a tenth more, and what waits for the sum stays in the first-level cache. Eight gained nothing.</summary>
    private const int BlocksAtOnce = 4;

    /// <summary>The parts in which it is reduced and stored, if it is more than one block; its functions are computed before, at once.</summary>
    public IReadOnlyList<LoopSegment> Parts { get; private init; } = [];

    /// <summary>Behind a loop over segments of several blocks, what the last of them has besides whole blocks.</summary>
    public LoopSegment? Rest { get; private init; }

    /// <summary>How many classes of whole vectors there are, as a C# expression.</summary>
    public string Count { get; private init; } = "";

    /// <summary>How many of them are in parts, not in the <see cref="Rest"/>.</summary>
    public string CountInParts { get; private init; } = "";

    private IReadOnlyList<string> Declarations { get; init; } = [];

    public bool IsLoop => Variable is not null;

    /// <summary>The C# expression of the first class.</summary>
    public string Start => Variable ?? $"{First}";

    /// <summary>Whether it has more vectors than a function takes at once, so that the function goes through them in a loop of its own.</summary>
    public bool HasFunctionLoops => Offsets.Count > VectorFunctions.MostAtOnce;

    public void Open(CodeWriter writer)
    {
        if (IsWhole)
        {
            return;
        }

        writer.Separate();
        writer.OpenBlock(Headings.FirstOrDefault());
        foreach (var heading in Headings.Skip(1))
        {
            writer.OpenBlock(heading);
        }

        if (Lane is not null)
        {
            writer.Write($"var {Start} = {FirstOfLanes} + (nuint){Lane};");
        }

        foreach (var declaration in Declarations)
        {
            writer.Write(declaration);
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

        writer.Separate();
    }

    /// <summary>The class of a tile, as a C# expression.</summary>
    public string ClassOf(int offset) => !IsLoop ? $"{First + offset}" : offset == 0 ? Start : $"{Start} + {offset}";

    /// <summary>Where the value of a tile is in a buffer that holds one segment, as a C# expression.</summary>
    public string PlaceOf(int offset)
    {
        if (Within is not { } whole)
        {
            return $"{offset}";
        }

        if (!IsLoop)
        {
            return $"{First - whole.First + offset}";
        }

        return whole.Start == "0" ? ClassOf(offset) : $"{Start} - {whole.Start}{(offset == 0 ? "" : $" + {offset}")}";
    }

    /// <summary>A row of at most one block as one piece of straight code.</summary>
    public static LoopSegment Whole(int classes, VectorType vector) => Straight(0, classes, vector.Lanes) with { IsWhole = true };

    /// <summary>The longest segment in which functions are computed.</summary>
    public static int LongestOf(int classes, SummationTree tree) => Math.Min(classes, BlocksAtOnce * SummationTree.BlockDepth * tree.Lanes);

    /// <summary>The pieces of a pass. Where it sums, they are the blocks of the <see cref="SummationTree"/>; where it computes functions, several blocks.</summary>
    public static IEnumerable<LoopSegment> Of(int classes, VectorType vector, SummationTree tree, bool isSummed, bool hasFunctions)
    {
        if (vector.IsScalar)
        {
            return isSummed ? OfLanes(classes, tree) : [new(["for (nuint i = 0; i < " + classes + "; i++)"], "i", [0])];
        }

        // Without a sum, four vectors are enough to hide the latency of a maximum.
        var block = SummationTree.BlockDepth * tree.Lanes;
        var step = isSummed ? block : 4 * vector.Lanes;
        return !hasFunctions || classes <= block ? OfVectors(classes, vector.Lanes, hasFunctions ? block : step)
            : classes <= BlocksAtOnce * block ? [OfBlocks(classes, vector.Lanes, step)]
            : [OfLoopOverBlocks(classes, vector.Lanes, step, BlocksAtOnce * block)];
    }

    /// <summary>A loop over the segment's whole vectors, one by one.</summary>
    public LoopSegment LoopWithin(VectorType vector)
        => new([$"for (nuint j = {Start}; j < {(Start == "0" ? Count : $"{Start} + {Count}")}; j += {vector.Lanes})"], "j", [0], Within: this);

    private static IEnumerable<LoopSegment> OfVectors(int classes, int lanes, int step)
    {
        var whole = classes - (classes % step);
        if (whole > 0)
        {
            yield return whole == step
                ? Straight(0, whole, lanes)
                : new LoopSegment([$"for (nuint i = 0; i < {whole}; i += {step})"], "i", Every(step, lanes)).Counted($"{step}");
        }

        if (whole < classes)
        {
            yield return Straight(whole, classes, lanes);
        }
    }

    /// <summary>One segment of several blocks.</summary>
    private static LoopSegment OfBlocks(int classes, int lanes, int step)
    {
        var segment = Straight(0, classes, lanes);
        return segment with { Parts = [.. OfVectors(classes, lanes, step).Select(part => part with { Within = segment })] };
    }

    /// <summary>A loop over segments of several blocks, of which the last may be shorter.</summary>
    private static LoopSegment OfLoopOverBlocks(int classes, int lanes, int step, int length)
    {
        var (whole, inBlocks) = (classes - (classes % lanes), classes - (classes % step));
        var segment = new LoopSegment([$"for (nuint chunk = 0; chunk < {whole}; chunk += {length})"], "chunk", Every(length, lanes), HasTail: classes > whole);
        var end = "chunk + count";
        if (whole % length == 0)
        {
            (segment, end) = (segment.Counted($"{length}"), $"chunk + {length}");
        }
        else if (whole == inBlocks)
        {
            segment = segment.Counted("count") with { Declarations = [$"var count = Math.Min({length}, {whole} - chunk);"] };
        }
        else
        {
            end = "end";
            segment = segment with
            {
                Declarations = [$"var count = Math.Min({length}, {whole} - chunk);", $"var end = Math.Min(chunk + {length}, {inBlocks});"],
                Count = "count",
                CountInParts = "end - chunk",
            };
        }

        var last = new LoopSegment([], null, [], (whole - 1) / length * length);
        return segment with
        {
            Parts = [new LoopSegment([$"for (nuint i = chunk; i < {end}; i += {step})"], "i", Every(step, lanes), Within: segment)],
            Rest = inBlocks == classes ? null : Straight(inBlocks, classes, lanes) with { Within = last },
        };
    }

    private static LoopSegment Straight(int first, int end, int lanes)
    {
        var offsets = Every(end - first, lanes);
        return new LoopSegment([], null, offsets, first, HasTail: (end - first) % lanes > 0).Counted($"{offsets.Count * lanes}");
    }

    private LoopSegment Counted(string count) => this with { Count = count, CountInParts = count };

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
