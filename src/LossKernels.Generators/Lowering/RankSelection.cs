using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// The classes of the largest values of a row in memory, by one scan: whole vectors are compared with the lowest rank so far, and only what may be larger
/// is looked at by itself, in ascending order of the classes. Emitted as a shared method for each vector type.
/// </summary>
internal sealed class RankSelection(VectorType vector, StoredType stored, int ranks, SharedMethods shared)
{
    /// <summary>The vectors that one branch decides about.</summary>
    private const int VectorsPerBlock = 4;

    private readonly RankOrder _order = new(vector.Element, ranks, shared);
    private readonly ElementMemory _memory = new(vector, stored, shared);
    private readonly ElementMemory _scalarMemory = new(VectorType.Scalar(vector.Element), stored, shared);

    /// <summary>The type of what a ranking consists of.</summary>
    public string EntryName => _order.EntryName;

    /// <summary>The statement that ranks the classes of a row.</summary>
    /// <param name="row">A reference to the row's first value.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="ranking">A span of entries to work in, one a rank.</param>
    /// <param name="best">The span of the classes found.</param>
    public string Call(string row, int classes, string ranking, string best)
    {
        var name = $"Largest{_order.Name}{(vector.IsScalar ? "" : $"{vector.Bits}")}";
        var sort = _order.Sort();
        shared.Add($"{name}({stored.Keyword()})", key => SharedMethod.Of(
            key,
            "The classes of the largest values of a row, largest first, in one scan that looks at what is larger than the lowest rank so far.\n"
                + "// NaN is larger than every number; of equal values the lower class comes first.",
            $"void {name}(ref {stored.Keyword()} row, int classes, Span<{EntryName}> ranking, Span<int> best)",
            $$"""
                // As long as a rank is free, its entry is 0 and nothing is known to be too small: no value is at most NaN.
                ranking.Clear();
                var lowest = {{vector.ElementName}}.NaN;
            {{(vector.IsScalar ? ScalarScan : VectorScan)}}

            {{(sort.Length > 0 ? $"    {sort}\n" : "")}}    for (var rank = 0; rank < best.Length; rank++)
                {
                    best[rank] = {{RankOrder.ClassOf("ranking[rank]")}};
                }
            """,
            isInlined: false));
        return $"{name}(ref {row}, {classes}, {ranking}, {best});";
    }

    private string ScalarScan => $$"""
            for (var k = 0; k < classes; k++)
            {
                if (!({{ValueOf("k")}} <= lowest))
                {
        {{Include("            ")}}
                }
            }
        """;

    private string VectorScan
    {
        get
        {
            var (v, lanes) = (vector.ClassName, vector.Lanes);
            var block = VectorsPerBlock * lanes;
            var isSmall = string.Join(" & ", Enumerable.Range(0, VectorsPerBlock).Select(i =>
                $"{v}.LessThanOrEqual({_memory.Load("row", $"(nuint)next{(i == 0 ? "" : $" + {i * lanes}")}")}, lowestLanes)"));
            return $$"""
                    for (var next = 0; next < classes;)
                    {
                        var lowestLanes = {{v}}.Create(lowest);
                        if (next <= classes - {{block}}
                            && {{v}}.EqualsAll(({{isSmall}}).{{AsIndex}}(), {{vector.IndexName}}.AllBitsSet))
                        {
                            next += {{block}};
                            continue;
                        }

                        for (var end = Math.Min(next + {{block}}, classes); next < end; next += {{lanes}})
                        {
                            // The last vector overlaps the one before, whose classes it leaves out.
                            var first = Math.Min(next, classes - {{lanes}});
                            var larger = (~{{v}}.LessThanOrEqual({{_memory.Load("row", "(nuint)first")}}, {{v}}.Create(lowest))).ExtractMostSignificantBits();
                            for (larger = larger >> (next - first) << (next - first); larger != 0; larger &= larger - 1)
                            {
                                var k = first + global::System.Numerics.BitOperations.TrailingZeroCount(larger);
                {{Include("                ")}}
                            }
                        }
                    }
                """;
        }
    }

    private Expression ValueOf(string k) => _scalarMemory.Load("row", k);

    private string AsIndex => vector.IndexElementName == "int" ? "AsInt32" : "AsInt64";

    /// <summary>The statements that rank a class k which may be larger than the lowest rank.</summary>
    private string Include(string indentation) => string.Join("\n", new[]
    {
        $"var entry = {_order.Entry(ValueOf("k").Text, "k")};",
        $"if (entry > ranking[{_order.Lowest}])",
        "{",
        $"    {_order.Replace("entry")}",
        $"    lowest = ranking[{_order.Lowest}] == 0 ? {vector.ElementName}.NaN : {ValueOf(RankOrder.ClassOf($"ranking[{_order.Lowest}]"))};",
        "}",
    }.Select(line => indentation + line));
}
