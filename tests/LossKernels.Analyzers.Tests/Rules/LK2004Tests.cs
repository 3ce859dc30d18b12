using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK2004Tests
{
    private const string Usings = TorchSharpUsings.All;

    private const string Before = Usings + """
        class C
        {
            static Tensor Inline(Tensor z, Tensor y) => nll_loss([|softmax(z, 1)|], y);
            static Tensor OfTensor(Tensor z, Tensor y) => nn.NLLLoss().call([|z.softmax(1)|], y);
            static Tensor OfModule(Tensor z, Tensor y) => nll_loss([|nn.Softmax(1).forward(z)|], y);
            static Tensor Local(Tensor z, Tensor y) { var p = torch.special.softmax(z, 1); return nll_loss(target: y, input: [|p|]); }

            static Tensor LocalThatIsUsedElsewhere(Tensor z, Tensor y)
            {
                var p = softmax(z, 1);
                Console.Write(p.argmax(1));
                return nll_loss([|p|], y);
            }

            static Tensor Divergence(Tensor z, Tensor t) => kl_div(log_softmax(z, 1), [|softmax(t, 1)|]);
            static Tensor DivergenceOfBoth(Tensor z, Tensor t) { var p = softmax(t, 1); return kl_div([|softmax(z, 1)|], [|p|]); }
            static Tensor DivergenceThatSaysSo(Tensor z, Tensor t) => kl_div(log_softmax(z, 1), [|softmax(t, 1)|], log_target: true, nn.Reduction.Mean);
        }
        """;

    private const string After = Usings + """
        class C
        {
            static Tensor Inline(Tensor z, Tensor y) => nll_loss(log_softmax(z, 1), y);
            static Tensor OfTensor(Tensor z, Tensor y) => nn.NLLLoss().call(z.log_softmax(1), y);
            static Tensor OfModule(Tensor z, Tensor y) => nll_loss(nn.LogSoftmax(1).forward(z), y);
            static Tensor Local(Tensor z, Tensor y) { var p = torch.special.log_softmax(z, 1); return nll_loss(target: y, input: p); }

            static Tensor LocalThatIsUsedElsewhere(Tensor z, Tensor y)
            {
                var p = softmax(z, 1);
                Console.Write(p.argmax(1));
                return nll_loss(log_softmax(z, 1), y);
            }

            static Tensor Divergence(Tensor z, Tensor t) => kl_div(log_softmax(z, 1), softmax(t, 1), log_target: false);
            static Tensor DivergenceOfBoth(Tensor z, Tensor t) { var p = softmax(t, 1); return kl_div(log_softmax(z, 1), p, log_target: false); }
            static Tensor DivergenceThatSaysSo(Tensor z, Tensor t) => kl_div(log_softmax(z, 1), softmax(t, 1), log_target: false, nn.Reduction.Mean);
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK2004", new LossAnalyzer(), new LogDomainCodeFix());

    [Fact]
    public Task Probabilities_where_logarithms_are_taken_are_reported() => s_rule.Reports(
        Usings + """
        class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> _all = Sequential(Linear(4, 9), Softmax(1));
            private readonly Module<Tensor, Tensor, Tensor> _loss = NLLLoss();
            private readonly KLDivLoss _divergence = KLDivLoss();
            public Net() : base("net") { }
            public override Tensor forward(Tensor x) { x = relu(x); return x.softmax(1); }
            Tensor OfForward(Tensor x, Tensor y) => nll_loss([|forward(x)|], y);
            Tensor OfSequence(Tensor x, Tensor y) { var p = _all.call(x); return _loss.call([|p|], y); }
            Tensor OfTargets(Tensor x, Tensor y) => _divergence.call(log_softmax(x, 1), [|call(y)|]);
            Tensor OfOutputs(Tensor x, Tensor y) => kl_div([|_all.forward(x)|], y, log_target: false);
            Tensor Each(Tensor[] xs, Tensor y) { var sum = y; for (int i = 0; i < xs.Length; i++) { var p = softmax(xs[i], 1); sum = sum + nll_loss([|p|], y); } return sum; }
        }
        """,
        Consumer.Options);

    [Fact]
    public Task A_kernel_of_log_probabilities_takes_no_probabilities() => s_rule.OffersNoFix(
        """
        static partial class C
        {
            [Softmax(10)] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
            [LogSoftmax(10)] public static partial void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities);
            [NegativeLogLikelihood(10)] public static partial float Loss(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> labels);
            static float Wrong(float[] z, int[] labels) { var p = new float[z.Length]; Softmax(z, p); return Loss([|p|], labels); }
            static float Right(float[] z, int[] labels) { var p = new float[z.Length]; LogSoftmax(z, p); return Loss(p, labels); }
            static float Given(float[] p, int[] labels) => Loss(p, labels);
        }
        """,
        Consumer.Options);

    [Fact]
    public Task Each_in_its_domain_is_silent() => s_rule.Reports(
        Usings + """
        class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> _all = Sequential(Linear(4, 9), LogSoftmax(1));
            private readonly Module<Tensor, Tensor, Tensor> _divergence = KLDivLoss(log_target: false);
            private readonly KLDivLoss _given;
            public Net(KLDivLoss given) : base("net") => _given = given;
            public override Tensor forward(Tensor x) => log_softmax(x, 1);
            Tensor OfForward(Tensor x, Tensor y) => nll_loss(forward(x), y);
            Tensor OfSequence(Tensor x, Tensor y) => nn.NLLLoss().call(_all.call(x), y);
            Tensor OfLogarithm(Tensor x, Tensor y) => nll_loss({|LK1004:softmax(x, 1).log()|}, y);
            Tensor Unknown(Tensor x, Tensor y) => nll_loss(x, y) + kl_div(x, y);
            Tensor OfProbabilities(Tensor x, Tensor y) => kl_div(log_softmax(x, 1), softmax(y, 1), log_target: false);
            Tensor OfLogarithms(Tensor x, Tensor y) => kl_div(x.log_softmax(1), y.log_softmax(1));
            Tensor OfModule(Tensor x, Tensor y) => _divergence.call(log_softmax(x, 1), softmax(y, 1));
            Tensor OfGiven(Tensor x, Tensor y) => _given.call(log_softmax(x, 1), softmax(y, 1));
            Tensor Chosen(Tensor x, Tensor y, bool log) => kl_div(log_softmax(x, 1), softmax(y, 1), log);
            Tensor Binary(Tensor x, Tensor y) => binary_cross_entropy({|LK2007:x.sigmoid()|}, y);
            Tensor Replaced(Tensor x, Tensor y) { var p = softmax(x, 1); Console.Write(p); p = {|LK1004:p.log()|}; return nll_loss(p, y); }
            Tensor Later(Tensor x, Tensor y) { var loss = nll_loss(log_softmax(x, 1), y); Console.Write(softmax(x, 1)); return loss; }
            Tensor OfTarget(Tensor x, Tensor y) => nll_loss(log_softmax(x, 1), softmax(y, 1).argmax(1));
        }
        """,
        Consumer.Options);

    [Fact]
    public Task The_domains_are_matched() => s_rule.Fixes(Before, After, "Match the loss's domain", Consumer.Options);

    [Fact]
    public Task What_another_method_makes_stays() => s_rule.OffersNoFix(
        Usings + """
        class C
        {
            Tensor Probabilities(Tensor z) => z.softmax(1);
            Tensor OfHelper(Tensor z, Tensor y) => nll_loss([|Probabilities(z)|], y);
            Tensor OfModule(Tensor z, Tensor t) => nn.KLDivLoss().call(z, [|t.softmax(1)|]);
            Tensor Named(Tensor z, Tensor y) => nll_loss([|softmax(input: z, dim: 1)|], y);
            Tensor Typed(Tensor z, Tensor y) => nll_loss([|softmax(z, 1, ScalarType.Float32)|], y);
            Tensor Used(Tensor z, Tensor y) { var p = softmax(relu(z), 1); Console.Write(p); return nll_loss([|p|], y); }
        }
        """,
        Consumer.Options);

    [Fact]
    public void The_fixed_code_computes_the_losses()
    {
        double[][] z = [[-1, 0.5, 2], [-1, 0.5, 3]];
        double[][] y = [[1], [2]];
        double[][] t = [[1, 2, 0.5], [0, 0, 1]];
        var (before, after) = (Framework.Run(Before), Framework.Run(After));
        static double LogSoftmax(double[] row, int k) => row[k] - Math.Log(row.Sum(Math.Exp));
        foreach (var method in new[] { "Inline", "OfTensor", "OfModule", "Local", "LocalThatIsUsedElsewhere" })
        {
            // The worked example of the literature: 0.9185.
            var expected = z.Zip(y, (row, label) => -LogSoftmax(row, (int)label[0])).Average();
            Assert.Equal(0.9185, expected, 1e-4);
            Assert.Equal(expected, after(method, [z, y])[0][0], 1e-12);
            Assert.True(before(method, [z, y])[0][0] < 0, $"{method} gave a loss before the fix");
        }

        foreach (var method in new[] { "Divergence", "DivergenceOfBoth", "DivergenceThatSaysSo" })
        {
            var expected = z.Zip(t, (q, p) => Enumerable.Range(0, 3).Average(k => Math.Exp(LogSoftmax(p, k)) * (LogSoftmax(p, k) - LogSoftmax(q, k)))).Average();
            Assert.Equal(expected, after(method, [z, t])[0][0], 1e-12);
            Assert.True(Math.Abs(expected - before(method, [z, t])[0][0]) > 0.01, $"{method} gave the divergence before the fix");
        }
    }
}
