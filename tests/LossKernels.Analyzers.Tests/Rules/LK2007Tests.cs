using LossKernels.CodeFixes.Losses;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tests.Rules;

public class LK2007Tests
{
    private const string Usings = TorchSharpUsings.All;

    private const string Before = Usings + """
        class C
        {
            static Tensor Inline(Tensor z, Tensor y) => binary_cross_entropy([|torch.sigmoid(z)|], y);
            static Tensor OfTensor(Tensor z, Tensor y) => nn.functional.binary_cross_entropy(target: y, input: [|(z * 2).sigmoid()|]);
            static Tensor OfModules(Tensor z, Tensor y) => nn.BCELoss(reduction: nn.Reduction.Mean).forward([|nn.Sigmoid().call(z)|], y);

            static Tensor Local(Tensor z, Tensor y)
            {
                var output = functional.sigmoid(z);
                return binary_cross_entropy([|output|], y);
            }

            static Tensor LocalThatIsUsedElsewhere(Tensor z, Tensor y)
            {
                var p = z.sigmoid();
                Console.Write(p.argmax(1));
                return BCELoss().call([|p|], y);
            }
        }
        """;

    private const string After = Usings + """
        class C
        {
            static Tensor Inline(Tensor z, Tensor y) => binary_cross_entropy_with_logits(z, y);
            static Tensor OfTensor(Tensor z, Tensor y) => nn.functional.binary_cross_entropy_with_logits(target: y, input: z * 2);
            static Tensor OfModules(Tensor z, Tensor y) => nn.BCEWithLogitsLoss(reduction: nn.Reduction.Mean).forward(z, y);

            static Tensor Local(Tensor z, Tensor y)
            {
                var output = z;
                return binary_cross_entropy_with_logits(output, y);
            }

            static Tensor LocalThatIsUsedElsewhere(Tensor z, Tensor y)
            {
                var p = z.sigmoid();
                Console.Write(p.argmax(1));
                return BCEWithLogitsLoss().call(z, y);
            }
        }
        """;

    private static readonly RuleVerifier s_rule = new("LK2007", new LossAnalyzer(), new WithLogitsCodeFix());

    [Fact]
    public Task A_sigmoid_before_a_binary_loss_of_probabilities_is_reported() => s_rule.Reports(
        Usings + """
        class Net : Module<Tensor, Tensor>
        {
            private readonly Linear _linear = Linear(4, 3);
            private readonly BCELoss _loss = BCELoss();
            private readonly Module<Tensor, Tensor> _all = Sequential(Linear(4, 3), Sigmoid());

            public Net() : base("net") { }

            public override Tensor forward(Tensor x) => torch.sigmoid(_linear.forward(x));

            Tensor OfForward(Tensor x, Tensor y) => binary_cross_entropy([|forward(x)|], y);
            Tensor OfCall(Tensor x, Tensor y) { var output = call(x); return _loss.call([|output|], y); }
            Tensor OfSequence(Tensor x, Tensor y) => _loss.forward([|_all.forward(x)|], y);
            Tensor OfHelper(Tensor x, Tensor y) => binary_cross_entropy([|Activated(x)|], y, reduction: nn.Reduction.Sum);
            Tensor OfEach(Tensor[] xs, Tensor y) { var sum = y; foreach (var x in xs) { var p = x.sigmoid(); sum = sum + binary_cross_entropy([|p|], y); } return sum; }
            Tensor While(Tensor[] xs, Tensor y) { var sum = y; var i = 0; while (i < xs.Length) { sum = sum + new BCELoss().call([|xs[i].sigmoid()|], y); i++; } return sum; }
            Func<Tensor, Tensor, Tensor> OfLambda() => (x, y) => binary_cross_entropy([|sigmoid(x)|], y);
            static Tensor OfModel(Net model, Tensor x, Tensor y) { var p = model.call(x); return binary_cross_entropy([|p|], y); }
            private Tensor Activated(Tensor x) => sigmoid(_linear.forward(x));
            private static Tensor sigmoid(Tensor x) => torch.sigmoid(x);
        }
        """,
        Consumer.Options);

    [Fact]
    public Task Other_outputs_and_losses_are_silent() => s_rule.Reports(
        Usings + """
        class Net : Module<Tensor, Tensor>
        {
            private readonly Linear _linear = Linear(4, 3);
            private readonly Module<Tensor, Tensor> _all = Sequential(Sigmoid(), Linear(4, 3));
            private Module<Tensor, Tensor> _last = Sigmoid();

            public Net() : base("net") { }

            public bool IsTraining { get; set; }

            public void Change() => _last = Linear(3, 3);

            public override Tensor forward(Tensor x) { var z = _linear.forward(x); return IsTraining ? z : z.sigmoid(); }

            Tensor OfForward(Tensor x, Tensor y) => binary_cross_entropy(forward(x), y);
            Tensor OfSequence(Tensor x, Tensor y) => binary_cross_entropy(_all.forward(x), y);
            Tensor OfChanged(Tensor x, Tensor y) => binary_cross_entropy(_last.forward(x), y);
            Tensor Given(Tensor p, Tensor y) => binary_cross_entropy(p, y);
            Tensor OfSoftmax(Tensor z, Tensor y) => binary_cross_entropy(softmax(z, 1), y);
            Tensor WithLogits(Tensor z, Tensor y) => binary_cross_entropy_with_logits(z, y);
            Tensor OfModule(Tensor z, Tensor y) => BCEWithLogitsLoss().call(z, y);
            Tensor Targets(Tensor p, Tensor z) => binary_cross_entropy(p, z.sigmoid());
            Tensor Squared(Tensor z, Tensor y) => mse_loss(z.sigmoid(), y);
            Tensor Product(Tensor z, Tensor w, Tensor y) => binary_cross_entropy(z.sigmoid() * w.sigmoid(), y);
            Tensor Smoothed(Tensor z, Tensor y) => binary_cross_entropy(z.sigmoid() * 0.9 + y * 0.05, y);
            Tensor Replaced(Tensor z, Tensor p, Tensor y) { var q = z.sigmoid(); Console.Write(q); q = p; return binary_cross_entropy(q, y); }
            Tensor Prediction(Tensor z, Tensor y) { Console.Write(z.sigmoid()); return binary_cross_entropy_with_logits(z, y); }
            Tensor Either(bool isLogit, Tensor z, Tensor y) { if (isLogit) { z = z.sigmoid(); } return binary_cross_entropy(z, y); }
            Tensor Unknown(Func<Tensor, Tensor> f, Tensor z, Tensor y) => binary_cross_entropy(f(z), y);
            Tensor OfAnother(Net net, Tensor x, Tensor y) => binary_cross_entropy(net.forward(x), y);
        }
        class Mine { static Tensor binary_cross_entropy(Tensor p, Tensor y) => p; static Tensor F(Tensor z, Tensor y) => Mine.binary_cross_entropy(z.sigmoid(), y); }
        """,
        Consumer.Options);

    [Fact]
    public async Task It_is_a_suggestion_and_LK2003_speaks_in_its_place()
    {
        const string Source = Usings + """
            class C
            {
                Tensor Loss(Tensor z, Tensor y) => Losses.Of(z, y);
                Tensor Of(Tensor z, Tensor y) => binary_cross_entropy(torch.sigmoid(z), y);
            }
            static class Losses { public static Tensor Of(Tensor p, Tensor y) => p; }
            """;
        var alone = Assert.Single(await s_rule.DiagnosticsOf(Source, Consumer.Options));
        Assert.Equal(("LK2007", DiagnosticSeverity.Info), (alone.Id, alone.Severity));
        var setting = Consumer.Options with { EditorConfig = "[*.cs]\nlosskernels.additional_logit_losses = TorchSharp.torch.nn.functional.binary_cross_entropy\n" };
        Assert.Equal("LK2003", Assert.Single(await s_rule.DiagnosticsOf(Source, setting)).Id);
    }

    [Fact]
    public async Task One_value_that_both_kinds_of_loss_take_is_reported_once()
    {
        const string Source = Usings + """
            class C
            {
                static Tensor Both(Tensor z, Tensor y) { var p = z.sigmoid(); return binary_cross_entropy(p, y) + binary_cross_entropy_with_logits(p, y); }
            }
            """;
        Assert.Equal("LK2003", Assert.Single(await s_rule.DiagnosticsOf(Source, Consumer.Options)).Id);
    }

    [Fact]
    public Task The_loss_takes_the_logits() => s_rule.Fixes(Before, After, "Take the loss of the logits", Consumer.Options);

    [Fact]
    public Task Where_other_code_would_change_no_fix_is_offered() => s_rule.OffersNoFix(
        Usings + """
        class C
        {
            private readonly BCELoss _loss = BCELoss();
            Tensor Activated(Tensor z) => z.sigmoid();
            Tensor OfHelper(Tensor z, Tensor y) => binary_cross_entropy([|Activated(z)|], y);
            Tensor OfField(Tensor z, Tensor y) => _loss.call([|z.sigmoid()|], y);
            Tensor Changed(Tensor z, Tensor y) { var p = z.sigmoid(); Console.Write(p); z = y; return binary_cross_entropy([|p|], y); }
        }
        """,
        Consumer.Options);

    [Fact]
    public void The_fixed_code_computes_the_same_loss()
    {
        double[][] z = [[-1, 0.5, 2], [-1, 0.5, 3]];
        double[][] y = [[1, 0, 1], [0, 0, 1]];
        var (before, after) = (Framework.Run(Before), Framework.Run(After));
        foreach (var (method, scale) in new[] { ("Inline", 1), ("OfTensor", 2), ("OfModules", 1), ("Local", 1), ("LocalThatIsUsedElsewhere", 1) })
        {
            var expected = z.Zip(y, (row, target) => row.Zip(target, (x, t) => Math.Log(1 + Math.Exp(scale * x)) - scale * x * t).Average()).Average();
            Assert.Equal(expected, before(method, [z, y])[0][0], 1e-12);
            Assert.Equal(expected, after(method, [z, y])[0][0], 1e-12);
        }
    }
}
