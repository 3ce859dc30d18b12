using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// -(w y log sigmoid(z) + (1 - y) log(1 - sigmoid(z))) of a label y (Bishop: Pattern Recognition and Machine Learning, 2006, section 4.3.2) and its
/// gradient: with t = z of a negative label, -z of a positive one, the loss is softplus(t), and its derivative sigmoid(t) with the sign of t, which
/// does not vanish by rounding as p - 1 does. Each is multiplied by the label's weight: w where positive, 1 where negative.
/// </summary>
internal static class BinaryCrossEntropy
{
    public static RowProgram Program(KernelDeclaration declaration)
        => declaration.Has(Role.Targets) || declaration.Options.LabelSmoothing > 0 ? SoftBinaryCrossEntropy.Program(declaration) : OfLabels(declaration);

    private static RowProgram OfLabels(KernelDeclaration declaration)
    {
        var row = new Row();
        var (zero, one) = (row.Constant(0), row.Constant(1));
        var z = row.Load(Role.Logits);
        var e = Sigmoid.Tail(row);
        var isPositive = row.LoadTruth(Role.Labels);
        var t = Select(isPositive, -z, z).Named("t");
        var isRight = IsLess(t, zero);
        var wrong = Select(isRight, zero, t);
        var scale = BinaryLoss.Scale(row, declaration);
        Value loss, pull;
        if (BinaryLoss.PositiveWeight(row, declaration) is { } w)
        {
            // A weight of 0 leaves nothing of an infinite loss.
            var weight = Select(isPositive, w, one).Named("weight");
            loss = Select(AreEqual(weight, zero), zero, weight * wrong) + (weight * Log1p(e));
            pull = Select(isPositive, (-(w * scale)).Named("pullOfPositive"), scale);
        }
        else
        {
            loss = wrong + Log1p(e);
            pull = Select(isPositive, (-scale).Named("pullOfPositive"), scale);
        }

        if (declaration.Has(Role.Gradient))
        {
            row.Store(Role.Gradient, Select(isRight, e, one) * Sigmoid.Inverse(row) * pull);
        }

        BinaryLoss.Store(row, declaration, loss.Named("loss"));
        return row.ToProgram(
            formula: "w softplus(-z) of a positive label, softplus(z) of a negative one; gradient -w sigmoid(-z), sigmoid(z)",
            bound: "relative error of a loss at most 4 u, of a gradient 4.5 u, of a probability 3 u");
    }
}
