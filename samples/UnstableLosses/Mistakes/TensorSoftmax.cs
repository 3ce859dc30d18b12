using System.Numerics.Tensors;

namespace UnstableLosses.Mistakes;

internal sealed class TensorSoftmax : IMistake
{
    public static string Rule => "LK1002";

    public static string Question => "softmax of 88.5, 88.5, in float";

    public static double[] Wrong()
    {
        float[] probabilities = [88.5f, 88.5f];
        Softmax(probabilities);
        return [.. probabilities.Select(probability => (double)probability)];
    }

    public static double[] Right()
    {
        float[] probabilities = [88.5f, 88.5f];
        TensorPrimitives.Subtract(probabilities, TensorPrimitives.Max<float>(probabilities), probabilities);
        TensorPrimitives.SoftMax(probabilities, probabilities);
        return [.. probabilities.Select(probability => (double)probability)];
    }

    private static void Softmax(Span<float> scores)
    {
        TensorPrimitives.SoftMax(scores, scores);
    }
}
