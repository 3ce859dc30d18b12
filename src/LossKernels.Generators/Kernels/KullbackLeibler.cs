using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// sum_k t_k (log t_k - log q_k) of targets t and q = softmax(z / temperature), times the temperature's square (Kullback, Leibler: On information and
/// sufficiency, 1951), with the gradient q_k sum t - t_k. A target of 0 contributes 0.
/// </summary>
internal static class KullbackLeibler
{
    public static RowProgram Program(KernelDeclaration declaration)
        => declaration.Has(Role.TeacherLogits) ? Distillation.Program(declaration) : OfTargets(declaration);

    /// <summary>The loss times the temperature's square, that its gradient, which has one temperature less, does not shrink.</summary>
    public static void Store(Row row, KernelDeclaration declaration, Value divergence)
    {
        var isScaled = declaration.Has(Role.Temperature);
        var square = isScaled ? row.Load(Role.Temperature) * row.Load(Role.Temperature) : row.Constant(1);
        LossReduction.Store(row, declaration, (divergence * square).Named("loss"));
    }

    /// <summary>The derivative of the returned value with respect to a row's divergence and to the logits over the temperature.</summary>
    public static Value Scale(Row row, KernelDeclaration declaration)
        => LossReduction.Scale(row, declaration) * (declaration.Has(Role.Temperature) ? row.Load(Role.Temperature) : row.Constant(1));

    private static RowProgram OfTargets(KernelDeclaration declaration)
    {
        var row = new Row();
        var target = row.Load(Role.Targets);
        var gap = Softmax.Gap(row, declaration);
        var e = Softmax.Exponentials(row, declaration);
        var (zero, one) = (row.Constant(0), row.Constant(1));
        var isMaximum = AreEqual(e, one);
        var others = row.SumExceptMaximum(e, isMaximum).Named("others");

        // log t = -log1p((1 - t) / t), which is exact where 1 - t is; below the least normal number a target counts as 0.
        var isAbove = IsLess(one, target);
        var logarithm = Log1p(Select(isAbove, target - one, (one - target) / target));
        var logTarget = Select(isAbove, logarithm, -logarithm);
        var isNothing = IsLess(target, row.Constant(declaration.Element == ElementType.Single ? 1.17549435082228751e-38 : 2.2250738585072014e-308));
        var mass = row.Sum(target).Named("mass");
        var distance = row.Sum(Select(isNothing, zero, target * (logTarget - gap))).Named("distance");
        var divergence = (distance + (mass * Log1p(others))).Named("divergence");

        if (declaration.Has(Role.Gradient))
        {
            var pull = SoftCrossEntropy.Pull(e, isMaximum, others, mass, target);
            row.Store(Role.Gradient, pull * (Scale(row, declaration) / (others + 1)).Named("factor"));
        }

        Store(row, declaration, divergence);
        return row.ToProgram(
            formula: "sum_k t_k (log t_k - log q_k), q = softmax(z); gradient q_k sum t - t_k; logits over a temperature, its square before the loss",
            bound: "error at most (14 + max(d, D)) u t_k (|log t_k| + |log q_k|), summed; of a gradient (12 + max(d, D)) u (q_k sum t + t_k)");
    }
}
