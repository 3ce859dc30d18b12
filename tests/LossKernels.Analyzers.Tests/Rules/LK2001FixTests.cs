using System.Reflection;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK2001FixTests
{
    private static readonly string s_before = Source(
        crossEntropy: "[|loss|]",
        negated: "[|-losses|]",
        ofLogits: "[|loss|]",
        lossAndCorrect: "[|loss|]",
        ofQuery: "[|-Enumerable.Range(0, labels.Length).Sum(i => MathF.Log(p[i][labels[i]] + 1e-7f))|]",
        ofHelper: "[|0.5 * loss|]");

    private static readonly string s_after = Source(
        crossEntropy: "loss / labels.Length",
        negated: "-losses / p.Count",
        ofLogits: "loss / z.GetLength(0)",
        lossAndCorrect: "loss / rows",
        ofQuery: "-Enumerable.Range(0, labels.Length).Sum(i => MathF.Log(p[i][labels[i]] + 1e-7f)) / labels.Length",
        ofHelper: "(0.5 * loss) / p.Length");

    private static readonly RuleVerifier s_rule = new("LK2001", new LossAnalyzer(), new AverageCodeFix());

    [Fact]
    public Task The_sum_is_divided_by_the_rows() => s_rule.Fixes(s_before, s_after, "Take the mean over the rows", Consumer.Options);

    [Fact]
    public Task Rows_that_the_code_has_no_number_of_are_left_to_the_reader() => s_rule.OffersNoFix(
        """
        class Loss
        {
            double Lazily(IEnumerable<(double[] P, int Label)> rows) { var s = 0.0; foreach (var row in rows) { s -= Math.Log(row.P[row.Label] + 1e-12); } return [|s|]; }
            double Some(double[][] p, int[] labels) { var s = 0.0; for (int i = 0; i < p.Length; i++) { if (labels[i] >= 0) { s -= Math.Log(p[i][labels[i]] + 1e-12); } } return [|s|]; }
        }
        """,
        Consumer.Options);

    [Fact]
    public void The_fixed_code_is_the_original_over_the_rows()
    {
        double[][] p = [[0.2, 0.3, 0.5], [0.1, 0.8, 0.1], [0.6, 0.3, 0.1], [0.25, 0.25, 0.5]];
        double[][] t = [[0, 0, 1], [0, 1, 0], [0, 1, 0], [1, 0, 0]];
        var table = new double[4, 3];
        for (int i = 0; i < 12; i++)
        {
            table[i / 3, i % 3] = Math.Log(p[i / 3][i % 3]);
        }

        int[] labels = [2, 1, 1, 0];
        var (before, after) = (Framework.Load(s_before), Framework.Load(s_after));
        foreach (var (method, arguments) in new (string, object[])[]
        {
            ("CrossEntropy", [p, labels]),
            ("Negated", [p.ToList(), t.ToList()]),
            ("LossOfLogits", [table, labels]),
            ("LossAndCorrect", [p.SelectMany(row => row).ToArray(), labels, 4, 3]),
            ("LossOfQuery", [p.Select(row => row.Select(x => (float)x).ToArray()).ToArray(), labels]),
            ("LossOfHelper", [p, labels]),
        })
        {
            double Result(Type type) => type.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, arguments) switch
            {
                double loss => loss,
                float loss => loss,
                ValueTuple<double, int> both => both.Item1,
                var other => throw new InvalidCastException($"{other}"),
            };
            Assert.Equal(Result(before) / 4, Result(after), 1e-6);
            Assert.Equal((method == "LossOfHelper" ? 0.5 : 1) * 0.8766, Result(after), 1e-3);
        }
    }

    /// <summary>Losses of several rows, from what each method returns.</summary>
    private static string Source(string crossEntropy, string negated, string ofLogits, string lossAndCorrect, string ofQuery, string ofHelper) => $$"""
        class C
        {
            static double CrossEntropy(double[][] p, int[] labels)
            {
                double loss = 0;
                for (int i = 0; i < labels.Length; i++)
                {
                    loss -= Math.Log(Math.Max(p[i][labels[i]], 1e-12));
                }

                return {{crossEntropy}};
            }

            static double Negated(List<double[]> p, List<double[]> t)
            {
                var losses = 0.0;
                for (int row = 0; row < p.Count; row++)
                {
                    for (int k = 0; k < p[row].Length; k++)
                    {
                        losses += t[row][k] * Math.Log(p[row][k] + 1e-12);
                    }
                }

                return {{negated}};
            }

            static double LossOfLogits(double[,] z, int[] labels)
            {
                var loss = 0.0;
                var i = 0;
                while (i < z.GetLength(0))
                {
                    var max = double.NegativeInfinity;
                    for (int j = 0; j < z.GetLength(1); j++) { max = Math.Max(max, z[i, j]); }
                    var exponentials = 0.0;
                    for (int j = 0; j < z.GetLength(1); j++) { exponentials += Math.Exp(z[i, j] - max); }
                    loss += max + Math.Log(exponentials) - z[i, labels[i]];
                    i++;
                }

                return {{ofLogits}};
            }

            static (double Loss, int Correct) LossAndCorrect(double[] p, int[] labels, int rows, int k)
            {
                double loss = 0;
                var correct = 0;
                for (int i = rows - 1; i >= 0; i--)
                {
                    loss += -Math.Log(p[i * k + labels[i]] + 1e-12);
                    correct += p[i * k + labels[i]] > 0.5 ? 1 : 0;
                }

                return ({{lossAndCorrect}}, correct);
            }

            static float LossOfQuery(float[][] p, int[] labels) => {{ofQuery}};

            static double LossOfHelper(double[][] p, int[] labels)
            {
                var loss = 0.0;
                for (int i = 0; i < p.Length; i++) { loss += RowLoss(p[i], labels[i]); }
                return {{ofHelper}};
            }

            static double RowLoss(double[] p, int label) => -Math.Log(Math.Max(p[label], 1e-12));
        }
        """;
}
