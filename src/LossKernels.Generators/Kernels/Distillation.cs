using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// KL(p, q) = sum_k p_k log(p_k / q_k) of p = softmax(teacher / t), q = softmax(z / t), times t^2 (Hinton, Vinyals, Dean: Distilling the knowledge in a
/// neural network, 2015), with the gradient t (q_k - p_k). With x_k = difference_k - mean, where difference = (z - max z) - (teacher - max teacher) and mean its
/// mean by p, it is log(1 + sum_k p_k (exp(x_k) - 1 - x_k)): no term is negative, so that nearly equal distributions lose no digit. An error
/// of the mean is of second order. The plain form (logSum - teacherLogSum) - mean serves where it is large.
/// </summary>
internal static class Distillation
{
    public static RowProgram Program(KernelDeclaration declaration)
    {
        var row = new Row();
        var (z, teacher) = (row.Load(Role.Logits), row.Load(Role.TeacherLogits));
        var (max, teacherMax) = (row.Max(z).Named("max"), row.Max(teacher).Named("teacherMax"));
        var (gap, teacherGap) = (z - max, teacher - teacherMax);
        var (e, teacherE) = (Exp(OverTemperature(gap)).Named("e"), Exp(OverTemperature(teacherGap)).Named("teacherE"));
        var (sum, teacherSum) = (row.Sum(e).Named("sum"), row.Sum(teacherE).Named("teacherSum"));
        var (q, p) = ((e / sum).Named("q"), (teacherE / teacherSum).Named("p"));

        // What the roundings of the two gaps lost counts where they are nearly equal; of a mask it is NaN.
        var (zero, one) = (row.Constant(0), row.Constant(1));
        var lost = Lost(z, max, gap) - Lost(teacher, teacherMax, teacherGap);
        var isOff = AreEqual(p, zero);
        var difference = Select(isOff, zero, OverTemperature(gap - teacherGap + Select(AreEqual(lost, lost), lost, zero))).Named("difference");
        var mean = row.Sum(p * difference).Named("mean");
        var x = (difference - mean).Named("x");
        var plain = (Log1p(sum - 1) - Log1p(teacherSum - 1) - mean).Named("plain");

        // p exp(x) is q exp(KL), which does not overflow where x is large.
        var growth = (one / Exp(-Select(IsLess(plain, one), plain, zero))).Named("growth");
        var far = Select(isOff, q * growth, (q * growth) - (p * (x + 1)));
        var near = row.Sum(Select(isOff, far, row.SelectNearZero(x, p * (x * x * Phi2(x)), far))).Named("near");
        var divergence = Select(IsLess(plain, row.Constant(0.5)), Log1p(near), plain).Named("divergence");

        if (declaration.Has(Role.Gradient))
        {
            // q - p = p (exp(x - KL) - 1), of which x and a large KL would cancel: there no ratio is near 0.
            var ratio = (x - Select(IsLess(plain, one), divergence, row.Constant(double.PositiveInfinity))).Named("ratio");
            var pull = Select(isOff, q, row.SelectNearZero(ratio, p * Expm1NearZero(ratio), q - p));
            row.Store(Role.Gradient, pull * KullbackLeibler.Scale(row, declaration));
        }

        KullbackLeibler.Store(row, declaration, divergence);
        return row.ToProgram(
            formula: "sum_k p_k log(p_k / q_k), p = softmax(teacher / t), q = softmax(z / t), times t^2; gradient t (q_k - p_k)",
            bound: "the relative error grows with the gaps and with sum_k p_k |difference_k|, not as p and q draw near; docs/numerics.md has it in full");

        Value OverTemperature(Value value) => declaration.Has(Role.Temperature) ? value / row.Load(Role.Temperature) : value;
    }
}
