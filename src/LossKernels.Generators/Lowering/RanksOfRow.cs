using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// The ranks of one row at a time: its classes are ranked in memory, before an output can overwrite the row; what is picked at them waits in a buffer,
/// from which the values per rank are computed a vector at a time.
/// </summary>
internal sealed class RanksOfRow(KernelArguments arguments, VectorType vector, SharedMethods shared, CodeWriter writer)
{
    private IEnumerable<Value> Rankings => arguments.Program.Values.Where(value => value.Operation == Operation.Largest);

    private IEnumerable<Value> Picked => arguments.Program.Values.Where(value => value is { Operation: Operation.Pick, Shape: ValueShape.Rank });

    private IEnumerable<Store> Stores => arguments.Outputs.Where(store => store.Value.Shape == ValueShape.Rank);

    /// <summary>Declares the buffers, which hold whole vectors and outlive a row.</summary>
    public void WriteBuffers()
    {
        foreach (var ranking in Rankings)
        {
            writer.Write($"Span<{Selection(ranking).EntryName}> {RankingOf(ranking)} = stackalloc {Selection(ranking).EntryName}[{ranking.Ranks}];");
            writer.Write($"Span<int> {ClassesOf(ranking)} = stackalloc int[{ranking.Ranks}];");
        }

        foreach (var (name, ranks, type) in Picked.Select(pick => (BufferOf(pick), pick.Ranks, vector.ElementName))
            .Concat(Stores.Where(store => !IsStoredWhole(store)).Select(store => (BufferOf(store), store.Value.Ranks, arguments.StoredTypeOf(store.Role).Keyword()))))
        {
            writer.Write($"Span<{type}> {name} = stackalloc {type}[{(ranks + vector.Lanes - 1) / vector.Lanes * vector.Lanes}];");
        }
    }

    /// <summary>Writes what ranks a row's classes and picks the values there.</summary>
    public void WriteSelection()
    {
        foreach (var ranking in Rankings)
        {
            writer.Write(Selection(ranking).Call(RowOf(ranking.Operands[0].Role), arguments.Classes, RankingOf(ranking), ClassesOf(ranking)));
            var picked = Picked.Where(pick => pick.Operands[1] == ranking).ToList();
            if (picked.Count > 0)
            {
                writer.OpenBlock($"for (var rank = 0; rank < {ranking.Ranks}; rank++)");
                foreach (var pick in picked)
                {
                    writer.Write($"{BufferOf(pick)}[rank] = {PickedValue(pick, ranking)};");
                }

                writer.CloseBlock();
            }
        }
    }

    /// <summary>What was picked, in the tile that begins with the loop's rank.</summary>
    public Expression LoadPicked(Value pick, int tile)
    {
        // A row of one vector has no loop.
        _ = tile;
        var buffer = $"MemoryMarshal.GetReference({BufferOf(pick)})";
        var rank = pick.Ranks <= vector.Lanes ? "0" : "rank";
        return vector.IsScalar ? new($"{BufferOf(pick)}[{(rank == "0" ? rank : "(int)rank")}]") : new(vector.Load(buffer, rank));
    }

    /// <summary>Writes the outputs per rank.</summary>
    /// <param name="spread">Writes a value per row or batch to the lanes where values per rank meet it.</param>
    /// <param name="tileOf">A value per rank in a tile.</param>
    /// <param name="leave">Forgets what was written within a loop.</param>
    public void WriteOutputs(Action<Value> spread, Func<Value, int, Expression> tileOf, Action leave)
    {
        foreach (var operand in arguments.Program.Values
            .Where(value => value.Shape == ValueShape.Rank && value.Operation is not (Operation.Pick or Operation.Largest))
            .SelectMany(value => value.Operands)
            .Where(operand => operand.Shape != ValueShape.Rank && operand.Operation != Operation.Constant)
            .Distinct())
        {
            spread(operand);
        }

        foreach (var store in Stores)
        {
            var output = KernelArguments.NameOf(store.Role);
            var ranks = store.Value.Ranks;
            if (store.Value.Operation == Operation.Largest)
            {
                writer.Write($"{ClassesOf(store.Value)}.CopyTo({SpanOf(output, ranks)});");
                continue;
            }

            var isLoop = ranks > vector.Lanes;
            writer.OpenBlock(isLoop ? $"for (nuint rank = 0; rank < {ranks}; rank += {vector.Lanes})" : null);
            var target = IsStoredWhole(store) ? $"Unsafe.Add(ref {output}, row * {ranks})" : $"MemoryMarshal.GetReference({BufferOf(store)})";
            writer.Write($"ref var {output}Ranks = ref {target};");
            writer.Write(MemoryOf(store.Role, vector).Store(tileOf(store.Value, 0), $"{output}Ranks", isLoop ? "rank" : "0"));
            leave();
            writer.CloseBlock();
            if (!IsStoredWhole(store))
            {
                writer.Write($"{BufferOf(store)}[..{ranks}].CopyTo({SpanOf(output, ranks)});");
            }
        }
    }

    private RankSelection Selection(Value ranking) => new(vector, arguments.StoredTypeOf(ranking.Operands[0].Role), ranking.Ranks, shared);

    private Expression PickedValue(Value pick, Value ranking)
        => MemoryOf(pick.Operands[0].Role, VectorType.Scalar(vector.Element)).Load(RowOf(pick.Operands[0].Role), $"{ClassesOf(ranking)}[rank]");

    private ElementMemory MemoryOf(Role role, VectorType type) => new(type, arguments.StoredTypeOf(role), shared);

    private bool IsStoredWhole(Store store) => store.Value.Operation == Operation.Largest || store.Value.Ranks % vector.Lanes == 0;

    private static string RowOf(Role role) => $"{KernelArguments.NameOf(role)}Row";

    private static string NameOf(Value value) => value.Name ?? $"rank{value.Index}";

    private static string ClassesOf(Value ranking) => NameOf(ranking);

    private static string RankingOf(Value ranking) => $"{NameOf(ranking)}Ranking";

    private static string BufferOf(Value pick) => NameOf(pick);

    private static string BufferOf(Store store) => $"{KernelArguments.NameOf(store.Role)}OfRank";

    private static string SpanOf(string output, int ranks) => $"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {output}, row * {ranks}), {ranks})";
}
