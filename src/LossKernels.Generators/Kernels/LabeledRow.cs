using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// What every loss of a class label is made of. With e_k = exp(z_k - max z), the cross-entropy -log p is (max z - z_label) + log(e_label + others), where
/// others leaves out the label. If the label is the maximum, the logarithm is log1p(others), which keeps its digits; if not, the loss is at least log 2
/// and adding e_label - 1 to others costs it nothing. Where the logarithm stands on its own (smoothing, z-loss), and of two classes, it is that of
/// all but one maximum instead, at any label.
/// </summary>
internal sealed class LabeledRow
{
    public LabeledRow(Row row, KernelDeclaration declaration)
    {
        Z = row.Load(Role.Logits);
        Label = RowWeight.Label(row, declaration);
        Max = row.Max(Z).Named("max");
        var gap = Z - Max;
        E = Softmax.Exponentials(row, gap, declaration.Classes);
        if (declaration is { Classes: not 2, Options: { LabelSmoothing: 0, ZLoss: 0 } })
        {
            Others = row.SumExceptLabel(E, Label).Named("others");
            AtLabel = row.Pick(E, Label).Named("atLabel");
            CrossEntropy = Max - row.Pick(Z, Label) + (LogSum = Log1p(Others + (AtLabel - 1)).Named("logSum"));
            Sum = (Others + AtLabel).Named("sum");
            return;
        }

        var one = row.Constant(1);
        var below = declaration.Classes == 2 ? Softmax.OfSmaller(row, gap) : row.SumExceptMaximum(E, AreEqual(E, one)).Named("belowMaximum");
        AtLabel = row.Pick(E, Label).Named("atLabel");
        Others = Select(AreEqual(AtLabel, one), below, below + (one - AtLabel)).Named("others");
        LogSum = Log1p(below).Named("logSum");
        CrossEntropy = Max - row.Pick(Z, Label) + LogSum;
        Sum = (below + 1).Named("sum");
    }

    public Value Label { get; }

    public Value Z { get; }

    public Value Max { get; }

    public Value E { get; }

    /// <summary>The exponential of the label.</summary>
    public Value AtLabel { get; }

    /// <summary>The sum of the exponentials of all other classes: others / sum is 1 - p, to its last digit.</summary>
    public Value Others { get; }

    public Value Sum { get; }

    /// <summary>log sum_k exp(z_k - max z).</summary>
    public Value LogSum { get; }

    /// <summary>-log p of the label.</summary>
    public Value CrossEntropy { get; }

    /// <summary>1 - p of the label.</summary>
    public Value Miss => Others / Sum;
}
