using System;
using System.Linq;

/// <summary>The sigmoid family and the binary losses of one output and of four.</summary>
internal static class BinaryLosses
{
    private static readonly float[] _logits = [-100, -3, -0.5f, 0, 0.25f, 2, 40, 100];

    private static readonly byte[] _labels = [0, 1, 0, 1, 1, 0, 1, 1];

    private static readonly float[] _gradient = new float[_logits.Length];

    public static void Run()
    {
        Functions();
        Losses();
    }

    private static void Functions()
    {
        var results = new float[_logits.Length];
        Acceptance.Binary.Sigmoid(_logits, results);
        Check.Near("Sigmoid", [.. _logits.Select(z => Sigmoid(z))], results);
        Acceptance.Binary.LogSigmoid(_logits, results);
        Check.Near("LogSigmoid", [.. _logits.Select(z => -Softplus(-z))], results);
        Acceptance.Binary.Softplus(_logits, results);
        Check.Near("Softplus", [.. _logits.Select(z => Softplus(z))], results);
    }

    private static void Losses()
    {
        var loss = Mean(i => Loss(i, _labels[i]));
        var gradient = Gradient(i => Sigmoid(_logits[i]) - _labels[i]);
        Check.Near("Loss", loss, Acceptance.Binary.Loss(_logits, [.. _labels.Select(label => label == 1)]));
        Check.Near("LossAndGradient", loss, Acceptance.Binary.LossAndGradient(_logits, _labels, _gradient));
        Check.Near("LossAndGradient's gradient", gradient, _gradient);
        Check.Near("SignedLoss", loss, Acceptance.Binary.SignedLoss(_logits, [.. _labels.Select(label => (sbyte)((2 * label) - 1))], _gradient));
        Check.Near("SignedLoss's gradient", gradient, _gradient);

        float[] targets = [0.1f, 0.9f, 0.5f, 0.25f, 1, 0, 0.75f, 1];
        Check.Near("SoftLoss", Mean(i => Loss(i, targets[i])), Acceptance.Binary.SoftLoss(_logits, targets, _gradient));
        Check.Near("SoftLoss's gradient", Gradient(i => Sigmoid(_logits[i]) - targets[i]), _gradient);

        Check.Near("WeightedLoss", Mean(i => Loss(i, _labels[i], 3)), Acceptance.Binary.WeightedLoss(_logits, _labels, 3, _gradient));
        Check.Near("WeightedLoss's gradient", Gradient(i => Slope(i, 3)), _gradient);

        float[] weights = [1, 2, 0.5f, 4];
        Check.Near("MultiLabelLoss", Mean(i => Loss(i, _labels[i], weights[i % 4])), Acceptance.Binary.MultiLabelLoss(_logits, _labels, weights, _gradient));
        Check.Near("MultiLabelLoss's gradient", Gradient(i => Slope(i, weights[i % 4])), _gradient);
    }

    private static double Loss(int i, double target, double weight = 1) => (weight * target * Softplus(-_logits[i])) + ((1 - target) * Softplus(_logits[i]));

    private static double Slope(int i, double weight) => ((1 - _labels[i]) * Sigmoid(_logits[i])) - (weight * _labels[i] * Sigmoid(-_logits[i]));

    private static double Mean(Func<int, double> loss) => Enumerable.Range(0, _logits.Length).Average(loss);

    private static double[] Gradient(Func<int, double> slope) => [.. Enumerable.Range(0, _logits.Length).Select(i => slope(i) / _logits.Length)];

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static double Softplus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
}
