using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// sum_k w_k t_k * -log p_k of the smoothed target t_k = s / K, and 1 - s more at the label (Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the inception architecture,
/// 2016), each class with its own weight as in PyTorch's CrossEntropyLoss. With the mass A = sum_k w_k t_k the gradient is p_k A - w_k t_k; at the label it is
/// p (A - w t) - w t (1 - p), where A - w t is the sum of the other classes' shares and no difference.
/// </summary>
internal static class SmoothedLoss
{
    public static (LabelLoss Loss, Value Mass) Of(Row row, KernelDeclaration declaration, LabeledRow labeled)
    {
        var smoothing = declaration.Options.LabelSmoothing;
        var part = smoothing / declaration.Classes;
        var (zero, keep) = (row.Constant(0), row.Constant(1 - smoothing));
        Value share, shares, otherShares, mass, weight, atLabel;
        if (declaration.Has(Role.ClassWeights))
        {
            var weights = row.Load(Role.ClassWeights);
            weight = row.Pick(weights, labeled.Label);
            share = weights * row.Constant(part);
            shares = row.Sum(share).Named("shares");
            otherShares = row.SumExceptLabel(share, labeled.Label).Named("otherShares");
            atLabel = weight * row.Constant(1 - smoothing + part);
            mass = ((keep * weight) + shares).Named("mass");
        }
        else
        {
            weight = mass = row.Constant(1);
            share = row.Constant(part);
            (shares, otherShares, atLabel) = (row.Constant(smoothing), row.Constant(smoothing - part), row.Constant(1 - smoothing + part));
        }

        // A class of weight 0 contributes 0, though it be masked.
        var gap = labeled.Max - labeled.Z;
        var term = share.Shape == ValueShape.Class ? Select(AreEqual(share, zero), zero, share * gap) : share * gap;
        var ownLoss = weight.Operation == Operation.Constant ? labeled.CrossEntropy : Select(AreEqual(weight, zero), zero, labeled.CrossEntropy * weight);
        var loss = (keep * ownLoss) + ((shares * labeled.LogSum) + row.Sum(term).Named("distance"));
        var gradient = (labeled.AtLabel / labeled.Sum * otherShares) - (atLabel * labeled.Miss);
        return (new(loss, mass, share, gradient), mass);
    }
}
