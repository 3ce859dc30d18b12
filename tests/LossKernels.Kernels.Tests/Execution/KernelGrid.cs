using LossKernels.Generators.Declarations;
using LossKernels.Generators.Lowering;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// Which class counts meet which kernels, layouts and widths. What costs time is the C# compiler, so by default most class counts
/// meet one layout and width and every seventh kernel, in turn, so that each of these is met by many class counts, and one class
/// count of each type meets all; with the environment variable LOSSKERNELS_EXECUTION set to "all", all meet all, which takes many times longer.
/// </summary>
internal static class KernelGrid
{
    /// <summary>
    /// Class counts around the sizes of vectors and where layouts change: those of double lie where float's are at twice the lanes. What the first meets, the second meets every other time.
    /// </summary>
    private static readonly Dictionary<StoredType, int[]> _crossroads = new()
    {
        [StoredType.Single] = [10, 33],
        [StoredType.Double] = [3, 17],
        [StoredType.Half] = [10],
    };

    /// <summary>Whether all are to meet all.</summary>
    public static bool IsComplete { get; } = Environment.GetEnvironmentVariable("LOSSKERNELS_EXECUTION") == "all";

    /// <summary>The class counts that are tried, in groups that are compiled together.</summary>
    public static int[][] Groups { get; } =
    [
        .. Enumerable.Range(2, 66).Chunk(6),
        [100, 127, 128],
        [129, 255],
        [1000, 1024],
        [4099],
    ];

    /// <summary>
    /// Those of Half, which differs from float in nothing but loads and stores: whole vectors and overlapping ones, and both sides of where layouts
    /// change.
    /// </summary>
    private static int[][] GroupsOfHalf { get; } = IsComplete ? Groups :
    [
        [2, 3, 10],
        [16, 17, 33],
        [100, 129, 1000],
        [4099],
    ];

    /// <summary>The class counts that are tried of a type, in groups that are compiled together.</summary>
    public static int[][] GroupsOf(StoredType stored) => stored == StoredType.Half ? GroupsOfHalf : Groups;

    /// <summary>Each kernel of some class counts in each layout and width that it is tried in.</summary>
    public static IEnumerable<(KernelSignature Signature, LayoutStep Step)> Runs(StoredType stored, IEnumerable<int> classCounts, bool? isComplete = null)
        => from classes in classCounts
           from step in StepsFor(classes, stored, isComplete).Index()
           from signature in SignaturesFor(classes, stored, isComplete).Index()
           where (isComplete ?? IsComplete) || !IsMetByAnother(classes, stored, step.Item) || TurnOf(step, signature.Index) % 2 == 0
           select (signature.Item, step.Item);

    /// <summary>The cases of a test of which the first are tried in each run, and the others in the complete one.</summary>
    public static TheoryData<string, int> Cases(IEnumerable<(string Element, int Classes)> always, IEnumerable<(string Element, int Classes)> inComplete)
    {
        var cases = new TheoryData<string, int>();
        foreach (var (element, classes) in IsComplete ? always.Concat(inComplete) : always)
        {
            cases.Add(element, classes);
        }

        return cases;
    }

    /// <summary>The layouts and widths that a class count is tried in.</summary>
    public static IReadOnlyList<LayoutStep> StepsFor(int classes, StoredType stored, bool? isComplete = null)
    {
        var all = KernelHost.StepsFor(classes, stored.Computed()).ToList();
        var turn = Turn(classes, stored);
        return MeetsEveryLayout(classes, stored, isComplete) ? all
            : classes > 67 ? [all[turn % all.Count], all[(turn + (all.Count / 2)) % all.Count]]
            : [all[turn % all.Count]];
    }

    /// <summary>Whose turn it is in one of several layouts and widths: a width's turn comes in one layout where it does not in the next.</summary>
    public static int TurnOf((int Index, LayoutStep Item) step, int signature) => step.Index + (int)step.Item.Layout + signature;

    /// <summary>Of the layouts and widths that a class count is tried in, every other one by default where there are several, the first ones in turn.</summary>
    public static IEnumerable<LayoutStep> EveryOther(int classes, StoredType stored, int turn)
    {
        var steps = StepsFor(classes, stored);
        return IsComplete || steps.Count == 1 ? steps : steps.Where((_, i) => i % 2 == turn % 2);
    }

    /// <summary>The kernels that a class count is tried with.</summary>
    private static IEnumerable<KernelSignature> SignaturesFor(int classes, StoredType stored, bool? isComplete)
        => Signatures.Rich(classes, stored.Computed()).Select(signature => Signatures.As(signature, stored)).Where((_, i) => MeetsEveryKernel(classes, stored, isComplete) || i % 7 == Turn(classes, stored) % 7);

    private static bool MeetsEveryLayout(int classes, StoredType stored, bool? isComplete)
        => MeetsEveryKernel(classes, stored, isComplete) || (stored == StoredType.Half && classes == 33);

    private static bool MeetsEveryKernel(int classes, StoredType stored, bool? isComplete) => (isComplete ?? IsComplete) || _crossroads[stored].Contains(classes);

    /// <summary>Whether an earlier one of the class counts that meet all has the layout and width too.</summary>
    private static bool IsMetByAnother(int classes, StoredType stored, LayoutStep step)
        => _crossroads[stored].TakeWhile(other => other != classes).Any(other => _crossroads[stored].Contains(classes) && step.CanLower(other));

    private static int Turn(int classes, StoredType stored) => classes + (stored == StoredType.Double ? 2 : 0);
}
