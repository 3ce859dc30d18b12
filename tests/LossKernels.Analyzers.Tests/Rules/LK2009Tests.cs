using System.Reflection;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK2009Tests
{
    private const string Declaration = "[CrossEntropy(3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);";

    /// <summary>What the kernel computes, to be run.</summary>
    private const string Definition = """
        static float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
        {
            var sum = 0.0;
            for (int i = 0; i < labels.Length; i++)
            {
                var row = logits.Slice(3 * i, 3).ToArray();
                sum += Math.Log(row.Sum(z => Math.Exp(z))) - row[labels[i]];
            }

            return (float)(sum / labels.Length);
        }
        """;

    private const string Kernels = $$"""
        static partial class C
        {
            {{Declaration}}
            [CrossEntropy(3)] public static partial float Losses(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient, Span<float> losses);
            [CrossEntropy(3, Reduction = Reduction.Sum)] public static partial float Sum(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);
            [CrossEntropy(3)] public static partial float One(ReadOnlySpan<float> logits, int label);
            [BinaryCrossEntropy] public static partial double Binary(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets);

        """;

    private const string Before = Kernels + """
            static float ByLabels(float[] z, int[] labels) => [|Loss(z, labels) / labels.Length|];
            static float ByElements(float[] z, int[] labels) => [|Loss(labels: labels, logits: z) / (z.Length / 3)|];

            static float Local(float[] z, int[] labels)
            {
                var rows = z.Length / 3;
                var loss = Loss(z, labels);
                [|loss /= rows|];
                return 2 * loss;
            }

            static float Part(float[] z, int[] labels, int rows)
                => [|Loss(z.AsSpan(0, rows * 3), labels.AsSpan(0, rows)) / rows|] * 2;

            static float Reciprocal(float[] z, int[] labels) => [|(1f / labels.Length) * Loss(z, labels)|];

            static float Scaled(float[] z, int[] labels)
            {
                var scale = 1f / labels.Length;
                var loss = Loss(z, labels);
                [|loss *= scale|];
                return loss;
            }

            static float Batches(float[] z, int[] labels, int size)
            {
                var total = 0f;
                for (int i = 0; i < labels.Length; i += size)
                {
                    total += [|Loss(z.AsSpan(i * 3, size * 3), labels.AsSpan(i, size)) / size|];
                }

                return total / (labels.Length / size);
            }
        }
        """;

    private const string After = Kernels + """
            static float ByLabels(float[] z, int[] labels) => Loss(z, labels);
            static float ByElements(float[] z, int[] labels) => Loss(labels: labels, logits: z);

            static float Local(float[] z, int[] labels)
            {
                var rows = z.Length / 3;
                var loss = Loss(z, labels);
                return 2 * loss;
            }

            static float Part(float[] z, int[] labels, int rows)
                => Loss(z.AsSpan(0, rows * 3), labels.AsSpan(0, rows)) * 2;

            static float Reciprocal(float[] z, int[] labels) => Loss(z, labels);

            static float Scaled(float[] z, int[] labels)
            {
                var scale = 1f / labels.Length;
                var loss = Loss(z, labels);
                return loss;
            }

            static float Batches(float[] z, int[] labels, int size)
            {
                var total = 0f;
                for (int i = 0; i < labels.Length; i += size)
                {
                    total += Loss(z.AsSpan(i * 3, size * 3), labels.AsSpan(i, size));
                }

                return total / (labels.Length / size);
            }
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK2009", new LossAnalyzer(), new MeanCodeFix());

    [Fact]
    public Task A_mean_that_is_divided_by_its_rows_is_reported() => s_rule.Reports(
        Kernels + """
            static float ByLosses(float[] z, int[] labels, float[] g, float[] losses) { var loss = Losses(z, labels, g, losses); return [|loss / losses.Length|]; }
            static double ByOutputs(double[] z, double[] t) => [|Binary(z, t) / z.Length|];
            static double Cast(float[] z, int[] labels) => [|0.5 * (double)Loss(z, labels) / (double)labels.Length|];
            static float While(float[][] z, int[][] labels) { var sum = 0f; var i = 0; while (i < z.Length) { sum += [|Loss(z[i], labels[i]) / labels[i].Length|]; i++; } return sum; }
            static double Query(List<(float[] Z, int[] Labels)> batches) => batches.Sum(batch => [|Loss(batch.Z, batch.Labels) / batch.Labels.Length|]);
            static float OfHelper(float[] z, int[] labels) => [|Mean(z, labels) / labels.Length|];
            static float Mean(float[] z, int[] labels) { var loss = Loss(z, labels); return loss; }
            static float OfReciprocal(float[] z, int[] labels) { var scale = 1f / labels.Length; return 0.5f + [|scale * Loss(z, labels)|]; }
            static float OfSpans(ReadOnlySpan<float> z, ReadOnlySpan<int> labels) { var n = labels.Length; return [|Loss(z, labels) / n|]; }
        }
        """,
        Consumer.Options);

    [Fact]
    public Task Other_divisions_are_silent() => s_rule.Reports(
        Kernels + """
            static float MeanOfMeans(float[][] z, int[][] labels) { var sum = 0f; for (int i = 0; i < z.Length; i++) { sum += Loss(z[i], labels[i]); } return sum / z.Length; }
            static float Each(float[][] z, int[][] labels) { var sum = 0f; for (int i = 0; i < z.Length; i++) { sum += Loss(z[i], labels[i]) / z.Length; } return sum; }
            static float Average(List<float[]> z, int[] labels) => z.Average(row => Loss(row, labels));
            static float OfSum(float[] z, int[] labels) => Sum(z, labels) / labels.Length;
            static float Rows(float[] z, int[] labels) { var sum = 0f; for (int i = 0; i < labels.Length; i++) { sum += One(z.AsSpan(i * 3, 3), labels[i]); } return sum / labels.Length; }
            static float Share(float[] z, int[] labels) => One(z, labels[0]) / labels.Length;
            static float Half(float[] z, int[] labels) => Loss(z, labels) / 2;
            static float Accumulated(float[] z, int[] labels, int steps) => Loss(z, labels) / steps;
            static float ByWeight(float[] z, int[] labels, int n) => Loss(z, labels) * (labels.Length / (float)n);
            static float ByShare(float[] z, int[] labels, float[][] batches) { var share = 1f / batches.Length; return Loss(z, labels) * share; }
            static float Rate(float[] z, int[] labels) { var rate = 1f / MathF.Sqrt(labels.Length); return Loss(z, labels) * rate; }
            static float SumByReciprocal(float[] z, int[] labels) => Sum(z, labels) * (1f / labels.Length);
            static float Bits(float[] z, int[] labels) => Loss(z, labels) / MathF.Log(2);
            static float Ratio(float[] z, int[] labels, int[] others) => Loss(z, labels) / others.Length;
            static float PerClass(float[] z, int[] labels) => Loss(z, labels) / MathF.Log(3);
            static float Relative(float[] z, float[] w, int[] labels) => Loss(z, labels) / Loss(w, labels);
            static float Weighted(float[] z, int[] labels, float[] w) { var sum = 0f; foreach (var x in w) { sum += x; } return Loss(z, labels) / sum; }
            static float Total(float[] z, int[] labels) => Loss(z, labels) * labels.Length;
            static float Replaced(float[] z, int[] labels) { var loss = Loss(z, labels); Console.Write(loss); loss = Sum(z, labels); return loss / labels.Length; }
        }
        class Mine { static float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels) => logits[labels[0]]; static float F(float[] z, int[] labels) => Loss(z, labels) / labels.Length; }
        """,
        Consumer.Options);

    [Fact]
    public Task The_division_is_dropped() => s_rule.Fixes(Before, After, "Drop the division", Consumer.Options);

    [Fact]
    public void The_fixed_code_computes_the_mean()
    {
        float[] z = [-1, 0.5f, 2, -1, 0.5f, 3];
        int[] labels = [1, 2];
        var (before, after) = (Framework.Load(Before.Replace(Declaration, Definition, StringComparison.Ordinal)), Framework.Load(After.Replace(Declaration, Definition, StringComparison.Ordinal)));
        foreach (var (method, more, factor) in new (string, object[], float)[] { ("ByLabels", [], 1), ("ByElements", [], 1), ("Local", [], 2), ("Part", [2], 2), ("Reciprocal", [], 1), ("Scaled", [], 1), ("Batches", [2], 1) })
        {
            float Result(Type type) => (float)type.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [z, labels, .. more])!;
            Assert.Equal(0.9185f * factor, Result(after), 1e-4f);
            Assert.Equal(0.9185f * factor / 2, Result(before), 1e-4f);
        }
    }
}
