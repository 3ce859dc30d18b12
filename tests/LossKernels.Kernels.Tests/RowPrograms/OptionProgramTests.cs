using LossKernels.Generators.Declarations;
using LossKernels.Generators.Kernels;
using LossKernels.Kernels.Tests.Execution;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.RowPrograms;

/// <summary>The row programs of cross-entropy with weights and options, evaluated without rounding, are the functions that the oracle computes by formulas of its own.</summary>
public class OptionProgramTests
{
    private const double Inf = double.PositiveInfinity;

    private static readonly double[][] _rows =
    [
        [0.25, -1.5, 3, 0.125, 2],
        [1, 1, 1, 1, 1],
        [20, 0, -3, -50, 1],
        [-Inf, 0.5, -Inf, 2, 1],
        [1, double.NaN, 3, 2, 0],
        [Inf, 0, 1, 2, 3],
    ];

    [Fact]
    public void Every_combination_is_the_oracles()
    {
        // A row counts with each label, and once with none.
        var logits = _rows.SelectMany(row => Enumerable.Repeat(row, 6)).ToArray();
        int[] labels = [.. _rows.SelectMany(_ => (int[])[0, 1, 2, 3, 4, -1])];
        double[] weights = [0.5, 2, 1, 0.25, 0];
        double[] targets = [0.1, 0.2, 0, 0.4, 0.3];
        foreach (var signature in OptionSignatures.All(5, ElementType.Double).Where(signature => signature.Kind == KernelKind.CrossEntropy))
        {
            var options = signature.Options;
            var isIgnored = options.IgnoreLabel is not null;
            var rows = Enumerable.Range(0, labels.Length).Where(i => (labels[i] >= 0 || isIgnored) && labels[i] != options.IgnoreLabel).ToArray();
            var results = Interpreter.Run(KernelPrograms.Of(signature.ToDeclaration()), rows.Length, 5, new Dictionary<Role, double[]>
            {
                [Role.Logits] = [.. rows.SelectMany(i => logits[i])],
                [Role.Labels] = [.. rows.Select(i => labels[i] < 0 ? (double)options.IgnoreLabel!.Value : labels[i])],
                [Role.Targets] = [.. rows.SelectMany(_ => targets)],
                [Role.ClassWeights] = weights,
            });
            var counted = rows.Where(i => labels[i] >= 0).ToArray();
            var divisor = signature.Has(Role.Targets) ? rows.Length : signature.Has(Role.ClassWeights) ? counted.Sum(i => weights[labels[i]]) : counted.Length;
            AssertSame(divisor, results[Role.TotalWeight][0], $"{signature}: total weight");
            for (var n = 0; n < rows.Length; n++)
            {
                var hasTargets = signature.Has(Role.Targets);
                var expected = new ExactOptionLoss(
                    new ExactRow(logits[rows[n]], FloatFormat.Double), options, hasTargets ? -1 : labels[rows[n]], hasTargets ? targets : null, signature.Has(Role.ClassWeights) ? weights : null, FloatFormat.Double);
                AssertSame(expected.Loss().Exact, results[Role.Losses][n], $"{signature}: loss of row {n}");
                for (var k = 0; k < 5; k++)
                {
                    var gradient = expected.Gradient(k, signature.Reduction == Reduction.Mean ? divisor : 1).Exact;
                    AssertSame(gradient, results[Role.Gradient][(n * 5) + k], $"{signature}: gradient {k} of row {n}");
                }
            }
        }
    }

    /// <summary>Equal to 50 bits: a constant of the program such as s / K is a double, with a rounding of its own.</summary>
    private static void AssertSame(ExtendedReal expected, ExtendedReal actual, string what)
    {
        var same = expected.IsFinite && actual.IsFinite
            ? BigReal.Abs(actual.Finite - expected.Finite) <= BigReal.Max(BigReal.Abs(expected.Finite), 1) * BigReal.PowerOfTwo(-50)
            : (expected.IsNaN && actual.IsNaN) || ExtendedReal.AreEqual(expected, actual);
        Assert.True(same, $"{what}: {actual} instead of {expected}");
    }
}
