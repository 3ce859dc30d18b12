using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// w (1 - p)^gamma * -log p of the label's probability p (Lin, Goyal, Girshick, He, Dollar: Focal loss for dense object detection, 2017), with 1 - p =
/// others / sum. Since dp/dz_k = p (1[k = label] - p_k), its gradient is slope (p_k - 1[k = label]), slope = w ((1 - p)^gamma + gamma p (1 - p)^(gamma - 1) * -log p) =
/// w (1 - p)^gamma (1 + gamma p (-log p / (1 - p))), where nothing cancels and the last quotient goes to 1 as p does.
/// </summary>
internal static class FocalLoss
{
    public static LabelLoss Of(Row row, LabeledRow labeled, Value weight, double gamma)
    {
        var (zero, one) = (row.Constant(0), row.Constant(1));
        var (crossEntropy, miss) = (labeled.CrossEntropy.Named("crossEntropy"), labeled.Miss.Named("miss"));
        var power = Power(row, labeled, gamma).Named("power");
        var quotient = Select(AreEqual(miss, zero), one, crossEntropy / miss);

        // A masked label has p = 0 and an infinite loss, and p log p is 0.
        var rise = Select(AreEqual(labeled.AtLabel, zero), zero, labeled.AtLabel / labeled.Sum * quotient);
        var slope = (weight * (power * (one + (row.Constant(gamma) * rise)))).Named("slope");
        return new(weight * (power * crossEntropy), slope, null, -(miss * slope));
    }

    /// <summary>
    /// (1 - p)^gamma: a product up to 4; else exp(-gamma log1p(e_label / others)), for 1 / (1 - p) is 1 + e_label / others. Its
    /// error grows with the argument of the exponential.
    /// </summary>
    private static Value Power(Row row, LabeledRow labeled, double gamma)
    {
        var miss = labeled.Miss;
        return gamma switch
        {
            1 => miss,
            2 => miss * miss,
            3 => miss * miss * miss,
            4 => miss * miss * (miss * miss),
            _ => Exp(-(row.Constant(gamma) * Log1p(labeled.AtLabel / labeled.Others))),
        };
    }
}
