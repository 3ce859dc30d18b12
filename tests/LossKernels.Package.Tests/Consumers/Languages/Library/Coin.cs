using LossKernels;

namespace Languages;

public static partial class Coin
{
    [Softmax(2)] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    public static float[] Probabilities(float heads, float tails)
    {
        var probabilities = new float[2];
        Softmax([heads, tails], probabilities);
        return probabilities;
    }
}
