using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// The negative log-likelihood -log softmax(z)_label of a class label (Bishop: Pattern Recognition and Machine Learning,
/// 2006, section 4.3.4) and its gradient p - y. With e_k = exp(z_k - max z), it is (max z - z_label) + log(e_label + others),
/// where others leaves out the label. If the label is the maximum, the logarithm is log1p(others), which keeps its digits; if
/// not, the loss is at least log 2 and adding e_label - 1 to others costs it nothing.
/// </summary>
internal static class CrossEntropy
{
    public static RowProgram Program(KernelDeclaration declaration)
        => declaration.Has(Role.Targets) ? SoftCrossEntropy.Program(declaration) : OfLabels(declaration);

    private static RowProgram OfLabels(KernelDeclaration declaration)
    {
        var row = new Row();
        var z = row.Load(Role.Logits);
        var label = row.Load(declaration.Has(Role.Label) ? Role.Label : Role.Labels);
        var max = row.Max(z).Named("max");
        var e = Exp(z - max).Named("e");

        var others = row.SumExceptLabel(e, label).Named("others");
        var atLabel = row.Pick(e, label).Named("atLabel");
        var loss = (max - row.Pick(z, label) + Log1p(others + (atLabel - 1))).Named("loss");
        var sum = (others + atLabel).Named("sum");

        if (declaration.Has(Role.Gradient))
        {
            // At the label p - 1 is -others / sum: it does not vanish by rounding where p is almost 1.
            var scale = LossReduction.Scale(row, declaration);
            var gradientAtLabel = (-(others / sum) * scale).Named("gradientAtLabel");
            row.Store(Role.Gradient, row.AtLabel(e * (scale / sum).Named("factor"), label, gradientAtLabel));
        }

        if (declaration.Has(Role.Probabilities))
        {
            row.Store(Role.Probabilities, e / sum);
        }

        if (declaration.Has(Role.Correct))
        {
            // A NaN at the label is predicted and yet wrong; a NaN elsewhere is predicted instead of the label.
            var atLabelOfZ = row.Pick(z, label);
            var isPredicted = Select(AreEqual(row.ArgMax(z).Named("predicted"), label), row.Constant(1), row.Constant(0));
            row.Store(Role.Correct, row.Total(Select(AreEqual(atLabelOfZ, atLabelOfZ), isPredicted, row.Constant(0)).Named("isCorrect")));
        }

        LossReduction.Store(row, declaration, loss);
        return row.ToProgram(
            formula: "-log softmax(z)_label = (max z - z_label) + log(exp(z_label - max z) + others); gradient p - y",
            bound: "relative error of a loss, a probability or a gradient at most (8 + max(d, D)) u, at any confidence");
    }
}
