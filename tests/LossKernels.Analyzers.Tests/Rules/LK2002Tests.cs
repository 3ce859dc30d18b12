using System.Reflection;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK2002Tests
{
    private const string Before = """
        class C
        {
            static double OfTargets(double[][] p, double[][] t)
            {
                var loss = 0.0;
                for (int i = 0; i < p.Length; i++)
                {
                    for (int j = 0; j < p[i].Length; j++)
                    {
                        loss -= t[i][j] * Math.Log(p[i][j] + 1e-12);
                    }
                }

                return loss / [|p[0].Length|];
            }

            static double OfLogits(double[,] z, int[] labels, int n, int k)
            {
                var loss = 0.0;
                for (int i = 0; i < n; i++)
                {
                    var max = double.NegativeInfinity;
                    for (int j = 0; j < k; j++) { max = Math.Max(max, z[i, j]); }
                    var exponentials = 0.0;
                    for (int j = 0; j < k; j++) { exponentials += Math.Exp(z[i, j] - max); }
                    loss += max + Math.Log(exponentials) - z[i, labels[i]];
                }

                loss /= [|k|];
                return loss;
            }

            static double OfTable(double[,] p, double[,] t)
            {
                double sum = 0;
                int rows = p.GetLength(0), classes = p.GetLength(1);
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < classes; j++)
                    {
                        sum += t[i, j] * Math.Log(Math.Max(p[i, j], 1e-12));
                    }
                }

                return -(sum / [|classes|]);
            }

            static double CrossEntropyOfRow(double[] p, double[] t)
            {
                var loss = 0.0;
                for (int j = 0; j < p.Length; j++)
                {
                    loss -= t[j] * Math.Log(p[j] + 1e-12);
                }

                return loss / [|p.Length|];
            }

            static double CategoricalOfQuery(double[] p, double[] t) => -[|p.Zip(t, (a, b) => b * Math.Log(a + 1e-12)).Average()|];

            static float CrossEntropyOfFloats(float[] p, float[] t)
            {
                var loss = 0f;
                for (int j = 0; j < t.Length; j++) { loss += -t[j] * MathF.Log(p[j] + 1e-7f); }

                loss /= [|p.Length|];
                return loss;
            }
        }
        """;

    private const string After = """
        class C
        {
            static double OfTargets(double[][] p, double[][] t)
            {
                var loss = 0.0;
                for (int i = 0; i < p.Length; i++)
                {
                    for (int j = 0; j < p[i].Length; j++)
                    {
                        loss -= t[i][j] * Math.Log(p[i][j] + 1e-12);
                    }
                }

                return loss / p.Length;
            }

            static double OfLogits(double[,] z, int[] labels, int n, int k)
            {
                var loss = 0.0;
                for (int i = 0; i < n; i++)
                {
                    var max = double.NegativeInfinity;
                    for (int j = 0; j < k; j++) { max = Math.Max(max, z[i, j]); }
                    var exponentials = 0.0;
                    for (int j = 0; j < k; j++) { exponentials += Math.Exp(z[i, j] - max); }
                    loss += max + Math.Log(exponentials) - z[i, labels[i]];
                }

                loss /= n;
                return loss;
            }

            static double OfTable(double[,] p, double[,] t)
            {
                double sum = 0;
                int rows = p.GetLength(0), classes = p.GetLength(1);
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < classes; j++)
                    {
                        sum += t[i, j] * Math.Log(Math.Max(p[i, j], 1e-12));
                    }
                }

                return -(sum / rows);
            }

            static double CrossEntropyOfRow(double[] p, double[] t)
            {
                var loss = 0.0;
                for (int j = 0; j < p.Length; j++)
                {
                    loss -= t[j] * Math.Log(p[j] + 1e-12);
                }

                return loss;
            }

            static double CategoricalOfQuery(double[] p, double[] t) => -p.Zip(t, (a, b) => b * Math.Log(a + 1e-12)).Sum();

            static float CrossEntropyOfFloats(float[] p, float[] t)
            {
                var loss = 0f;
                for (int j = 0; j < t.Length; j++) { loss += -t[j] * MathF.Log(p[j] + 1e-7f); }

                return loss;
            }
        }
        """;

    private const string TensorsBefore = """
        using TorchSharp;
        using static TorchSharp.torch;
        class C
        {
            static Tensor OfTensor(Tensor p, Tensor y) => {|LK2002:(-y * p.log()).sum().mean()|};
            static Tensor OfFunctions(Tensor p, Tensor y) => {|LK2002:torch.mean(-torch.sum(y * torch.log(p)))|};
        }
        """;

    private const string TensorsAfter = """
        using TorchSharp;
        using static TorchSharp.torch;
        class C
        {
            static Tensor OfTensor(Tensor p, Tensor y) => (-y * p.log()).sum(-1).mean();
            static Tensor OfFunctions(Tensor p, Tensor y) => torch.mean(-torch.sum(y * torch.log(p), -1));
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK2002", new LossAnalyzer(), new DivisorCodeFix());

    [Fact]
    public Task A_loss_that_is_divided_by_its_classes_is_reported() => s_rule.Reports(
        """
        class CrossEntropy
        {
            record Sample(double[] Output, double[] Target, int Label);

            double Each(List<Sample> samples)
            {
                var loss = 0.0;
                foreach (var sample in samples)
                {
                    for (int j = 0; j < sample.Target.Length; j++) { loss -= sample.Target[j] * Math.Log(sample.Output[j] + 1e-12); }
                }

                return loss / [|samples[0].Target.Length|];
            }

            double Reciprocal(double[][] p, double[][] t)
            {
                var loss = 0.0;
                var n = t[0].Length;
                for (int i = 0; i < p.Length; i++) { for (int j = 0; j < p[i].Length; j++) { if (t[i][j] == 1) { loss -= Math.Log(p[i][j] + 1e-12); } } }
                return (double)loss / [|(double)n|];
            }

            double Constant(double[][] z, int[] labels)
            {
                const int Classes = 10;
                var loss = 0.0;
                var row = 0;
                while (row < z.Length)
                {
                    var max = z[row].Max();
                    var sum = 0.0;
                    for (int j = 0; j < Classes; j++) { sum += Math.Exp(z[row][j] - max); }
                    loss += Math.Log(sum) + max - z[row][labels[row]];
                    row++;
                }

                return loss / [|Classes|];
            }

            double OfHelper(double[][] p, double[][] t)
            {
                var loss = 0.0;
                for (int i = 0; i < p.Length; i++) { loss += Row(t: t[i], p: p[i]); }
                return 0.5 * loss / [|t[0].Length|];
            }

            static double Row(double[] p, double[] t) => -p.Zip(t, (a, b) => b * Math.Log(a + 1e-12)).Sum();

            double OfSoftmax(double[] z, double[] t)
            {
                var p = Softmax(z);
                return -Enumerable.Range(0, z.Length).Sum(j => t[j] * {|LK1004:Math.Log(p[j] + 1e-12)|}) / [|z.Length|];
            }

            static double[] Softmax(double[] z) { var m = z.Max(); var e = z.Select(v => Math.Exp(v - m)).ToArray(); var s = e.Sum(); for (int i = 0; i < e.Length; i++) { e[i] /= s; } return e; }

            double Averaged(double[] p, double[] t) => [|Enumerable.Range(0, p.Length).Average(j => -t[j] * Math.Log(p[j] + 1e-12))|];
        }
        """,
        Consumer.Options);

    [Fact]
    public Task Means_over_rows_and_outputs_are_silent() => s_rule.Reports(
        """
        class CrossEntropy
        {
            const int BatchSize = 32;
            double Rows(double[][] p, double[][] t) { var s = 0.0; for (int i = 0; i < p.Length; i++) { for (int j = 0; j < p[i].Length; j++) { s -= t[i][j] * Math.Log(p[i][j] + 1e-12); } } return s / p.Length; }
            double Targets(double[][] p, double[][] t) { var s = 0.0; for (int i = 0; i < p.Length; i++) { for (int j = 0; j < p[i].Length; j++) { s -= t[i][j] * Math.Log(p[i][j] + 1e-12); } } return s / t.Length; }
            double Elements(double[][] p, double[][] t) { var s = 0.0; for (int i = 0; i < p.Length; i++) { for (int j = 0; j < p[i].Length; j++) { s -= t[i][j] * Math.Log(p[i][j] + 1e-12); } } return s / (p.Length * p[0].Length); }
            double Columns(double[,] p, double[,] t) { var s = 0.0; for (int i = 0; i < p.GetLength(0); i++) { for (int j = 0; j < p.GetLength(1); j++) { s -= t[i, j] * Math.Log(p[i, j] + 1e-12); } } return s / p.GetLength(1); }
            double Samples(double[,] p, double[,] t, int m) { var s = 0.0; for (int i = 0; i < p.GetLength(0); i++) { for (int j = 0; j < m; j++) { s -= t[i, j] * Math.Log(p[i, j] + 1e-12); } } return s / m; }
            double Labels(double[][] p, int[] labels) { var s = 0.0; for (int i = 0; i < p.Length; i++) { s -= Math.Log(p[i][labels[i]] + 1e-12); } return s / labels.Length; }
            double Constant(double[][] p, int[] labels) { var s = 0.0; for (int i = 0; i < p.Length; i++) { s -= Math.Log(p[i][labels[i]] + 1e-12); } return s / BatchSize; }
            double Given(double[][] p, int[] labels, int n) { var s = 0.0; for (int i = 0; i < p.Length; i++) { s -= Math.Log(p[i][labels[i]] + 1e-12); } return s / n; }
            double Averaged(double[][] p, int[] labels) => p.Zip(labels, (row, label) => -Math.Log(row[label] + 1e-12)).Average();
            double Binary(double[] p, double[] t) { var s = 0.0; for (int j = 0; j < p.Length; j++) { s -= t[j] * Math.Log(p[j] + 1e-12) + (1 - t[j]) * Math.Log(1 - p[j] + 1e-12); } return s / p.Length; }
            double BinaryRows(double[][] p, double[][] t) { var s = 0.0; for (int i = 0; i < p.Length; i++) { for (int j = 0; j < p[i].Length; j++) { s -= t[i][j] * Math.Log(p[i][j] + 1e-12) + (1 - t[i][j]) * Math.Log(1 - p[i][j] + 1e-12); } } return s / p[0].Length; }
            double Squared(double[] p, double[] t) { var s = 0.0; for (int j = 0; j < p.Length; j++) { s += (p[j] - t[j]) * (p[j] - t[j]); } return s / p.Length; }
            double Policy(double[] p, double[] advantages) { var s = 0.0; for (int j = 0; j < p.Length; j++) { s -= advantages[j] * Math.Log(p[j] + 1e-12); } return s / p.Length; }
            double Weighted(double[] p, double[] weight) { var s = 0.0; for (int j = 0; j < p.Length; j++) { s -= weight[j] * Math.Log(p[j] + 1e-12); } return s / p.Length; }
            double Picked(double[] p, double[] t) { var s = 0.0; for (int j = 0; j < p.Length; j++) { s -= t[j] * Math.Log(p[j] + 1e-12); } return s; }
            double Normalized(double[] p, double[] t) { var s = 0.0; for (int j = 0; j < p.Length; j++) { s -= t[j] * Math.Log(p[j] + 1e-12); } return s / Math.Log(p.Length); }
            double Other(double[] p, double[] t, double[] other) { var s = 0.0; for (int j = 0; j < p.Length; j++) { s -= t[j] * Math.Log(p[j] + 1e-12); } return s / other.Length; }
            double Logs(double[] p) => -p.Average(x => Math.Log(x + 1e-12));
        }
        class Statistics
        {
            double Entropy(double[] p) { var s = 0.0; foreach (var x in p) { s -= x * Math.Log(x + 1e-12); } return s / p.Length; }
            double Sample(double[] p, double[] t) { var s = 0.0; for (int j = 0; j < p.Length; j++) { s -= t[j] * Math.Log(p[j] + 1e-12); } return s / p.Length; }
            double Geometric(double[] p) => Math.Exp(p.Sum(x => Math.Log(x + 1e-12)) / p.Length);
        }
        class BinaryCrossEntropy
        {
            double Loss(double[] p, double[] t) { var s = 0.0; for (int j = 0; j < p.Length; j++) { s -= t[j] * Math.Log(p[j] + 1e-12); s -= (1 - t[j]) * Math.Log(1 - p[j] + 1e-12); } return s / p.Length; }
            double Half(double[] p, double[] t) { var s = 0.0; for (int j = 0; j < p.Length; j++) { s -= t[j] * Math.Log(p[j] + 1e-12); } return s / p.Length; }
        }
        """,
        Consumer.Options);

    [Fact]
    public async Task One_row_of_unknown_probabilities_and_classes_by_name_are_suggestions()
    {
        var reported = await s_rule.DiagnosticsOf(Markup.Parse(Before, "").Source, Consumer.Options);
        Assert.Equal("Warning Warning Info Info Info Info", string.Join(' ', reported.Select(diagnostic => diagnostic.Severity)));
    }

    [Fact]
    public async Task It_speaks_in_place_of_LK2001()
    {
        var source = """
            class Loss
            {
                double Of(double[][] p, double[][] t)
                {
                    var loss = 0.0;
                    for (int i = 0; i < p.Length; i++) { for (int j = 0; j < 2; j++) { loss -= t[i][j] * Math.Log(p[i][j] + 1e-12); } }
                    return loss / 2;
                }
            }
            """;
        Assert.Equal(["LK2001"], (await s_rule.DiagnosticsOf(source, Consumer.Options)).Select(diagnostic => diagnostic.Id));
        source = source.Replace("j < 2", "j < Classes", StringComparison.Ordinal).Replace("loss / 2", "loss / Classes", StringComparison.Ordinal).Replace("double Of", "const int Classes = 2; double Of", StringComparison.Ordinal);
        Assert.Equal(["LK2002"], (await s_rule.DiagnosticsOf(source, Consumer.Options)).Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public Task A_mean_of_a_sum_over_all_sums_over_the_classes() => s_rule.Fixes(TensorsBefore, TensorsAfter, "Take the mean over the rows", Consumer.Options);

    [Fact]
    public Task Sums_of_tensors_along_an_axis_are_silent() => s_rule.Reports(
        """
        using Tensorflow;
        using static Tensorflow.Binding;
        class OfTensorFlow
        {
            Tensor All(Tensor p, Tensor y) => [|tf.reduce_mean(-tf.reduce_sum(y * tf.log(p)))|];
            Tensor Local(Tensor p, Tensor y) { var sum = tf.reduce_sum(y * tf.log(p)); return [|tf.reduce_mean(sum)|]; }
            Tensor Axis(Tensor p, Tensor y) => tf.reduce_mean(-tf.reduce_sum(y * tf.log(p), axis: 1));
            Tensor Positional(Tensor p, Tensor y) => tf.reduce_mean(-tf.reduce_sum(y * tf.log(p), 1));
            Tensor Sum(Tensor p, Tensor y) => -tf.reduce_sum(y * tf.log(p));
            Tensor Mean(Tensor p, Tensor y) => tf.reduce_mean(-y * tf.log(p));
            Tensor OfMeans(Tensor p, Tensor y) => tf.reduce_mean(tf.reduce_mean(y * tf.log(p)));
            Tensor Added(Tensor p, Tensor y) => tf.reduce_mean(y + tf.reduce_sum(p));
        }
        class OfTorchSharp
        {
            static TorchSharp.torch.Tensor Axis(TorchSharp.torch.Tensor p) => p.log().sum(1).mean();
            static TorchSharp.torch.Tensor Sum(TorchSharp.torch.Tensor p) => p.log().mean().sum();
        }
        """,
        Consumer.Options);

    [Fact]
    public Task The_sum_is_divided_by_the_rows() => s_rule.Fixes(Before, After, "Take the mean over the rows", Consumer.Options);

    [Fact]
    public Task Rows_that_the_code_has_no_number_of_are_left_to_the_reader() => s_rule.OffersNoFix(
        """
        using Tensorflow;
        using static Tensorflow.Binding;
        class C
        {
            double Lazily(IEnumerable<(double[] P, double[] T)> rows, int classes) { var s = 0.0; foreach (var row in rows) { for (int j = 0; j < classes; j++) { s -= row.T[j] * Math.Log(row.P[j] + 1e-12); } } return s / [|classes|]; }
            Tensor Local(Tensor p, Tensor y) { var sum = tf.reduce_sum(y * tf.log(p)); return [|tf.reduce_mean(sum)|]; }
        }
        """,
        Consumer.Options);

    [Fact]
    public void The_fixed_code_computes_the_mean_over_the_rows()
    {
        double[][] p = [[0.2, 0.3, 0.5], [0.1, 0.8, 0.1], [0.6, 0.3, 0.1], [0.25, 0.25, 0.5]];
        double[][] t = [[0, 0, 1], [0, 1, 0], [0, 1, 0], [1, 0, 0]];
        var (table, logits, targets) = (new double[4, 3], new double[4, 3], new double[4, 3]);
        for (int i = 0; i < 12; i++)
        {
            (table[i / 3, i % 3], logits[i / 3, i % 3], targets[i / 3, i % 3]) = (p[i / 3][i % 3], Math.Log(p[i / 3][i % 3]), t[i / 3][i % 3]);
        }

        var (before, after) = (Framework.Load(Before), Framework.Load(After));
        foreach (var (method, arguments, expected) in new (string, object[], double)[]
        {
            ("OfTargets", [p, t], 0.876639),
            ("OfLogits", [logits, new[] { 2, 1, 1, 0 }, 4, 3], 0.876639),
            ("OfTable", [table, targets], 0.876639),
            ("CrossEntropyOfRow", [p[3], t[3]], 1.386294),
            ("CategoricalOfQuery", [p[3], t[3]], 1.386294),
            ("CrossEntropyOfFloats", [new[] { 0.25f, 0.25f, 0.5f }, new[] { 1f, 0, 0 }], 1.386294),
        })
        {
            double Result(Type type) => Convert.ToDouble(type.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, arguments), System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(expected, Result(after), 1e-5);
            Assert.Equal(expected * (expected > 1 ? 1 : 4) / 3, Result(before), 1e-5);
        }

        var (sums, means) = (Framework.Run(Markup.Parse(TensorsBefore, "").Source), Framework.Run(TensorsAfter));
        foreach (var method in new[] { "OfTensor", "OfFunctions" })
        {
            Assert.Equal(0.876639, means(method, [p, t])[0][0], 1e-5);
            Assert.Equal(4 * 0.876639, sums(method, [p, t])[0][0], 1e-5);
        }
    }
}
