using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// The order in which the classes of a row are ranked, as one unsigned integer a class: the value's bits in the order of the numbers, NaN above all, and
/// below them the complement of the class, so that no two entries are equal and the lower class is the larger one. No entry is 0, which stands for
/// a rank that is still free. Few ranks are kept sorted, many in a heap: a class costs at most <see cref="MostSorted"/> moves, or the height of the heap.
/// </summary>
internal sealed class RankOrder(ElementType element, int ranks, SharedMethods shared)
{
    /// <summary>Up to this many ranks, moving all of them without a branch costs less than the mispredicted branches of a heap.</summary>
    private const int MostSorted = 16;

    private bool IsSorted => ranks <= MostSorted;

    private string ElementName => VectorType.Scalar(element).ElementName;

    /// <summary>The type of an entry.</summary>
    public string EntryName => element == ElementType.Single ? "ulong" : "UInt128";

    /// <summary>The kind of ranking, in the names of methods.</summary>
    public string Name => IsSorted ? "Sorted" : "Heap";

    /// <summary>The place of the lowest rank so far.</summary>
    public string Lowest => IsSorted ? "ranking.Length - 1" : "0";

    /// <summary>The entry of a class.</summary>
    public string Entry(string value, string k)
    {
        // Of a negative number all bits are turned, of any other the sign alone: without a branch, which a sign does not let predict.
        var (signed, unsigned, signBit) = element == ElementType.Single ? ("int", "uint", 31) : ("long", "ulong", 63);
        var (bits, entry) = element == ElementType.Single
            ? ("BitConverter.SingleToInt32Bits(value + 0f)", "((ulong)key << 32) | (uint)~k")
            : ("BitConverter.DoubleToInt64Bits(value + 0d)", "new UInt128(key, (uint)~k)");
        shared.Add($"RankEntry({ElementName})", key => SharedMethod.Of(
            key,
            "A value and its class as an integer that orders them: NaN above all, -0 as 0, and of equal values the lower class above.",
            $"{EntryName} RankEntry({ElementName} value, int k)",
            $$"""
                unchecked
                {
                    var bits = {{bits}};
                    var key = {{ElementName}}.IsNaN(value) ? {{unsigned}}.MaxValue : ({{unsigned}})(bits ^ ((bits >> {{signBit}}) | {{signed}}.MinValue));
                    return {{entry}};
                }
            """));
        return $"RankEntry({value}, {k})";
    }

    /// <summary>The class of an entry.</summary>
    public static string ClassOf(string entry) => $"unchecked((int)~(uint){entry})";

    /// <summary>The statement that puts an entry above the lowest in that one's place.</summary>
    public string Replace(string entry)
    {
        shared.Add(IsSorted
            ? SharedMethod.Of(
                $"ReplaceSorted({EntryName})",
                "Puts an entry into a ranking that is sorted, largest first, and drops the last. Where an entry goes cannot be predicted: no branch asks.",
                $"void ReplaceSorted(Span<{EntryName}> ranking, {EntryName} entry)",
                $$"""
                    for (var rank = ranking.Length - 1; rank > 0; rank--)
                    {
                        ranking[rank] = {{EntryName}}.Min(ranking[rank - 1], {{EntryName}}.Max(ranking[rank], entry));
                    }

                    ranking[0] = {{EntryName}}.Max(ranking[0], entry);
                """)
            : ReplaceInHeap);
        return $"Replace{Name}(ranking, {entry});";
    }

    /// <summary>The statement that sorts a ranking in the end, or nothing where it is sorted.</summary>
    public string Sort()
    {
        if (IsSorted)
        {
            return "";
        }

        shared.Add(ReplaceInHeap);
        shared.Add($"SortHeap({EntryName})", key => SharedMethod.Of(
            key,
            "Sorts a heap, largest first: the smallest goes to the end, time after time (J. W. J. Williams: Algorithm 232, Heapsort, 1964).",
            $"void SortHeap(Span<{EntryName}> ranking)",
            """
                for (var last = ranking.Length - 1; last > 0; last--)
                {
                    var entry = ranking[last];
                    ranking[last] = ranking[0];
                    ReplaceHeap(ranking[..last], entry);
                }
            """,
            isInlined: false));
        return "SortHeap(ranking);";
    }

    private SharedMethod ReplaceInHeap => SharedMethod.Of(
        $"ReplaceHeap({EntryName})",
        "Puts an entry in the place of a heap's smallest, which is the first: the two behind i are at 2 i + 1 and 2 i + 2.",
        $"void ReplaceHeap(Span<{EntryName}> ranking, {EntryName} entry)",
        """
            var place = 0;
            for (var child = 1; child < ranking.Length; child = (2 * place) + 1)
            {
                if (child + 1 < ranking.Length && ranking[child + 1] < ranking[child])
                {
                    child++;
                }

                if (entry < ranking[child])
                {
                    break;
                }

                ranking[place] = ranking[child];
                place = child;
            }

            ranking[place] = entry;
        """,
        isInlined: false);
}
