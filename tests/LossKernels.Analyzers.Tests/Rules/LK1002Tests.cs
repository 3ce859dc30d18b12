using LossKernels.Analyzers.Tests.Execution;
using LossKernels.CodeFixes.Kernels;
using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK1002Tests
{
    private const string Before = """
        using System.Numerics.Tensors;
        class C
        {
            float[] Of(float[] x)
            {
                var p = new float[x.Length];
                [|TensorPrimitives.SoftMax(x, p)|];
                return p;
            }

            double[] InPlace(double[] x)
            {
                if (x.Length > 0)
                {
                    [|TensorPrimitives.SoftMax<double>(x, x)|];
                }

                return x;
            }

            void Embedded(float[] x)
            {
                if (x.Length > 1)
                    [|TensorPrimitives.SoftMax<float>(x, x)|];
            }

            void Short(double[] x) => [|TensorPrimitives.SoftMax<double>(x, x)|];
        }
        """;

    private const string After = """
        using System.Numerics.Tensors;
        class C
        {
            float[] Of(float[] x)
            {
                var p = new float[x.Length];
                TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), p);
                TensorPrimitives.SoftMax(p, p);
                return p;
            }

            double[] InPlace(double[] x)
            {
                if (x.Length > 0)
                {
                    TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), x);
                    TensorPrimitives.SoftMax<double>(x, x);
                }

                return x;
            }

            void Embedded(float[] x)
            {
                if (x.Length > 1)
                {
                    TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), x);
                    TensorPrimitives.SoftMax<float>(x, x);
                }
            }

            void Short(double[] x)
            {
                TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), x);
                TensorPrimitives.SoftMax(x, x);
            }
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK1002", new LossAnalyzer(), new TensorSoftmaxCodeFix());

    [Theory]
    [InlineData("void F(ReadOnlySpan<float> x, Span<float> p) => [|TensorPrimitives.SoftMax(x, p)|];")]
    [InlineData("void F(ReadOnlySpan<float> x, Span<float> p, int k) { for (int r = 0; r < x.Length; r += k) { [|TensorPrimitives.SoftMax(x.Slice(r, k), p.Slice(r, k))|]; } }")]
    [InlineData("void F(ReadOnlySpan<double> x, Span<double> p) { [|TensorPrimitives.SoftMax(destination: p, x: x)|]; }")]
    [InlineData("void F(ReadOnlySpan<float> x, Span<float> p, float t) { TensorPrimitives.Divide(x, t, p); [|TensorPrimitives.SoftMax<float>(p, p)|]; }")]
    [InlineData("float[] F(float[] x, Func<float, float> act) { var y = Forward(x, act).Outputs[^1]; [|TensorPrimitives.SoftMax<float>(y, y)|]; return y; } static float[][] New() => new float[2][]; (float[][] Outputs, int Count) Forward(float[] x, Func<float, float> act) { var outputs = new float[2][]; outputs[0] = x; outputs[1] = new float[x.Length]; for (int i = 0; i < x.Length; i++) { outputs[1][i] = x[i] * 3; } return (outputs, 2); }")]
    public Task A_softmax_of_scores_as_they_are_is_reported(string member) => s_rule.Reports(Program(member), Consumer.Options);

    [Theory]
    [InlineData("void F(ReadOnlySpan<float> x, Span<float> p) { TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), p); TensorPrimitives.SoftMax<float>(p, p); }")]
    [InlineData("void F(ReadOnlySpan<float> x, Span<float> p) { var m = TensorPrimitives.Max(x); TensorPrimitives.Add(x, -m, p); TensorPrimitives.SoftMax<float>(p, p); }")]
    [InlineData("void F(float[] x) { Shift(x); TensorPrimitives.SoftMax<float>(x, x); } static void Shift(float[] x) { var m = TensorPrimitives.Max<float>(x); for (int i = 0; i < x.Length; i++) { x[i] -= m; } }")]
    [InlineData("void F(float[] x, float m) { for (int i = 0; i < x.Length; i++) { x[i] = x[i] - m; } TensorPrimitives.SoftMax<float>(x, x); }")]
    [InlineData("void F(float[] x) { for (int i = 0; i < x.Length; i++) { x[i] = -x[i] * x[i]; } TensorPrimitives.SoftMax<float>(x, x); }")]
    [InlineData("void F(float[] x) { for (int i = 0; i < x.Length; i++) { x[i] = Math.Min(x[i], 30); } TensorPrimitives.SoftMax<float>(x, x); }")]
    [InlineData("void F(float[] x) { Elsewhere(x); TensorPrimitives.SoftMax<float>(x, x); } extern static void Elsewhere(float[] x);")]
    [InlineData("void F(ReadOnlySpan<float> x, Span<float> p) => TensorPrimitives.Sigmoid(x, p);")]
    [InlineData("void F(ReadOnlySpan<float> x, Span<float> p, int k) { for (int r = 0; r < x.Length; r += k) { var row = p.Slice(r, k); TensorPrimitives.Subtract(x.Slice(r, k), TensorPrimitives.Max(x.Slice(r, k)), row); TensorPrimitives.SoftMax<float>(row, row); } }")]
    [InlineData("void F(float[] x) { for (int i = 0; i < x.Length; i++) { x[i] = 10 * MathF.Tanh(x[i]); } TensorPrimitives.SoftMax<float>(x, x); }")]
    public Task One_of_shifted_or_bounded_scores_is_silent(string member) => s_rule.Reports(Program(member), Consumer.Options);

    [Fact]
    public Task It_is_silent_without_the_package() => s_rule.Reports(
        "static class TensorPrimitives { public static void SoftMax(float[] x, float[] p) { } } class C { void F(float[] x) => TensorPrimitives.SoftMax(x, x); }");

    [Fact]
    public Task The_maximum_is_subtracted_into_the_destination() => s_rule.Fixes(Before, After, "Subtract the maximum", Consumer.Options);

    [Fact]
    public void The_fix_agrees_where_the_original_is_finite()
        => Agreement.Assert(Before, After, (logits, p) => logits.Max() < 0 || p.Sum() < 0.5);

    private static string Program(string member) => $"using System.Numerics.Tensors; class C {{ {member} }}";

    private const string BeforeKernel = """
        using System.Numerics.Tensors;

        class C
        {
            private const int Classes = 5;

            double[] OfCopy(double[] x)
            {
                var scores = new double[Classes];
                x.AsSpan(0, 5).CopyTo(scores);
                var p = new double[Classes];
                [|TensorPrimitives.SoftMax(scores, p)|];
                return p;
            }

            double[] InRoomOfAny(double[] x)
            {
                ReadOnlySpan<double> scores = x.AsSpan(0, 5);
                var p = new double[x.Length];
                [|TensorPrimitives.SoftMax(scores, p)|];
                Span<double> again = p;
                [|TensorPrimitives.SoftMax(scores, again)|];
                return p;
            }
        }
        """;

    private const string AfterKernel = """
        using System.Numerics.Tensors;

        partial class C
        {
            private const int Classes = 5;

            double[] OfCopy(double[] x)
            {
                var scores = new double[Classes];
                x.AsSpan(0, 5).CopyTo(scores);
                var p = new double[Classes];
                SoftmaxOf5(scores, p);
                return p;
            }

            [Softmax(5)]
            private static partial void SoftmaxOf5(ReadOnlySpan<double> logits, Span<double> probabilities);

            double[] InRoomOfAny(double[] x)
            {
                ReadOnlySpan<double> scores = x.AsSpan(0, 5);
                var p = new double[x.Length];
                SoftmaxOf5(scores, p.AsSpan(0, 5));
                Span<double> again = p;
                SoftmaxOf5(scores, again[..5]);
                return p;
            }
        }
        """;

    private static readonly RuleVerifier s_kernel = new("LK1002", new LossAnalyzer(), new TensorKernelCodeFix());

    [Fact]
    public Task The_second_fix_declares_a_kernel() => s_kernel.Fixes(BeforeKernel, AfterKernel, "Declare and call a [Softmax] kernel", Consumer.Options);

    [Fact]
    public void The_kernel_agrees_where_the_original_is_finite() => Agreement.Assert(BeforeKernel, AfterKernel, (x, y) => x.Max() < -5 || y.All(value => value == 0));

    [Fact]
    public Task Without_a_known_length_there_is_no_kernel() => s_kernel.OffersNoFix(Before, Consumer.Options);

    [Fact]
    public Task An_older_language_has_no_kernels() => s_kernel.OffersNoFix(
        """
        using System.Numerics.Tensors;
        class C { void F(float[] x) { [|TensorPrimitives.SoftMax(x.AsSpan(0, 5), x.AsSpan(0, 5))|]; } }
        """, Consumer.Options with { Language = Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp13 });
}
