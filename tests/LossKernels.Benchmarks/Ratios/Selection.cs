using LossKernels.Benchmarks.Contenders;

namespace LossKernels.Benchmarks.Ratios;

/// <summary>Which contests are held.</summary>
/// <param name="Types">Element types, as C# names them; none for all.</param>
/// <param name="Kernels">Kernels; none for all.</param>
/// <param name="ClassCounts">Class counts; none for those of the contract's table.</param>
/// <param name="Rows">Rows of a batch; null for 1,024, and fewer of many classes.</param>
internal sealed record Selection(IReadOnlyList<string> Types, IReadOnlyList<TimedKernel> Kernels, IReadOnlyList<int> ClassCounts, int? Rows)
{
    // A batch that stays in the second-level cache of any server: 128 KiB of float in, as many out.
    private const int ElementsOfBatch = 32768;

    /// <summary>The class counts of which there are kernels in some type.</summary>
    public static IReadOnlyList<int> Known { get; } = [.. KernelSet<float>.ClassCounts.Union(KernelSet<double>.ClassCounts).Union(KernelSet<Half>.ClassCounts).Order()];

    /// <summary>The contests, each with its contenders' results checked.</summary>
    public IEnumerable<Contest> Contests() => [.. Of<float>("float"), .. Of<double>("double"), .. Of<Half>("Half")];

    private IEnumerable<Contest> Of<T>(string type)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (Types.Count > 0 && !Types.Contains(type))
        {
            yield break;
        }

        foreach (var classes in KernelSet<T>.ClassCounts.Where(classes => ClassCounts.Count == 0 || ClassCounts.Contains(classes)))
        {
            var rows = Rows ?? Math.Clamp(ElementsOfBatch / classes, classes >= 1_000_000 ? 1 : 4, 1024);
            foreach (var kernel in Enum.GetValues<TimedKernel>().Where(kernel => IsTimed(kernel, classes)))
            {
                yield return new Workload<T>(classes, kernel == TimedKernel.OneRow ? Math.Max(rows, 64) : rows).Of(kernel);
            }
        }
    }

    private bool IsTimed(TimedKernel kernel, int classes)
        => Kernels.Count > 0 ? Kernels.Contains(kernel) : classes == 10 || kernel is not (TimedKernel.OneRow or TimedKernel.ChainedRow);
}
