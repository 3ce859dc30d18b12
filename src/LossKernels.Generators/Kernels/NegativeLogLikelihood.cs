using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// The negative log-likelihood -logP_label of log-probabilities (Bishop: Pattern Recognition and Machine Learning, 2006, section 4.3.4) and its gradient
/// with respect to them: -1 at the label, 0 elsewhere.
/// </summary>
internal static class NegativeLogLikelihood
{
    public static RowProgram Program(KernelDeclaration declaration)
    {
        var row = new Row();
        var logP = row.Load(Role.LogProbabilities);
        var label = row.Load(declaration.Has(Role.Label) ? Role.Label : Role.Labels);

        // 0 - x, for -x of a certain label would be a negative zero.
        var loss = (row.Constant(0) - row.Pick(logP, label)).Named("loss");
        if (declaration.Has(Role.Gradient))
        {
            row.Store(Role.Gradient, row.AtLabel(row.Constant(0), label, -LossReduction.Scale(row, declaration)));
        }

        LossReduction.Store(row, declaration, loss);
        return row.ToProgram(
            formula: "-logP_label; gradient -1 at the label, 0 elsewhere",
            bound: "a row's loss and gradient are exact; a mean or sum within 2 u");
    }
}
