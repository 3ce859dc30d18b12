using LossKernels.Generators.Declarations;
using LossKernels.Generators.Lowering;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// Which class counts meet which kernels, layouts and widths. What costs time is the C# compiler, so by default most class counts
/// meet one layout and width and every other kernel, in turn, so that each of these is met by many class counts, and a few class
/// counts meet all; with the environment variable LOSSKERNELS_EXECUTION set to "all", all meet all, which takes twenty times longer.
/// </summary>
internal static class KernelGrid
{
    /// <summary>Class counts around the sizes of vectors and where layouts change.</summary>
    private static readonly int[] _crossroads = [3, 10, 17, 33];

    private static readonly bool _isComplete = Environment.GetEnvironmentVariable("LOSSKERNELS_EXECUTION") == "all";

    /// <summary>The class counts that are tried, in groups that are compiled together.</summary>
    public static int[][] Groups { get; } =
    [
        .. Enumerable.Range(2, 66).Chunk(6),
        [100, 127, 128],
        [129, 255],
        [1000, 1024],
        [4099],
    ];

    /// <summary>The layouts and widths that a class count is tried in.</summary>
    public static IReadOnlyList<LayoutStep> StepsFor(int classes, ElementType element)
    {
        var all = KernelHost.StepsFor(classes, element).ToList();
        var turn = Turn(classes, element);
        return MeetsAll(classes) ? all
            : classes > 67 ? [all[turn % all.Count], all[(turn + (all.Count / 2)) % all.Count]]
            : [all[turn % all.Count]];
    }

    /// <summary>The kernels that a class count is tried with.</summary>
    public static IEnumerable<KernelSignature> SignaturesFor(int classes, ElementType element)
        => Signatures.Rich(classes, element).Where((_, i) => MeetsAll(classes) || i % 2 == Turn(classes, element) / 2 % 2);

    private static bool MeetsAll(int classes) => _isComplete || _crossroads.Contains(classes);

    private static int Turn(int classes, ElementType element) => classes + (element == ElementType.Single ? 0 : 2);
}
