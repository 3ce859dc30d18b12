using LossKernels;

namespace App;

internal static partial class OwnCoin
{
    [Softmax(2)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
}
