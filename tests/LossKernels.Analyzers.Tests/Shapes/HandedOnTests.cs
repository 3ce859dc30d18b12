using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Shapes;

/// <summary>Lambdas that a method hands on to a helper of its type, which calls them: what is wrong in one is seen where it is written.</summary>
public class HandedOnTests
{
    private const string Wrong = """
        class Operators
        {
            static float[] Each(float[] x, Func<float, float> f) => x.Select(f).ToArray();
            static double[] Over(double[] x, Func<double, double> f) { var y = new double[x.Length]; for (var i = 0; i < x.Length; i++) { y[i] = f(x[i]); } return y; }
            static double At(Func<double, double> f, double x) => f(x);

            float[] Run(string name, float[] x)
            {
                switch (name)
                {
                    case "Softplus": return Each(x, v => {|LK1006:MathF.Log(1 + MathF.Exp(v))|});
                    case "Sigmoid": return Each(x, v => {|LK1007:MathF.Exp(v) / (1 + MathF.Exp(v))|});
                    default: return x;
                }
            }

            double[] Losses(double[] z) => Over(z, v => {|LK1005:Math.Log(1 / (1 + Math.Exp(-v)))|});
            double One(double z) => At(v => {|LK1006:Math.Log(Math.Exp(v) + 1)|}, z);
        }
        """;

    private const string Right = """
        class Operators
        {
            static float[] Each(float[] x, Func<float, float> f) => x.Select(f).ToArray();
            static double[] OfSizes(double[] x, Func<double, double> f) => x.Select(v => f(-Math.Abs(v))).ToArray();
            static double At(Func<double, double> f, double x) => f(x);

            float[] Run(string name, float[] x)
            {
                switch (name)
                {
                    case "Softplus": return Each(x, v => MathF.Max(v, 0) + MathF.Log(1 + MathF.Exp(-MathF.Abs(v))));
                    case "Mish": return Each(x, v => v * MathF.Tanh(MathF.Log(1 + MathF.Exp(v))));
                    case "Sigmoid": return Each(x, v => 1 / (1 + MathF.Exp(-v)));
                    case "Threshold": return Each(x, v => v > 20 ? v : MathF.Log(1 + MathF.Exp(v)));
                    default: return x;
                }
            }

            double[] Corrections(double[] z) => OfSizes(z, v => Math.Log(1 + Math.Exp(v)));
            double[] Sigmoids(double[] z) => OfSizes(z, v => Math.Exp(v) / (1 + Math.Exp(v)));
            double One() => At(v => Math.Log(1 + Math.Exp(v)), -3);
            double Losses(double[] z) => z.Sum(x => At(v => Math.Min(v, 0) - Math.Log(1 + Math.Exp(-Math.Abs(v))), x));
        }
        """;

    private static readonly RuleVerifier s_rules = new("", new LossAnalyzer());

    [Fact]
    public Task What_a_helper_calls_a_lambda_with_is_known() => s_rules.Reports(Wrong, Consumer.Options);

    [Fact]
    public Task Lambdas_that_are_right_for_what_they_are_called_with_are_silent() => s_rules.Reports(Right, Consumer.Options);
}
