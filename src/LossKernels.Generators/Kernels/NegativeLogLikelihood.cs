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
        var label = RowWeight.Label(row, declaration);
        var weight = RowWeight.Of(row, declaration);

        // 0 - x, for -x of a certain label would be a negative zero.
        var loss = RowWeight.IfNotZero(row, declaration, weight, weight * (row.Constant(0) - row.Pick(logP, label))).Named("loss");
        if (declaration.Has(Role.Gradient))
        {
            row.Store(Role.Gradient, row.AtLabel(row.Constant(0), label, RowWeight.IfNotZero(row, declaration, weight, -(weight * LossReduction.Scale(row, declaration)))));
        }

        LossReduction.Store(row, declaration, loss);
        var isWeighted = declaration.Has(Role.ClassWeights);
        return row.ToProgram(
            formula: isWeighted ? "-w_label logP_label; gradient -w_label at the label, 0 elsewhere" : "-logP_label; gradient -1 at the label, 0 elsewhere",
            bound: isWeighted ? "relative error of a row's loss at most u / 2, of a gradient, a mean or a sum 2 u" : "a row's loss and gradient are exact; a mean or sum within 2 u");
    }
}
