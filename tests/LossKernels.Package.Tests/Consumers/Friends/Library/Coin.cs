using LossKernels;

namespace Library;

/// <summary>Two classes, and a method for anyone.</summary>
public static partial class Coin
{
    /// <summary>The probabilities of heads and tails.</summary>
    /// <param name="logits">Two logits a row.</param>
    /// <param name="probabilities">Two probabilities a row.</param>
    [Softmax(2)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [Softmax(4)]
    internal static partial void OfTwoThrows(ReadOnlySpan<float> logits, Span<float> probabilities);
}
