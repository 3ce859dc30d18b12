using LossKernels.Generators.Declarations;
using LossKernels.Generators.Kernels;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.RowPrograms;

/// <summary>
/// Each kernel's row program, evaluated without rounding, is the function that the oracle computes by formulas of its own: an
/// error in a kernel's file shows here, apart from errors of layout, width and rounding.
/// </summary>
public class KernelProgramTests
{
    private const double Inf = double.PositiveInfinity;

    private static readonly double[][] _rows =
    [
        [0.25, -1.5, 3, 0.125, 2],
        [1, 1, 1, 1, 1],
        [20, 0, -3, -50, 1],
        [2, 2, 0, 2, -1],
        [1e30, 1e30, 0, -1e30, 7],
        [-Inf, 0.5, -Inf, 2, 1],
        [-Inf, -Inf, -Inf, -Inf, 4],
        [-Inf, -Inf, -Inf, -Inf, -Inf],
        [1, double.NaN, 3, 2, 0],
        [1, 2, Inf, 0, 0],
        [Inf, 2, Inf, 0, -Inf],
        [double.Epsilon, 0, -double.Epsilon, 1e-310, 0],
        [0, -800, -900, -1000, -1100],
    ];

    public static TheoryData<double> Temperatures => [1.0, 0.5, 3.0];

    [Theory]
    [MemberData(nameof(Temperatures))]
    public void Softmax_is_the_oracles(double temperature)
        => Compare(KernelKind.Softmax, Reduction.None, temperature, [Role.Probabilities], (role, row, k) => row.Probability(k));

    [Theory]
    [MemberData(nameof(Temperatures))]
    public void LogSoftmax_is_the_oracles(double temperature)
        => Compare(KernelKind.LogSoftmax, Reduction.None, temperature, [Role.LogProbabilities], (role, row, k) => row.LogProbability(k));

    [Fact]
    public void LogSumExp_is_the_oracles()
        => Compare(KernelKind.LogSumExp, Reduction.None, 1, [Role.LogSumExp], (role, row, k) => row.LogSumExp());

    [Theory]
    [MemberData(nameof(Temperatures))]
    public void Predict_is_the_oracles(double temperature)
        => Compare(
            KernelKind.Predict,
            Reduction.None,
            temperature,
            [Role.Labels, Role.Probabilities],
            (role, row, k) => role == Role.Labels ? Expected.Exactly((double)row.Prediction, FloatFormat.Double) : row.PredictionProbability());

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void TopK_is_the_oracles(int count)
        => Compare(
            KernelKind.TopK,
            Reduction.None,
            0.5,
            [Role.Labels, Role.Probabilities],
            (role, row, k) => role == Role.Labels ? Expected.Exactly((double)row.Ranking[k], FloatFormat.Double) : row.Probability(row.Ranking[k]),
            count);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Cross_entropy_of_a_label_is_the_oracles_in_every_reduction(int label)
    {
        foreach (var logits in _rows)
        {
            var row = new ExactRow(logits, FloatFormat.Double);
            foreach (var reduction in Enum.GetValues<Reduction>())
            {
                // Two equal rows: their mean is their own loss, and each has half of it as its gradient.
                var divisor = reduction == Reduction.Mean ? 2 : 1;
                Role[] outputs = [Role.Gradient, Role.Losses, Role.Probabilities, Role.Correct, Role.TotalWeight];
                var results = Run(KernelKind.CrossEntropy, reduction, [Role.Logits, Role.Labels], outputs, 2, new()
                {
                    [Role.Logits] = [.. logits, .. logits],
                    [Role.Labels] = [label, label],
                });
                var expectedLoss = row.Loss(label);
                foreach (var n in new[] { 0, 1 })
                {
                    AssertSame(expectedLoss, results[Role.Losses][n], $"loss at {label} of {Show(logits)}");
                    for (var k = 0; k < logits.Length; k++)
                    {
                        AssertSame(row.Gradient(label, k, divisor), results[Role.Gradient][(n * logits.Length) + k], $"{reduction} gradient {k} at {label} of {Show(logits)}");
                        AssertSame(row.Probability(k), results[Role.Probabilities][(n * logits.Length) + k], $"probability {k} of {Show(logits)}");
                    }
                }

                if (reduction != Reduction.None)
                {
                    AssertSame(Expected.Total([expectedLoss, expectedLoss], divisor, FloatFormat.Double), results[Role.Return][0], $"{reduction} of {Show(logits)}");
                }

                AssertSame(Expected.Exactly(!row.HasNaN && row.Prediction == label ? 2.0 : 0.0, FloatFormat.Double), results[Role.Correct][0], $"correct of {Show(logits)}");
                AssertSame(Expected.Exactly(2.0, FloatFormat.Double), results[Role.TotalWeight][0], "total weight");
            }
        }
    }

    public static TheoryData<double[]> Targets => new()
    {
        new[] { 0, 0.25, 0, 0.5, 0.25 },
        new[] { 0, 0, 0, 0, 1.0 },
        new[] { 0.1, 0.2, 0.3, 0.4, 0 },
        new[] { 2.0, 0, 0, 0, 3.0 },
        new[] { 0.0, 0, 0, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void Cross_entropy_of_targets_is_the_oracles(double[] targets)
    {
        foreach (var logits in _rows)
        {
            var row = new ExactRow(logits, FloatFormat.Double);
            var results = Run(KernelKind.CrossEntropy, Reduction.Mean, [Role.Logits, Role.Targets], [Role.Gradient, Role.Losses, Role.Probabilities], 2, new()
            {
                [Role.Logits] = [.. logits, .. logits],
                [Role.Targets] = [.. targets, .. targets],
            });
            AssertSame(row.Loss(targets), results[Role.Losses][1], $"loss of {Show(logits)}");
            AssertSame(Expected.Total([row.Loss(targets)], 1, FloatFormat.Double), results[Role.Return][0], $"mean of {Show(logits)}");
            for (var k = 0; k < logits.Length; k++)
            {
                AssertSame(row.Gradient(ExactRow.Mass(targets), targets[k], k, 2), results[Role.Gradient][k], $"gradient {k} of {Show(logits)}", leastScale: 1e-15);
                AssertSame(row.Probability(k), results[Role.Probabilities][k], $"probability {k} of {Show(logits)}");
            }
        }
    }

    public static TheoryData<double[]> Upstreams => new()
    {
        new[] { 0.5, -0.25, 3, 1, -7 },
        new[] { 0, 0, 0, 0, -1.0 },
        new[] { 1.0, 1, 1, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Upstreams))]
    public void The_gradients_of_softmax_and_log_softmax_are_the_oracles(double[] upstream)
    {
        double[][] saved = [[0.125, 0.25, 0, 0.5, 0.125], [1e-9, 0, 0, 0, 1], [0.2, 0.2, double.NaN, 0.2, 0.2], [double.Epsilon, 1, 0, 1e-300, 0]];
        foreach (var p in saved)
        {
            CompareGradient(KernelKind.SoftmaxGradient, Role.Probabilities, p, upstream, ExactGradients.OfSoftmax(p, upstream, FloatFormat.Double));
        }

        double[][] savedLogarithms = [[-1, -2, -Inf, -0.5, -0.49], [-1e-9, -20, -800, -Inf, -30], [-1, double.NaN, -1, -2, -1], [0, -Inf, -Inf, -Inf, -1e-310]];
        foreach (var logP in savedLogarithms)
        {
            CompareGradient(KernelKind.LogSoftmaxGradient, Role.LogProbabilities, logP, upstream, ExactGradients.OfLogSoftmax(logP, upstream, FloatFormat.Double));
        }
    }

    [Fact]
    public void The_likelihood_of_log_probabilities_is_the_oracles_in_every_reduction()
    {
        double[] logP = [-1, 0, -Inf, -0.5, double.NaN];
        foreach (var reduction in Enum.GetValues<Reduction>())
        {
            for (var label = 0; label < logP.Length; label++)
            {
                var divisor = reduction == Reduction.Mean ? 2 : 1;
                var results = Run(KernelKind.NegativeLogLikelihood, reduction, [Role.LogProbabilities, Role.Labels], [Role.Gradient, Role.Losses, Role.TotalWeight], 2, new()
                {
                    [Role.LogProbabilities] = [.. logP, .. logP],
                    [Role.Labels] = [label, label],
                });
                var loss = Expected.Exactly(-logP[label], FloatFormat.Double);
                AssertSame(loss, results[Role.Losses][1], $"loss at {label}");
                AssertSame(Expected.Exactly(2.0, FloatFormat.Double), results[Role.TotalWeight][0], "total weight");
                var gradient = ExactGradients.OfLikelihood(logP.Length, label, divisor, FloatFormat.Double);
                for (var k = 0; k < logP.Length; k++)
                {
                    AssertSame(gradient[k], results[Role.Gradient][logP.Length + k], $"{reduction} gradient {k} at {label}");
                }

                if (reduction != Reduction.None)
                {
                    AssertSame(Expected.Total([loss, loss], divisor, FloatFormat.Double), results[Role.Return][0], $"{reduction} at {label}");
                }
            }
        }
    }

    [Fact]
    public void Entropy_is_the_oracles()
        => Compare(KernelKind.Entropy, Reduction.None, 1, [Role.Entropies], (role, row, k) => row.Entropy());

    [Theory]
    [MemberData(nameof(Temperatures))]
    public void The_divergence_is_the_oracles(double temperature)
    {
        double[] targets = [0.1, 0.2, 0, 0.4, 0.3];
        double[] teacher = [0.5, -1.25, -Inf, 0.125, 2.5];
        foreach (var logits in _rows)
        {
            var row = new ExactRow(logits, FloatFormat.Double, temperature);
            Compare(Role.Targets, targets, ExactDivergence.OfTargets(row, targets, FloatFormat.Double));
            Compare(Role.TeacherLogits, teacher, ExactDivergence.OfTeacher(row, new ExactRow(teacher, FloatFormat.Double, temperature), FloatFormat.Double));

            void Compare(Role source, double[] values, ExactDivergence expected)
            {
                var results = Run(KernelKind.KullbackLeibler, Reduction.None, [Role.Logits, Role.Temperature, source], [Role.Gradient, Role.Losses], 1, new()
                {
                    [Role.Logits] = logits,
                    [Role.Temperature] = [temperature],
                    [source] = values,
                });
                AssertSame(expected.Loss(temperature), results[Role.Losses][0], $"divergence of {Show(logits)} from {source}", leastScale: 1e-15);
                for (var k = 0; k < logits.Length; k++)
                {
                    AssertSame(expected.Gradient(temperature, 1)[k], results[Role.Gradient][k], $"gradient {k} of {Show(logits)} from {source}", leastScale: 1e-15);
                }
            }
        }
    }

    private static void CompareGradient(KernelKind kind, Role saved, double[] row, double[] upstream, Expected[] expected)
    {
        var results = Run(kind, Reduction.None, [saved, Role.Upstream], [Role.Gradient], 1, new() { [saved] = row, [Role.Upstream] = upstream });
        for (var k = 0; k < row.Length; k++)
        {
            AssertSame(expected[k], results[Role.Gradient][k], $"{kind} {k} of {Show(row)}", leastScale: 1e-15);
        }
    }

    private static void Compare(KernelKind kind, Reduction reduction, double temperature, Role[] outputs, Func<Role, ExactRow, int, Expected> expected, int rankCount = 0)
    {
        Role[] inputs = temperature == 1 ? [Role.Logits] : [Role.Logits, Role.Temperature];
        var results = Run(kind, reduction, inputs, outputs, _rows.Length, new()
        {
            [Role.Logits] = [.. _rows.SelectMany(row => row)],
            [Role.Temperature] = [temperature],
        }, rankCount);
        for (var n = 0; n < _rows.Length; n++)
        {
            var row = new ExactRow(_rows[n], FloatFormat.Double, temperature);
            foreach (var output in outputs)
            {
                var perRow = results[output].Length / _rows.Length;
                for (var k = 0; k < perRow; k++)
                {
                    AssertSame(expected(output, row, k), results[output][(n * perRow) + k], $"{output} {k} of {Show(_rows[n])}");
                }
            }
        }
    }

    private static IReadOnlyDictionary<Role, ExtendedReal[]> Run(KernelKind kind, Reduction reduction, Role[] inputs, Role[] outputs, int rows, Dictionary<Role, double[]> values, int rankCount = 0)
    {
        var parameters = inputs.Select(role => Parameter(role, false)).Concat(outputs.Select(role => Parameter(role, true)));
        var method = new MethodShape("", EquatableArray.ToEquatableArray<string>([]), "", "", "", "", "");
        var declaration = new KernelDeclaration(kind, _rows[0].Length, ElementType.Double, reduction, IsOneRow: false, parameters.ToEquatableArray(), method) { RankCount = rankCount };
        return Interpreter.Run(KernelPrograms.Of(declaration), rows, declaration.Classes, values);
    }

    /// <summary>Row programs ask only which roles there are.</summary>
    private static KernelParameter Parameter(Role role, bool isOutput) => new(role, "", ParameterShape.PerClass, isOutput, "", "");

    /// <summary>
    /// Equal to 100 bits: both sides round at 192. Where the formulas cancel differently, to 100 bits of a least scale.
    /// </summary>
    private static void AssertSame(Expected expected, ExtendedReal actual, string what, double leastScale = 0)
    {
        var same = expected.Exact.IsFinite && actual.IsFinite
            ? BigReal.Abs(actual.Finite - expected.Exact.Finite) <= BigReal.Max(BigReal.Abs(expected.Exact.Finite), leastScale) * BigReal.PowerOfTwo(-100)
            : (expected.Exact.IsNaN && actual.IsNaN) || ExtendedReal.AreEqual(expected.Exact, actual);
        Assert.True(same, $"{what}: {actual} instead of {expected.Exact}");
    }

    private static string Show(double[] row) => $"[{string.Join(", ", row)}]";
}
