using LossKernels;

namespace Shapes;

internal static partial class Coins
{
    [Softmax(2)]
    public static partial void Coin(ReadOnlySpan<float> logits, Span<float> probabilities);
}
