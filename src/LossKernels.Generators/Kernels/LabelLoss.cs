using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// A row's loss of its label, weighted, and its gradient: <c>p_k Pull - Share_k</c> at every class but the label, and a form of its own there, which does not vanish
/// by rounding where p is almost 1.
/// </summary>
/// <param name="Loss">The row's loss.</param>
/// <param name="Pull">What each probability is multiplied by.</param>
/// <param name="Share">What the target gives to each class, or null where it gives all to the label.</param>
/// <param name="AtLabel">The gradient at the label.</param>
internal sealed record LabelLoss(Value Loss, Value Pull, Value? Share, Value AtLabel);
