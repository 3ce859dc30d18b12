namespace LossKernels.Benchmarks.Codegen.Listing;

/// <summary>
/// What of a CPU bounds a loop from below, whatever its order: how many instructions it takes in a cycle, and which of its ports do what. Latencies are left out, and where
/// sources differ the larger number of ports is taken, so that no loop is faster than its bound.
/// </summary>
/// <param name="Name">What it is.</param>
/// <param name="Width">Instructions, with their operands in memory, in a cycle.</param>
/// <param name="Ports">The ports, one letter each.</param>
/// <param name="Needs">For an operation on so many bits, which ports can do it (one of them), and for how many cycles each is taken.</param>
internal sealed record Microarchitecture(string Name, int Width, string Ports, Func<OperationKind, int, (string Ports, double Cycles)> Needs)
{
    /// <summary>
    /// AMD's Zen 3 and Zen 4: multiplications and comparisons on two pipes, additions and conversions on the two others, two shuffles, two loads of 256 bits and one store;
    /// 512 bits go in halves. Sources: GCC's <c>znver4.md</c>; AMD's software optimization guide for family 19h.
    /// </summary>
    public static readonly Microarchitecture Zen = new("Zen 3/4", 6, "0123DLMS", (kind, bits) =>
    {
        var halves = bits == 512 ? 2.0 : 1;
        return kind switch
        {
            OperationKind.Multiply or OperationKind.Compare => ("01", halves),
            OperationKind.Add or OperationKind.Convert => ("23", halves),
            OperationKind.Shift or OperationKind.Shuffle => ("12", halves),
            OperationKind.Divide => ("D", halves * (bits >= 256 ? 5 : 3)),
            OperationKind.DivideDouble => ("D", halves * (bits >= 256 ? 7 : 4)),
            OperationKind.Load => ("LM", halves),
            OperationKind.Store => ("S", halves),
            OperationKind.Integer or OperationKind.Branch => ("", 0),
            _ => ("0123", halves),
        };
    });

    /// <summary>
    /// Intel's Skylake server and Cascade Lake: arithmetic on ports 0 and 1 (of 512 bits 0 and 5), shuffles on port 5 alone, logic on all three, two loads and one store, four
    /// instructions in a cycle. Source: A. Fog, "The microarchitecture of Intel, AMD and VIA CPUs", and his instruction tables.
    /// </summary>
    public static readonly Microarchitecture Skylake = new("Skylake", 4, "0156D234", (kind, bits) => kind switch
    {
        OperationKind.Shuffle => ("5", 1),
        OperationKind.Divide => ("D", bits == 512 ? 10 : bits == 256 ? 5 : 3),
        OperationKind.DivideDouble => ("D", bits == 512 ? 16 : bits == 256 ? 8 : 4),
        OperationKind.Load => ("23", 1),
        OperationKind.Store => ("4", 1),
        OperationKind.Integer => ("0156", 1),
        OperationKind.Branch => ("06", 1),
        OperationKind.Logic or OperationKind.IntegerLanes => (bits == 512 ? "05" : "015", 1),
        _ => (bits == 512 ? "05" : "01", 1),
    });

    /// <summary>
    /// The least cycles of some work: the most that any set of ports is asked for by what only they can do, for each of them (Hall's theorem: no schedule is faster, and one
    /// that is as fast exists if nothing waits); or what the front takes to hand it over.
    /// </summary>
    public double LeastCycles(Work work)
    {
        var needs = work.Operations.Select(operation => (Set: SetOf(Needs(operation.Kind, operation.Bits).Ports), Cycles: operation.Count * Needs(operation.Kind, operation.Bits).Cycles)).Where(need => need.Set != 0).ToList();
        var most = work.Dispatched / Width;
        for (var set = 1; set < 1 << Ports.Length; set++)
        {
            most = Math.Max(most, needs.Where(need => (need.Set & ~set) == 0).Sum(need => need.Cycles) / int.PopCount(set));
        }

        return most;
    }

    private int SetOf(string ports) => ports.Sum(port => 1 << Ports.IndexOf(port));
}
