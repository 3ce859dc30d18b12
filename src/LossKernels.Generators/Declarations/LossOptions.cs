namespace LossKernels.Generators.Declarations;

/// <summary>The options of cross-entropy and of the binary losses that change the formula, as plain values; what is not set is as if it were not there.</summary>
/// <param name="LabelSmoothing">The share of the target that is spread over all classes (of a binary loss, over its two), 0 up to but not including 1.</param>
/// <param name="IgnoreLabel">The label whose rows do not count, if any.</param>
/// <param name="FocalGamma">The exponent of focal loss; 0 leaves cross-entropy as it is.</param>
/// <param name="ZLoss">What the squared log-sum-exp is multiplied by before it is added.</param>
internal sealed record LossOptions(double LabelSmoothing, long? IgnoreLabel, double FocalGamma, double ZLoss)
{
    public static readonly LossOptions None = new(0, null, 0, 0);
}
