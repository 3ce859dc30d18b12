using System;
using System.Linq;
using Acceptance;

/// <summary>Cross-entropy with label smoothing, ignored labels, class weights, focal loss and z-loss.</summary>
internal static class LossOptions
{
    private static readonly float[] _weights = [.. Enumerable.Range(0, Batch.Classes).Select(k => 0.5f + (0.25f * k))];

    private static readonly float[] _gradient = new float[Batch.Logits.Length];

    public static void Run()
    {
        var loss = TenClasses.SmoothedLoss(Batch.Logits, Batch.Labels, _gradient);
        Check.Near("SmoothedLoss", Batch.OfRows(row => -Batch.LogSoftmax(row).Zip(Smoothed(row), (logarithm, target) => target * logarithm).Sum()).Average(), loss);
        Check.Near("SmoothedLoss's gradient", Pull(Smoothed, row => 1), _gradient);

        int[] labels = [-100, .. Batch.Labels.Skip(1)];
        loss = TenClasses.MaskedLoss(Batch.Logits, labels, _gradient);
        Check.Near("MaskedLoss", Batch.OfRows(Batch.Loss).Skip(1).Average(), loss);
        Check.Near("MaskedLoss's gradient", Pull(OneHot, row => row == 0 ? 0 : Batch.Rows / (Batch.Rows - 1.0)), _gradient);

        var total = Batch.Labels.Sum(label => _weights[label]);
        var weighted = Batch.OfRows(row => _weights[Batch.Labels[row]] * Batch.Loss(row)).Sum() / total;
        Check.Near("WeightedLoss", weighted, TenClasses.WeightedLoss(Batch.Logits, Batch.Labels, _weights, _gradient));
        Check.Near("WeightedLoss's gradient", Pull(OneHot, row => _weights[Batch.Labels[row]] * Batch.Rows / total), _gradient);
        Check.Near("PartOfLoss", weighted, TenClasses.PartOfLoss(Batch.Logits, Batch.Labels, _weights, out var totalWeight));
        Check.Near("PartOfLoss's total weight", total, totalWeight);

        loss = TenClasses.FocalLoss(Batch.Logits, Batch.Labels, _gradient);
        Check.Near("FocalLoss", Batch.OfRows(row => Math.Pow(1 - Truth(row), 2) * Batch.Loss(row)).Average(), loss);

        // d/dz_k of (1 - p)^2 (-log p) is (1 - p)^2 - 2 p (1 - p) log p, times p_k - [k = label].
        Check.Near("FocalLoss's gradient", Pull(OneHot, row => Math.Pow(1 - Truth(row), 2) + (2 * Truth(row) * (1 - Truth(row)) * Batch.Loss(row))), _gradient);

        loss = TenClasses.LossWithZ(Batch.Logits, Batch.Labels, _gradient);
        Check.Near("LossWithZ", Batch.OfRows(row => Batch.Loss(row) + (1e-4 * Batch.LogSumExp(row) * Batch.LogSumExp(row))).Average(), loss);
        Check.Near("LossWithZ's gradient", Batch.OfClasses(row => [.. Batch.Softmax(row).Zip(OneHot(row), (p, target) => (p - target + (2e-4 * Batch.LogSumExp(row) * p)) / Batch.Rows)]), _gradient);
    }

    private static double Truth(int row) => Batch.Softmax(row)[Batch.Labels[row]];

    private static double[] OneHot(int row) => [.. Enumerable.Range(0, Batch.Classes).Select(k => k == Batch.Labels[row] ? 1.0 : 0.0)];

    private static double[] Smoothed(int row) => [.. OneHot(row).Select(target => (0.9 * target) + 0.01)];

    /// <summary>(p - target) / N, times a factor of the row.</summary>
    private static double[] Pull(Func<int, double[]> targets, Func<int, double> factor)
        => Batch.OfClasses(row => [.. Batch.Softmax(row).Zip(targets(row), (p, target) => factor(row) * (p - target) / Batch.Rows)]);
}
