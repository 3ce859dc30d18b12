using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// Weights and options as PyTorch documents them, on constants recomputed from its formulas. The logits are logarithms of
/// probabilities, so that softmax gives these back.
/// </summary>
public class WorkedOptionTests
{
    private static readonly double[][] _logits = [[Math.Log(0.5), Math.Log(0.25), Math.Log(0.25)], [Math.Log(0.125), Math.Log(0.125), Math.Log(0.75)], [0, 0, 0]];

    [Fact]
    public void Weighted_rows_are_divided_by_the_weights_of_the_labels_that_count()
    {
        // torch.nn.CrossEntropyLoss(weight=[1, 2, 4], ignore_index=-100) of labels 0, 2, -100: (1 log 2 + 4 log(4/3)) / (1 + 4).
        var results = Run(Reduction.Mean, LossOptions.None with { IgnoreLabel = -100 }, [0, 2, -100]);
        Assert.Equal((Math.Log(2) + (4 * Math.Log(4.0 / 3))) / 5, results[Role.Return][0], 1e-15);
        Assert.Equal([Math.Log(2), 4 * Math.Log(4.0 / 3), 0], results[Role.Losses], Near);
        Assert.Equal(5, results[Role.TotalWeight][0]);

        // w_y (p - y) over the same 5; nothing of the ignored row.
        Assert.Equal([-0.1, 0.05, 0.05, 0.1, 0.1, -0.2, 0, 0, 0], results[Role.Gradient], Near);
    }

    [Fact]
    public void Smoothing_spreads_weighted_losses_of_all_classes_over_rows_that_count()
    {
        // torch.nn.CrossEntropyLoss(weight=w, label_smoothing=s): (1 - s) w_y (-log p_y) + (s / K) sum_k w_k (-log p_k), summed over the rows that are not
        // ignored and divided by the summed w_y. Here s = 0.3, s / K = 0.1, w = [1, 2, 4].
        var results = Run(Reduction.Mean, LossOptions.None with { LabelSmoothing = 0.3, IgnoreLabel = -100 }, [0, 2, -100]);
        var first = (0.7 * Math.Log(2)) + (0.1 * (Math.Log(2) + (2 * Math.Log(4)) + (4 * Math.Log(4))));
        var second = (0.7 * 4 * Math.Log(4.0 / 3)) + (0.1 * (Math.Log(8) + (2 * Math.Log(8)) + (4 * Math.Log(4.0 / 3))));
        Assert.Equal([first, second, 0], results[Role.Losses], Near);
        Assert.Equal((first + second) / 5, results[Role.Return][0], 1e-15);

        // p_k A - a_k of the first row's a = [0.8, 0.2, 0.4], whose sum A is 1.4.
        Assert.Equal([((0.5 * 1.4) - 0.8) / 5, ((0.25 * 1.4) - 0.2) / 5, ((0.25 * 1.4) - 0.4) / 5], results[Role.Gradient][..3], Near);
    }

    [Fact]
    public void Focal_loss_is_that_of_its_paper()
    {
        // (1 - p)^2 (-log p) for p = 1/2 and 3/4, and the derivative: -F (1 - p) at the label and F p_k elsewhere, F = (1 - p)^2 + 2 p (1 - p) (-log p).
        var results = Run(Reduction.Sum, LossOptions.None with { FocalGamma = 2, IgnoreLabel = -100 }, [0, 2, -100], isWeighted: false);
        Assert.Equal([0.25 * Math.Log(2), Math.Log(4.0 / 3) / 16, 0], results[Role.Losses], Near);
        var slope = 0.25 + (0.5 * Math.Log(2));
        Assert.Equal([-slope / 2, slope / 4, slope / 4], results[Role.Gradient][..3], Near);
    }

    [Fact]
    public void The_z_loss_is_the_squared_log_sum_exp_and_no_weight_multiplies_it()
    {
        // log sum exp of zeros is log 3: 2 log 3 + 0.5 (log 3)^2 with the label's weight 2, and a gradient of 2 (p - y) + log 3 p.
        var results = Run(Reduction.None, LossOptions.None with { ZLoss = 0.5 }, [0, 2, 1]);
        Assert.Equal((2 * Math.Log(3)) + (0.5 * Math.Log(3) * Math.Log(3)), results[Role.Losses][2], 1e-15);
        Assert.Equal([(2 + Math.Log(3)) / 3, ((2 + Math.Log(3)) / 3) - 2, (2 + Math.Log(3)) / 3], results[Role.Gradient][6..], Near);
    }

    [Fact]
    public void A_confident_focal_loss_keeps_its_digits_in_float()
    {
        // With x = exp(-20), 1 - p = x / (1 + x) and -log p = log1p(x): sqrt(1 - p) (-log p) in float, where 1 - p computed from p would be 0.
        var kernel = new KernelHost().Add(new KernelSignature(KernelKind.CrossEntropy, 2, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient) { Options = LossOptions.None with { FocalGamma = 0.5 } }).Compile()[0];
        var results = kernel.Run(new Batch(FloatFormat.Single, [[20, 0]], [0], [[1, 0]]));
        var x = Math.Exp(-20);
        var expected = Math.Sqrt(x) * x;
        Assert.InRange(results[Role.Return][0] / expected, 1 - 3e-6, 1 + 3e-6);
        Assert.InRange(results[Role.Gradient][0] / (-1.5 * expected), 1 - 5e-6, 1 + 5e-6);
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-15;

    private static KernelResults Run(Reduction reduction, LossOptions options, int[] labels, bool isWeighted = true) => new KernelHost()
        .Add(new KernelSignature(KernelKind.CrossEntropy, 3, ElementType.Double, [Role.Logits, Role.Labels, .. isWeighted ? [Role.ClassWeights] : Array.Empty<Role>(), Role.Gradient, Role.Losses, Role.TotalWeight]) { Reduction = reduction, Options = options })
        .Compile()[0]
        .Run(new Batch(FloatFormat.Double, _logits, labels, _logits) { ClassWeights = [1, 2, 4] });
}
