namespace LossKernels.Benchmarks.Codegen.Listing;

/// <summary>A multiset of operations, each on vectors of some number of bits, and the instructions that they take.</summary>
internal sealed class Work
{
    private readonly Dictionary<(OperationKind Kind, int Bits), double> _counts = [];

    /// <summary>What the front of the CPU has to hand over: an instruction with an operand in memory is one, a comparison and the jump on it are one.</summary>
    public double Dispatched { get; private set; }

    public IEnumerable<(OperationKind Kind, int Bits, double Count)> Operations => _counts.Select(entry => (entry.Key.Kind, entry.Key.Bits, entry.Value));

    public double this[OperationKind kind] => _counts.Where(entry => entry.Key.Kind == kind).Sum(entry => entry.Value);

    public void Add(OperationKind kind, int bits, double count = 1)
    {
        _ = _counts.TryGetValue((kind, bits), out var before);
        _counts[(kind, bits)] = before + count;
    }

    /// <summary>Adds to what is dispatched.</summary>
    public void Dispatch(double count = 1) => Dispatched += count;

    /// <summary>Of each kind of operation what the one or the other has less of.</summary>
    public static Work LesserOf(Work one, Work other)
    {
        var lesser = new Work { Dispatched = Math.Min(one.Dispatched, other.Dispatched) };
        foreach (var (key, count) in one._counts)
        {
            if (other._counts.TryGetValue(key, out var otherCount))
            {
                lesser._counts[key] = Math.Min(count, otherCount);
            }
        }

        return lesser;
    }

    /// <summary>Adds other work, so many times.</summary>
    public void Add(Work other, double times = 1)
    {
        foreach (var (kind, bits, count) in other.Operations)
        {
            Add(kind, bits, times * count);
        }

        Dispatched += times * other.Dispatched;
    }
}
