using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// The negative log-likelihood -log softmax(z)_label of a class label (Bishop: Pattern Recognition and Machine Learning,
/// 2006, section 4.3.4) and its gradient p - y, weighted, or as its options have it: smoothed, focal, with a penalty on the log-sum-exp.
/// </summary>
internal static class CrossEntropy
{
    public static RowProgram Program(KernelDeclaration declaration)
        => declaration.Has(Role.Targets) ? SoftCrossEntropy.Program(declaration) : OfLabels(declaration);

    private static RowProgram OfLabels(KernelDeclaration declaration)
    {
        var row = new Row();
        var (options, labeled) = (declaration.Options, new LabeledRow(row, declaration));
        var weight = RowWeight.Of(row, declaration);
        var label = options.FocalGamma > 0
            ? FocalLoss.Of(row, labeled, weight, options.FocalGamma)
            : new LabelLoss(weight * labeled.CrossEntropy, weight, null, -labeled.Miss * weight);
        if (options.LabelSmoothing > 0)
        {
            // A smoothed row counts for nothing where no class has a weight, not where the label has none.
            (label, var mass) = SmoothedLoss.Of(row, declaration, labeled);
            weight = RowWeight.IfCounted(row, declaration, mass);
        }

        if (options.ZLoss > 0)
        {
            var (penalty, pull) = ZLoss.Of(row, options.ZLoss, labeled.Max, labeled.LogSum);
            label = label with { Loss = label.Loss + penalty, Pull = label.Pull + pull, AtLabel = label.AtLabel + (pull * (labeled.AtLabel / labeled.Sum)) };
        }

        var loss = RowWeight.IfNotZero(row, declaration, weight, label.Loss).Named("loss");
        if (declaration.Has(Role.Gradient))
        {
            StoreGradient(row, declaration, labeled, label, weight);
        }

        if (declaration.Has(Role.Probabilities))
        {
            row.Store(Role.Probabilities, labeled.E / labeled.Sum);
        }

        if (declaration.Has(Role.Correct))
        {
            // A NaN at the label is predicted and yet wrong; a NaN elsewhere is predicted instead of the label.
            var atLabelOfZ = row.Pick(labeled.Z, labeled.Label);
            var isPredicted = Select(AreEqual(row.ArgMax(labeled.Z).Named("predicted"), labeled.Label), row.Constant(1), row.Constant(0));
            row.Store(Role.Correct, row.Total(RowWeight.IfCounted(row, declaration, Select(AreEqual(atLabelOfZ, atLabelOfZ), isPredicted, row.Constant(0))).Named("isCorrect")));
        }

        LossReduction.Store(row, declaration, loss);
        return CrossEntropyDescription.Describe(row, options, declaration.Has(Role.ClassWeights));
    }

    private static void StoreGradient(Row row, KernelDeclaration declaration, LabeledRow labeled, LabelLoss label, Value weight)
    {
        var scale = LossReduction.Scale(row, declaration);
        var everywhere = labeled.E * (scale * label.Pull / labeled.Sum).Named("factor");
        everywhere = label.Share is null ? everywhere : everywhere - (label.Share * scale);

        // Under a mean whose summed weight is 0 smoothed rows count for nothing too.
        if (RowWeight.IsGiven(declaration) && declaration.Options.LabelSmoothing > 0 && declaration.Reduction == Reduction.Mean)
        {
            weight = weight * Select(AreEqual(scale, row.Constant(0)), row.Constant(0), row.Constant(1)).Named("isMean");
        }

        row.Store(Role.Gradient, row.AtLabel(
            RowWeight.IfNotZero(row, declaration, weight, everywhere),
            labeled.Label,
            RowWeight.IfNotZero(row, declaration, weight, label.AtLabel * scale).Named("gradientAtLabel")));
    }
}
