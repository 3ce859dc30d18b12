using TorchSharp;

namespace UnstableLosses.Mistakes;

internal sealed class SigmoidApart : IMistake
{
    public static string Rule => "LK2007";

    public static string Question => "binary cross-entropy of 20, target 0, in TorchSharp";

    public static double[] Wrong() => [Loss(new(20), new(0)).item()];

    public static double[] Right() => [torch.nn.functional.binary_cross_entropy_with_logits(new(20), new(0)).item()];

    private static torch.Tensor Loss(torch.Tensor logits, torch.Tensor targets) => torch.nn.functional.binary_cross_entropy(torch.sigmoid(logits), targets);
}
