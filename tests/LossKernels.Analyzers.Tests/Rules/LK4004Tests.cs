using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Kernels;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK4004Tests
{
    private const string Before = """
        using System;

        class C
        {
            private const int Classes = 5;

            // Into another array.
            void [|Softmax|](float[] scores, float[] probabilities)
            {
                var max = scores[0];
                for (int i = 1; i < Classes; i++)
                {
                    max = Math.Max(max, scores[i]);
                }

                var sum = 0f;
                for (int i = 0; i < Classes; i++)
                {
                    probabilities[i] = MathF.Exp(scores[i] - max);
                    sum += probabilities[i];
                }

                for (int i = 0; i < Classes; i++)
                {
                    probabilities[i] /= sum;
                }
            }

            void [|InPlace|](float[] scores)
            {
                var sum = 0f;
                for (int i = 0; i < 5; i++) { scores[i] = MathF.Exp(scores[i]); sum += scores[i]; }
                for (int i = 0; i < 5; i++) { scores[i] /= sum; }
            }

            double[] [|Returned|](double[] scores)
            {
                if (scores.Length != 5)
                {
                    throw new ArgumentException("Five scores.", nameof(scores));
                }

                var max = scores.Max();
                var exps = scores.Select(score => Math.Exp(score - max)).ToArray();
                var sum = exps.Sum();
                return exps.Select(e => e / sum).ToArray();
            }

            double[] [|LogSoftmax|](double[] scores)
            {
                var max = double.NegativeInfinity;
                for (int i = 0; i < Classes; i++) { max = Math.Max(max, scores[i]); }
                var sum = 0.0;
                for (int i = 0; i < Classes; i++) { sum += Math.Exp(scores[i] - max); }
                var result = new double[Classes];
                for (int i = 0; i < Classes; i++) { result[i] = scores[i] - max - Math.Log(sum); }
                return result;
            }

            double [|Loss|](double[] scores, int label)
            {
                var max = scores[0];
                for (int i = 1; i < 5; i++) { if (scores[i] > max) { max = scores[i]; } }
                var sum = 0.0;
                for (int i = 0; i < 5; i++) { sum += Math.Exp(scores[i] - max); }
                return Math.Log(sum) + max - scores[label];
            }

            // A span of a row.
            static void [|Row|](ReadOnlySpan<double> row, Span<double> probabilities)
            {
                var sum = 0.0;
                for (int i = 0; i < 5; i++) { probabilities[i] = Math.Exp(row[i]); sum += probabilities[i]; }
                var scale = 1 / sum;
                for (int i = 0; i < 5; i++) { probabilities[i] *= scale; }
            }

            double[] OfSpans(double[] scores) { var p = new double[5]; Row(scores, p); return p; }
        }
        """;

    private const string After = """
        using System;

        partial class C
        {
            private const int Classes = 5;

            // Into another array.
            void Softmax(float[] scores, float[] probabilities)
            {
                SoftmaxOfClasses(scores.AsSpan(0, Classes), probabilities.AsSpan(0, Classes));
            }

            [Softmax(Classes)]
            private static partial void SoftmaxOfClasses(ReadOnlySpan<float> logits, Span<float> probabilities);

            void InPlace(float[] scores)
            {
                SoftmaxOf5(scores.AsSpan(0, 5), scores.AsSpan(0, 5));
            }

            [Softmax(5)]
            private static partial void SoftmaxOf5(ReadOnlySpan<float> logits, Span<float> probabilities);

            double[] Returned(double[] scores)
            {
                if (scores.Length != 5)
                {
                    throw new ArgumentException("Five scores.", nameof(scores));
                }

                var probabilities = new double[5];
                SoftmaxOf5(scores, probabilities);
                return probabilities;
            }

            [Softmax(5)]
            private static partial void SoftmaxOf5(ReadOnlySpan<double> logits, Span<double> probabilities);

            double[] LogSoftmax(double[] scores)
            {
                var probabilities = new double[Classes];
                LogSoftmaxOfClasses(scores.AsSpan(0, Classes), probabilities);
                return probabilities;
            }

            [LogSoftmax(Classes)]
            private static partial void LogSoftmaxOfClasses(ReadOnlySpan<double> logits, Span<double> logProbabilities);

            double Loss(double[] scores, int label)
            {
                return CrossEntropyOf5(scores.AsSpan(0, 5), label);
            }

            [CrossEntropy(5)]
            private static partial double CrossEntropyOf5(ReadOnlySpan<double> logits, int label);

            // A span of a row.
            static void Row(ReadOnlySpan<double> row, Span<double> probabilities)
            {
                SoftmaxOf5(row[..5], probabilities[..5]);
            }

            double[] OfSpans(double[] scores) { var p = new double[5]; Row(scores, p); return p; }
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK4004", new LossAnalyzer(), new KernelCodeFix());

    private static readonly ConsumerOptions s_warned = Consumer.Options with { EditorConfig = "root = true\n[*.cs]\ndotnet_diagnostic.LK1001.severity = none\ndotnet_diagnostic.LK1003.severity = none\ndotnet_diagnostic.LK1004.severity = none\ndotnet_diagnostic.LK1008.severity = none\n" };

    [Fact]
    public Task What_a_kernel_computes_is_reported() => s_rule.Reports(
        """
        class C
        {
            const int K = 3;
            static void [|Reciprocal|](float[] z, float[] p) { var s = 0f; for (int i = 0; i < K; ++i) { s += p[i] = MathF.Exp(z[i]); } var r = 1 / s; for (int i = 0; i < K; i++) { p[i] = p[i] * r; } }
            float[] [|Local|](float[] z) { var m = z[0]; for (int i = 1; i < 3; i++) { if (z[i] > m) m = z[i]; } var e = new float[3]; var s = 0f; for (int i = 0; i < 3; i++) { e[i] = MathF.Exp(z[i] - m); s += e[i]; } for (int i = 0; i < 3; i++) { e[i] /= s; } return e; }
            double[] [|Twice|](double[] z) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i]); } var p = new double[3]; for (int i = 0; i < 3; i++) { p[i] = Math.Exp(z[i]) / s; } return p; }
            double [|OfLogarithm|](double[] z, int y) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i]); } return -Math.Log(Math.Exp(z[y]) / s); }
            double [|OfSum|](double[] z, byte y) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i]); } return -z[y] + Math.Log(s); }
            void [|Logarithms|](Span<double> z) { var m = z[0]; for (int i = 1; i < 3; i++) { m = Math.Max(z[i], m); } var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i] - m); } var l = m + Math.Log(s); for (int i = 0; i < 3; i++) { z[i] -= l; } }
            double[] [|Query|](double[] z) { ArgumentNullException.ThrowIfNull(z); if (z.Length != 3) throw new ArgumentException("3"); var s = z.Sum(Math.Exp); return z.Select(v => Math.Exp(v) / s).ToArray(); }
            double[] [|Length|](double[] z) { if (z.Length != 3) { throw new ArgumentException("3"); } var p = new double[z.Length]; var s = 0.0; for (int i = 0; i < z.Length; i++) { s += Math.Exp(z[i]); } for (int i = 0; i < z.Length; i++) { p[i] = Math.Exp(z[i]) / s; } return p; }
        }
        struct S { void [|InStruct|](float[] z) { var s = 0f; for (int i = 0; i < 3; i++) { z[i] = MathF.Exp(z[i]); s += z[i]; } for (int i = 0; i < 3; i++) { z[i] /= s; } } }
        """, s_warned);

    [Fact]
    public Task What_is_more_or_less_or_something_else_is_silent() => s_rule.Reports(
        """
        class C
        {
            float _total;
            double[] AnyLength(double[] z) { var s = 0.0; for (int i = 0; i < z.Length; i++) { s += Math.Exp(z[i]); } var p = new double[z.Length]; for (int i = 0; i < z.Length; i++) { p[i] = Math.Exp(z[i]) / s; } return p; }
            double[] Counted(double[] z, int k) { var s = 0.0; for (int i = 0; i < k; i++) { s += Math.Exp(z[i]); } var p = new double[k]; for (int i = 0; i < k; i++) { p[i] = Math.Exp(z[i]) / s; } return p; }
            double[] QueryOfAny(double[] z) { var s = z.Sum(Math.Exp); return z.Select(v => Math.Exp(v) / s).ToArray(); }
            double[] QueryOfSome(double[] z) { if (z.Length != 3) throw new ArgumentException("3"); var s = z.Where(v => v > 0).Sum(Math.Exp); return z.Select(v => Math.Exp(v) / s).ToArray(); }
            double[] WithoutFirst(double[] z) { var s = 0.0; for (int i = 1; i < 3; i++) { s += Math.Exp(z[i]); } var p = new double[3]; for (int i = 0; i < 3; i++) { p[i] = Math.Exp(z[i]) / s; } return p; }
            double[] NotAll(double[] z) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i]); } var p = new double[3]; for (int i = 0; i < 2; i++) { p[i] = Math.Exp(z[i]) / s; } return p; }
            double[] Longer(double[] z) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i]); } var p = new double[4]; for (int i = 0; i < 3; i++) { p[i] = Math.Exp(z[i]) / s; } return p; }
            double[] EveryOther(double[] z) { var s = 0.0; for (int i = 0; i < 4; i += 2) { s += Math.Exp(z[i]); } var p = new double[4]; for (int i = 0; i < 4; i += 2) { p[i] = Math.Exp(z[i]) / s; } return p; }
            double[] Masked(double[] z) { var s = 0.0; for (int i = 0; i < 3; i++) { if (z[i] > 0) { s += Math.Exp(z[i]); } } var p = new double[3]; for (int i = 0; i < 3; i++) { p[i] = Math.Exp(z[i]) / s; } return p; }
            double[] Stopped(double[] z) { var s = 0.0; for (int i = 0; i < 3; i++) { if (z[i] > 9) { break; } s += Math.Exp(z[i]); } var p = new double[3]; for (int i = 0; i < 3; i++) { p[i] = Math.Exp(z[i]) / s; } return p; }
            double[] Tempered(double[] z) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i] / 2); } var p = new double[3]; for (int i = 0; i < 3; i++) { p[i] = Math.Exp(z[i] / 2) / s; } return p; }
            double[] Shifted(double[] z) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i] - 1); } var p = new double[3]; for (int i = 0; i < 3; i++) { p[i] = Math.Exp(z[i]) / s; } return p; }
            double[] Floored(double[] z) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i]); } var p = new double[3]; for (int i = 0; i < 3; i++) { p[i] = Math.Exp(z[i]) / (s + 1e-9); } return p; }
            double[] Printed(double[] z) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i]); } Console.WriteLine(s); var p = new double[3]; for (int i = 0; i < 3; i++) { p[i] = Math.Exp(z[i]) / s; } return p; }
            void Kept(float[] z) { var s = 0f; for (int i = 0; i < 3; i++) { z[i] = MathF.Exp(z[i]); s += z[i]; } _total = s; for (int i = 0; i < 3; i++) { z[i] /= s; } }
            float Sum(float[] z) { var s = 0f; for (int i = 0; i < 3; i++) { z[i] = MathF.Exp(z[i]); s += z[i]; } for (int i = 0; i < 3; i++) { z[i] /= s; } return s; }
            void Shares(float[] z) { var s = 0f; for (int i = 0; i < 3; i++) { s += z[i]; } for (int i = 0; i < 3; i++) { z[i] /= s * MathF.Exp(0); } }
            double OfProbabilities(double[] p, int y) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(p[i]); } return -Math.Log(p[y] / s); }
            double LogSumExp(double[] z) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i]); } return Math.Log(s); }
            double OtherSign(double[] z, int y) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i]); } return Math.Log(s) + z[y]; }
            float Rounded(double[] z, int y) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i]); } return (float)(Math.Log(s) - z[y]); }
            float[] Converted(double[] z) { var s = 0.0; for (int i = 0; i < 3; i++) { s += Math.Exp(z[i]); } var p = new float[3]; for (int i = 0; i < 3; i++) { p[i] = (float)(Math.Exp(z[i]) / s); } return p; }
            void Of<T>(float[] z) { var s = 0f; for (int i = 0; i < 3; i++) { z[i] = MathF.Exp(z[i]); s += z[i]; } for (int i = 0; i < 3; i++) { z[i] /= s; } }
            void OfOne(float[] z) { var s = 0f; for (int i = 0; i < 1; i++) { z[i] = MathF.Exp(z[i]); s += z[i]; } for (int i = 0; i < 1; i++) { z[i] /= s; } }
            static void Rows(float[][] z) { for (int r = 0; r < 2; r++) { var s = 0f; for (int i = 0; i < 3; i++) { z[r][i] = MathF.Exp(z[r][i]); s += z[r][i]; } for (int i = 0; i < 3; i++) { z[r][i] /= s; } } }
        }
        interface I { static void InInterface(float[] z) { var s = 0f; for (int i = 0; i < 3; i++) { z[i] = MathF.Exp(z[i]); s += z[i]; } for (int i = 0; i < 3; i++) { z[i] /= s; } } }
        file class F { void InFile(float[] z) { var s = 0f; for (int i = 0; i < 3; i++) { z[i] = MathF.Exp(z[i]); s += z[i]; } for (int i = 0; i < 3; i++) { z[i] /= s; } } }
        """, s_warned);

    [Fact]
    public Task An_older_language_has_no_kernels() => s_rule.Reports(
        "class C { void F(float[] z) { var s = 0f; for (int i = 0; i < 3; i++) { z[i] = MathF.Exp(z[i]); s += z[i]; } for (int i = 0; i < 3; i++) { z[i] /= s; } } }",
        s_warned with { Language = LanguageVersion.CSharp13 });

    [Fact]
    public Task The_fix_declares_a_kernel_and_calls_it() => s_rule.Fixes(Before, After, "Declare and call a kernel", s_warned);

    [Fact]
    public Task The_namespace_is_imported_below_the_head_of_the_file() => s_rule.Fixes(
        """
        // The head of the file.
        using System;

        namespace N
        {
            public static class Outer
            {
                public sealed partial class Inner
                {
                    public static float[] [|Softmax|](ReadOnlySpan<float> z)
                    {
                        var s = 0f;
                        for (int i = 0; i < 3; i++)
                        {
                            s += MathF.Exp(z[i]);
                        }

                        var p = new float[3];
                        for (int i = 0; i < 3; i++)
                        {
                            p[i] = MathF.Exp(z[i]) / s;
                        }

                        return p;
                    }
                }
            }
        }
        """,
        """
        // The head of the file.
        using System;
        using LossKernels;

        namespace N
        {
            public static partial class Outer
            {
                public sealed partial class Inner
                {
                    public static float[] Softmax(ReadOnlySpan<float> z)
                    {
                        var probabilities = new float[3];
                        SoftmaxOf3(z[..3], probabilities);
                        return probabilities;
                    }

                    [Softmax(3)]
                    private static partial void SoftmaxOf3(ReadOnlySpan<float> logits, Span<float> probabilities);
                }
            }
        }
        """,
        options: s_warned with { WithUsings = false });

    [Fact]
    public void The_kernel_agrees_where_the_original_is_finite() => Agreement.Assert(
        "using LossKernels;\n" + Before, After, (x, y) => ((y.Length == 1 || y.Any(value => value < 0)) && y.Any(value => Math.Abs(value) < 0.1 * x.Max(Math.Abs))) || x.Max() < -5 || (y.Length > 1 && y.All(value => value == 0)), isBetter: false);
}
