using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// The one order in which every layout and width sums a row, so that all give the same bits. It follows from the class count
/// and the element type alone: class k belongs to lane k mod L of a 512-bit vector (L = 16 for float, 8 for double). Each lane
/// adds its terms eight at a time as a balanced tree; beyond one block of 8 L classes, the blocks' sums join a compensated
/// total per lane; at last the lanes are folded in halves. A narrower vector stands in for the wide one by several registers,
/// its groups. An absent term is left out, which is adding 0. No term passes more than 3 + log2(L) roundings and, in long
/// rows, one more, so a sum of terms that are not negative is within 4 * 2^-23 (float) of the exact one.
/// </summary>
internal sealed class SummationTree(ElementType element, int lanesPerVector)
{
    /// <summary>How many terms of a lane are added before they join the lane's total.</summary>
    public const int BlockDepth = 8;

    /// <summary>The lanes of the widest vector, by which the tree is defined.</summary>
    public int Lanes { get; } = LanesOf(element);

    /// <summary>The number of registers that stand for one widest vector.</summary>
    public int Groups { get; } = LanesOf(element) / lanesPerVector;

    /// <summary>The number of classes whose terms are summed before totals have to be compensated.</summary>
    public static int BlockOf(ElementType element) => BlockDepth * LanesOf(element);

    /// <summary>The sum of one group's terms of a block, where present, as a balanced tree.</summary>
    public static T? SumBlock<T>(IReadOnlyList<T?> terms, Func<T, T, T> add)
        where T : struct
    {
        var level = new T?[BlockDepth];
        for (var i = 0; i < terms.Count; i++)
        {
            level[i] = terms[i];
        }

        for (var width = BlockDepth; width > 1; width /= 2)
        {
            for (var i = 0; i < width / 2; i++)
            {
                level[i] = AddPresent(level[2 * i], level[(2 * i) + 1], add);
            }
        }

        return level[0];
    }

    /// <summary>Folds the groups in halves down to one register; what is left is the fold across its own lanes.</summary>
    public static T FoldGroups<T>(IReadOnlyList<T?> groups, Func<T, T, T> add)
        where T : struct
    {
        var level = groups.ToArray();
        for (var half = level.Length / 2; half >= 1; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                level[i] = AddPresent(level[i], level[i + half], add);
            }
        }

        return level[0] ?? throw new ArgumentException("a sum needs a term", nameof(groups));
    }

    /// <summary>The sum of a row of at most one block, given term by term in units of one register.</summary>
    public T Sum<T>(IReadOnlyList<T> terms, Func<T, T, T> add)
        where T : struct
    {
        var groups = new T?[Groups];
        for (var group = 0; group < Groups; group++)
        {
            groups[group] = SumBlock(OfGroup(terms, group), add);
        }

        return FoldGroups(groups, add);
    }

    /// <summary>Those of a block's terms that belong to a group, in order.</summary>
    public IReadOnlyList<T?> OfGroup<T>(IReadOnlyList<T> terms, int group)
        where T : struct
    {
        var present = new List<T?>(BlockDepth);
        for (var i = group; i < terms.Count; i += Groups)
        {
            present.Add(terms[i]);
        }

        return present;
    }

    private static int LanesOf(ElementType element) => element == ElementType.Single ? 16 : 8;

    private static T? AddPresent<T>(T? left, T? right, Func<T, T, T> add)
        where T : struct
        => left is { } l && right is { } r ? add(l, r) : left ?? right;
}
