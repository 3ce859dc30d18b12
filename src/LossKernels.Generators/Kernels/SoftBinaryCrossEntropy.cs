using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// -(w y log sigmoid(z) + (1 - y) log(1 - sigmoid(z))) of a target y in 0 to 1, with onto = w y and off = 1 - y: onto softplus(-z) + off softplus(z) =
/// (onto or off, whichever z speaks against) |z| + (onto + off) log(1 + exp(-|z|)), whose parts are never negative; its gradient off sigmoid(z) - onto sigmoid(-z).
/// Label smoothing s puts y (1 - s) + s / 2 in place of y (Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception architecture for computer vision, 2016, section 7).
/// </summary>
internal static class SoftBinaryCrossEntropy
{
    public static RowProgram Program(KernelDeclaration declaration)
    {
        var row = new Row();
        var (zero, one) = (row.Constant(0), row.Constant(1));
        var z = row.Load(Role.Logits);
        var e = Sigmoid.Tail(row);
        var isNegative = Sigmoid.IsNegative(row);
        var (y, off) = Targets(row, declaration);
        var onto = (BinaryLoss.PositiveWeight(row, declaration) is { } w ? w * y : y).Named("onto");

        // A share of 0 leaves nothing of an infinite logit.
        var against = Select(isNegative, onto, off).Named("against");
        var loss = (Select(AreEqual(against, zero), zero, against * Abs(z)) + ((onto + off) * Log1p(e))).Named("loss");
        if (declaration.Has(Role.Gradient))
        {
            var below = Select(isNegative, one, e);
            var pull = (off * Sigmoid.Above(row)) - (onto * below);
            row.Store(Role.Gradient, pull * Sigmoid.Inverse(row) * BinaryLoss.Scale(row, declaration));
        }

        BinaryLoss.Store(row, declaration, loss);
        return row.ToProgram(
            formula: "w y softplus(-z) + (1 - y) softplus(z); gradient (1 - y) sigmoid(z) - w y sigmoid(-z)",
            bound: "relative error of a loss at most 6.5 u, error of a gradient at most 7 u of its two terms together, relative error of a probability 3 u");
    }

    /// <summary>The target and 1 less the target, neither by a subtraction that cancels.</summary>
    private static (Value Target, Value Complement) Targets(Row row, KernelDeclaration declaration)
    {
        var s = declaration.Options.LabelSmoothing;
        var (least, most) = (row.Constant(s / 2), row.Constant(1 - (s / 2)));
        if (declaration.Has(Role.Labels))
        {
            var isPositive = row.LoadTruth(Role.Labels);
            return (Select(isPositive, most, least), Select(isPositive, least, most).Named("off"));
        }

        var y = row.Load(Role.Targets);
        var rest = row.Constant(1) - y;
        return s == 0 ? (y, rest.Named("off")) : ((y * row.Constant(1 - s)) + least, ((rest * row.Constant(1 - s)) + least).Named("off"));
    }
}
