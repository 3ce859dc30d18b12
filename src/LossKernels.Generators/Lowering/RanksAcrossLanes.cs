using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// The largest values of rows that lie across lanes, and their classes: a sorted list of vectors. In a lane where a class is larger than a rank, that rank
/// and all below move down by one, and the class takes the place that is free. Classes come in ascending order, so that a tie stays with the lower.
/// </summary>
internal sealed class RanksAcrossLanes(VectorType vector, SharedMethods shared, CodeWriter writer)
{
    private readonly LaneReductions _reductions = new(vector, shared);

    /// <summary>The class at a rank.</summary>
    public static string ClassOf(string name, int rank) => $"{name}{rank}";

    /// <summary>The value at a rank.</summary>
    public static string ValueOf(string name, int rank) => $"{name}Value{rank}";

    /// <summary>Writes the statements that rank the classes.</summary>
    /// <param name="name">What the formula calls the classes found.</param>
    /// <param name="ranks">How many there are.</param>
    /// <param name="values">The value of each class.</param>
    public void Write(string name, int ranks, IReadOnlyList<Expression> values)
    {
        for (var k = 0; k < values.Count; k++)
        {
            var (value, known) = (values[k], Math.Min(k, ranks));
            for (var rank = 0; rank < known; rank++)
            {
                writer.Write($"var {Condition(rank)} = {_reductions.IsLarger(value.Text, ValueOf(name, rank))};");
            }

            // From the lowest rank up, each from the one above it as it was.
            for (var rank = Math.Min(k, ranks - 1); rank >= 0; rank--)
            {
                Rank(rank, ValueOf, value, "");
                Rank(rank, ClassOf, new(vector.SplatIndex(k)), AsIndex);
            }

            string Condition(int rank) => $"{name}{rank}Below{k}";

            void Rank(int rank, Func<string, int, string> nameOf, Expression own, string asType)
            {
                var moved = rank == 0 ? own : Select(Condition(rank - 1) + asType, nameOf(name, rank - 1), own);
                writer.Write(rank == known
                    ? $"var {nameOf(name, rank)} = {moved};"
                    : $"{nameOf(name, rank)} = {Select(Condition(rank) + asType, moved.AsPrimary, new(nameOf(name, rank)))};");
            }
        }
    }

    /// <summary>Writes the statement, or block, that stores classes to an output with <paramref name="ranks"/> values a row.</summary>
    public void StoreClasses(string output, string name, int ranks)
    {
        if (ranks == 1)
        {
            writer.Write(new LabelLanes(vector, shared).StoreLabels(new(ClassOf(name, 0)), output, "row"));
        }
        else if (vector.IsScalar || vector.IndexElementName == "int")
        {
            // Classes are as wide as values, and are transposed as if they were such.
            var (reference, lanes) = vector.IsScalar
                ? ($"ref Unsafe.Add(ref {output}, row * {ranks})", "")
                : ($"ref Unsafe.As<int, float>(ref Unsafe.Add(ref {output}, row * {ranks}))", ".AsSingle()");
            writer.Write($"ref var {output}Rows = {reference};");
            Transposition(ranks).Store($"{output}Rows", rank => new(ClassOf(name, rank) + lanes), new ElementMemory(vector, StoredTypes.Of(vector.Element), shared));
        }
        else
        {
            for (var rank = 0; rank < ranks; rank++)
            {
                writer.Write($"{StoreApart}({ClassOf(name, rank)}, ref Unsafe.Add(ref {output}, (row * {ranks}) + {rank}), {ranks});");
            }
        }
    }

    /// <summary>Writes the statement, or block, that stores values per rank.</summary>
    public void StoreValues(string output, int ranks, ElementMemory memory, Func<int, Expression> valueOf)
    {
        if (ranks == 1)
        {
            writer.Write(memory.Store(valueOf(0), output, vector.IsScalar ? "row" : "(nuint)row"));
            return;
        }

        writer.Write($"ref var {output}Rows = ref Unsafe.Add(ref {output}, row * {ranks});");
        Transposition(ranks).Store($"{output}Rows", valueOf, memory);
    }

    private ClassTransposition Transposition(int ranks) => new(vector, ranks, new RowPieces(vector, shared), writer);

    private string StoreApart
    {
        get
        {
            var stores = Enumerable.Range(0, vector.Lanes).Select(i => $"    Unsafe.Add(ref labels, {i} * ranks) = (int)value[{i}];");
            shared.Add($"StoreLabelsApart({vector.IndexName})", key => SharedMethod.Of(
                key,
                "Stores the lanes as int, a number of elements apart.",
                $"void StoreLabelsApart({vector.IndexName} value, ref int labels, int ranks)",
                string.Join("\n", stores)));
            return "StoreLabelsApart";
        }
    }

    /// <summary>What makes a condition on values one on classes.</summary>
    private string AsIndex => vector.IsScalar ? "" : vector.IndexElementName == "int" ? ".AsInt32()" : ".AsInt64()";

    private Expression Select(string condition, string whenTrue, Expression whenFalse)
        => new Arithmetic(vector, shared).Select(new(condition), new(whenTrue), whenFalse);
}
