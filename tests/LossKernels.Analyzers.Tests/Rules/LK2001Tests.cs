using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK2001Tests
{
    private const string Usings = TorchSharpUsings.Functions + "using Reduction = TorchSharp.torch.nn.Reduction;\n";

    private static readonly RuleVerifier s_rule = new("LK2001", new LossAnalyzer(), new AverageCodeFix());

    [Fact]
    public Task Losses_of_rows_that_are_added_up_and_returned_are_reported() => s_rule.Reports(
        """
        class Loss
        {
            record Sample(double[] Inputs, int Label, double[] Targets);

            double Each(IReadOnlyList<Sample> samples)
            {
                var loss = 0.0;
                foreach (var sample in samples) { loss -= Math.Log(Forward(sample.Inputs)[sample.Label] + 1e-12); }
                return [|loss|];
            }

            double Buffer(double[][] x, int[] labels)
            {
                var loss = 0.0;
                var p = new double[10];
                for (int i = 0; i < x.Length; i++) { Run(x[i], p); loss -= Math.Log(p[labels[i]] + 1e-12); }
                return [|loss|];
            }

            double OneHot(double[][] p, double[][] t)
            {
                var loss = 0.0;
                for (int i = 0; i < p.Length; i++)
                {
                    for (int j = 0; j < p[i].Length; j++) { if (t[i][j] > 0) { loss -= Math.Log(p[i][j] + 1e-12); } }
                }

                return [|loss|];
            }

            double Ignored(double[][] p, int[] labels)
            {
                var loss = 0.0;
                for (int i = 0; i < p.Length; i++)
                {
                    if (labels[i] < 0) { continue; }
                    loss -= Math.Log(p[i][labels[i]] + 1e-12);
                }

                return [|loss|];
            }

            double OfSoftmax(double[][] z, int[] labels)
            {
                var loss = 0.0;
                for (int i = 0; i < z.Length; i++)
                {
                    var max = z[i].Max();
                    var sum = z[i].Sum(v => Math.Exp(v - max));
                    loss -= {|LK1004:Math.Log(Math.Max(Math.Exp(z[i][labels[i]] - max) / sum, 1e-9))|};
                }

                return [|loss|];
            }

            float Queried(List<float[]> p, List<int> labels) => [|p.Zip(labels, (row, label) => -MathF.Log(row[label] + 1e-7f)).Sum()|];
            double Nested(double[][] p, double[][] t) => [|p.Zip(t, (row, target) => -row.Zip(target, (a, b) => b * Math.Log(a + 1e-12)).Sum()).Sum()|];
            double Aggregated(Sample[] samples) => [|samples.Aggregate(0.0, (loss, sample) => loss - Math.Log(sample.Inputs[sample.Label] + 1e-12))|];
            private double[] Forward(double[] x) => Net.Run(x);
            private void Run(double[] x, double[] p) => Net.Run(x, p);
        }
        static class Net { public static double[] Run(double[] x) => x; public static void Run(double[] x, double[] p) => x.CopyTo(p, 0); }
        """,
        Consumer.Options);

    [Fact]
    public Task Means_totals_and_sums_over_classes_are_silent() => s_rule.Reports(
        """
        class Loss
        {
            public double LastLoss { get; private set; }

            double Mean(double[][] p, int[] labels) { var loss = 0.0; for (int i = 0; i < p.Length; i++) { loss -= Math.Log(p[i][labels[i]] + 1e-12); } return loss / p.Length; }
            double Later(double[][] p, int[] labels) { var loss = 0.0; for (int i = 0; i < p.Length; i++) { loss -= Math.Log(p[i][labels[i]] + 1e-12); } loss /= labels.Length; return loss; }
            double Reciprocal(double[][] p, int[] labels) { var loss = 0.0; for (int i = 0; i < p.Length; i++) { loss -= Math.Log(p[i][labels[i]] + 1e-12); } return 1.0 / p.Length * loss; }
            double Scaled(double[][] p, int[] labels, double scale) { var loss = 0.0; for (int i = 0; i < p.Length; i++) { loss -= Math.Log(p[i][labels[i]] + 1e-12); } return loss * scale; }
            double Within(double[][] p, int[] labels) { var loss = 0.0; for (int i = 0; i < p.Length; i++) { loss -= Math.Log(p[i][labels[i]] + 1e-12) / p.Length; } return loss; }
            double Average(double[][] p, int[] labels) => p.Zip(labels, (row, label) => -Math.Log(row[label] + 1e-12)).Average();
            double OneRow(double[] p, double[] t) { var loss = 0.0; for (int j = 0; j < p.Length; j++) { loss -= t[j] * Math.Log(p[j] + 1e-12); } return loss; }
            double OneLabel(double[] p, int label) => -Math.Log(p[label] + 1e-12);
            double OneSum(double[] p, double[] t) => -p.Zip(t, (a, b) => b * Math.Log(a + 1e-12)).Sum();
            double Binary(double[] p, double[] t) { var loss = 0.0; for (int j = 0; j < p.Length; j++) { loss -= t[j] * Math.Log(p[j] + 1e-12) + (1 - t[j]) * Math.Log(1 - p[j] + 1e-12); } return loss; }
            double MeanOfMeans(double[][] p, double[][] t) { var loss = 0.0; for (int i = 0; i < p.Length; i++) { loss += p[i].Zip(t[i], (a, b) => -b * Math.Log(a + 1e-12)).Sum() / p[i].Length; } return loss / p.Length; }
            double TotalLoss(double[][] p, int[] labels) { var loss = 0.0; for (int i = 0; i < p.Length; i++) { loss -= Math.Log(p[i][labels[i]] + 1e-12); } return loss; }
            double SumOfLosses(double[][] p, int[] labels) => p.Zip(labels, (row, label) => -Math.Log(row[label] + 1e-12)).Sum();
            double NegativeLogLikelihood(double[][] p, int[] labels) => p.Zip(labels, (row, label) => -Math.Log(row[label] + 1e-12)).Sum();
            double Shown(double[][] p, int[] labels) { var loss = 0.0; for (int i = 0; i < p.Length; i++) { loss -= Math.Log(p[i][labels[i]] + 1e-12); } Console.Write(loss); return loss / p.Length; }
            double Both(double[][] p, int[] labels, out double mean) { var loss = 0.0; for (int i = 0; i < p.Length; i++) { loss -= Math.Log(p[i][labels[i]] + 1e-12); } mean = loss / p.Length; return loss; }
            double Penalized(double[][] p, int[] labels, double[] w) { var loss = 0.0; for (int i = 0; i < p.Length; i++) { loss -= Math.Log(p[i][labels[i]] + 1e-12); } return loss + 0.5 * w.Sum(x => x * x); }
            double Rewards(double[][] p, int[] actions) { var sum = 0.0; for (int i = 0; i < p.Length; i++) { sum += Math.Log(p[i][actions[i]] + 1e-12); } return sum; }
            double Bayes(double[] prior, double[][][] given, int[] x, int k) { var s = Math.Log(prior[k] + 1e-12); for (int j = 0; j < x.Length; j++) { s += Math.Log(given[k][j][x[j]] + 1e-12); } return s; }
            double Unigrams(double[] p, int[] words) { var s = 0.0; foreach (var word in words) { s -= Math.Log(p[word] + 1e-12); } return s; }
            double Entropy(double[][] p) { var s = 0.0; foreach (var row in p) { foreach (var x in row) { s -= x * Math.Log(x + 1e-12); } } return s; }
            double Information(double[,] p, double[] a, double[] b) { var s = 0.0; for (int i = 0; i < a.Length; i++) { for (int j = 0; j < b.Length; j++) { s += p[i, j] * Math.Log(p[i, j] / (a[i] * b[j]) + 1e-12); } } return s; }
            double Discounted(double[][] p, int[] labels, double[] weights) { var s = 0.0; for (int i = 0; i < p.Length; i++) { s -= weights[i] * Math.Log(p[i][labels[i]] + 1e-12); } return s; }
            double[] PerRow(double[][] p, int[] labels) => p.Zip(labels, (row, label) => -Math.Log(row[label] + 1e-12)).ToArray();
            double Largest(double[][] p, int[] labels) => p.Zip(labels, (row, label) => -Math.Log(row[label] + 1e-12)).Max();

            double Epoch(double[][][] batches, int[][] labels)
            {
                var mean = 0.0;
                for (int b = 0; b < batches.Length; b++) { mean += OfBatch(batches[b], labels[b]) / labels[b].Length; }
                return mean / batches.Length;
            }

            private double OfBatch(double[][] p, int[] labels) { var loss = 0.0; for (int i = 0; i < p.Length; i++) { loss -= Math.Log(p[i][labels[i]] + 1e-12); } return loss; }

            void Train(double[][] p, int[] labels)
            {
                double loss = 0, count = 0;
                for (int i = 0; i < p.Length; i++) { loss -= Math.Log(p[i][labels[i]] + 1e-12); count++; }
                LastLoss = loss / count;
            }
        }
        """,
        Consumer.Options);

    [Fact]
    public async Task Where_the_rows_or_the_loss_are_not_certain_it_is_a_suggestion()
    {
        const string Source = """
            class Net
            {
                double Evaluate(double[][] p, int[] labels) { var sum = 0.0; for (int i = 0; i < p.Length; i++) { sum -= Math.Log(p[i][labels[i]] + 1e-12); } return sum; }
                double Loss(double[][] p, int[] targets) { var loss = 0.0; for (int t = 0; t < targets.Length; t++) { loss -= Math.Log(p[t][targets[t]] + 1e-12); } return loss; }
                double TextLoss(double[][] p, int[] tokens) => p.Zip(tokens, (row, token) => -Math.Log(row[token] + 1e-12)).Sum();
                double BinaryLoss(double[][] p, double[][] y) { var s = 0.0; for (int i = 0; i < p.Length; i++) { for (int j = 0; j < p[i].Length; j++) { s -= y[i][j] * Math.Log(p[i][j] + 1e-12) + (1 - y[i][j]) * Math.Log(1 - p[i][j] + 1e-12); } } return s; }
                double SquaredLoss(double[][] p, double[][] y) { var s = 0.0; for (int i = 0; i < p.Length; i++) { for (int j = 0; j < p[i].Length; j++) { s += Math.Pow(p[i][j] - y[i][j], 2); } } return s; }
                double ErrorLoss(double[][] p, double[][] y) { var s = 0.0; for (int i = 0; i < p.Length; i++) { for (int j = 0; j < p[i].Length; j++) { var error = y[i][j] - p[i][j]; s += error * error; } } return s / 2; }
            }
            """;
        var reported = await s_rule.DiagnosticsOf(Source, Consumer.Options);
        Assert.Equal(["LK2001", "LK2001", "LK2001", "LK2001", "LK2001", "LK2001"], reported.Select(diagnostic => diagnostic.Id));
        Assert.All(reported, diagnostic => Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity));
        var certain = await s_rule.DiagnosticsOf(Source.Replace("Evaluate", "CrossEntropy", StringComparison.Ordinal).Replace("int t = 0; t < targets.Length; t++", "int i = 0; i < targets.Length; i++", StringComparison.Ordinal).Replace("[t]", "[i]", StringComparison.Ordinal), Consumer.Options);
        Assert.Equal(2, certain.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning));
    }

    [Fact]
    public Task A_sum_that_is_kept_as_the_loss_is_reported() => s_rule.Reports(
        """
        class Trainer
        {
            private double _loss;
            private double _divided;
            private double _totalLoss;

            public double LastLoss { get; private set; }

            public double RunningLoss { get; private set; }

            void Keep(double[][] p, int[] labels) { var s = 0.0; for (int i = 0; i < p.Length; i++) { s -= Math.Log(p[i][labels[i]] + 1e-12); } LastLoss = [|s|]; }
            void Query(double[][] p, int[] labels) => _loss = [|p.Zip(labels, (row, label) => -Math.Log(row[label] + 1e-12)).Sum()|];
            void Mean(double[][] p, int[] labels) { var s = 0.0; for (int i = 0; i < p.Length; i++) { s -= Math.Log(p[i][labels[i]] + 1e-12); } LastLoss = s / p.Length; }
            void Divided(double[][] p, int[] labels) { var s = 0.0; for (int i = 0; i < p.Length; i++) { s -= Math.Log(p[i][labels[i]] + 1e-12); } _divided = s; }
            double MeanLoss(int count) => _divided / count;
            void Total(double[][] p, int[] labels) { var s = 0.0; for (int i = 0; i < p.Length; i++) { s -= Math.Log(p[i][labels[i]] + 1e-12); } _totalLoss = s; RunningLoss = s; }
            void One(double[] p, int label) => LastLoss = -Math.Log(p[label] + 1e-12);
            void Local(double[][] p, int[] labels) { var s = 0.0; for (int i = 0; i < p.Length; i++) { s -= Math.Log(p[i][labels[i]] + 1e-12); } var loss = s; Console.Write(loss + _loss + _totalLoss); }
        }
        """,
        Consumer.Options);

    [Fact]
    public Task A_frameworks_sum_that_is_followed_backwards_becomes_its_mean() => s_rule.Fixes(
        Usings + """
        class C
        {
            static void Train(Tensor z, Tensor y) { var loss = cross_entropy(z, y, reduction: [|Reduction.Sum|]); loss.backward(); }
            static void Squared(Tensor z, Tensor y) { var error = mse_loss(z, y, [|nn.Reduction.Sum|]); Console.Write(error); error.backward(); }
        }
        """,
        Usings + """
        class C
        {
            static void Train(Tensor z, Tensor y) { var loss = cross_entropy(z, y, reduction: Reduction.Mean); loss.backward(); }
            static void Squared(Tensor z, Tensor y) { var error = mse_loss(z, y, nn.Reduction.Mean); Console.Write(error); error.backward(); }
        }
        """,
        "Take the mean over the rows",
        Consumer.Options);

    [Fact]
    public Task Other_uses_of_a_frameworks_sum_are_silent() => s_rule.Reports(
        Usings + """
        class C
        {
            private readonly TorchSharp.Modules.CrossEntropyLoss _sum = CrossEntropyLoss(reduction: Reduction.Sum);
            private readonly TorchSharp.Modules.CrossEntropyLoss _mean = CrossEntropyLoss();
            void OfModule(Tensor z, Tensor y) { var loss = [|_sum.call(z, y)|]; loss.backward(); }
            void OfMean(Tensor z, Tensor y) { var loss = _mean.call(z, y); loss.backward(); }
            void Divided(Tensor z, Tensor y, int n) { var loss = cross_entropy(z, y, reduction: Reduction.Sum) / n; loss.backward(); }
            void Mean(Tensor z, Tensor y) { var loss = cross_entropy(z, y, reduction: Reduction.Mean); loss.backward(); }
            void Default(Tensor z, Tensor y) { var loss = cross_entropy(z, y); loss.backward(); }
            void Variational(Tensor x, Tensor y, Tensor divergence) { var loss = binary_cross_entropy(x, y, reduction: Reduction.Sum) + divergence; loss.backward(); }
            Tensor Evaluated(Tensor z, Tensor y) => cross_entropy(z, y, reduction: Reduction.Sum);
            Tensor Total(Tensor[] z, Tensor y) { var sum = y; foreach (var x in z) { sum = sum + cross_entropy(x, y, reduction: Reduction.Sum); } return sum; }
            void Other(Tensor z, Tensor y) { Console.Write(nll_loss(z, y, reduction: Reduction.Sum)); z.backward(); }
        }
        """,
        Consumer.Options);
}
