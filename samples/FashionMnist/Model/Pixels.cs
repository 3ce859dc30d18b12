using System.Numerics.Tensors;

namespace FashionMnist.Model;

/// <summary>Grey bytes as the classifier's input.</summary>
internal static class Pixels
{
    /// <summary>Scales 0 to 255 to 0 to 1.</summary>
    public static void Scale(ReadOnlySpan<byte> pixels, Span<float> inputs)
    {
        TensorPrimitives.ConvertTruncating(pixels, inputs);
        TensorPrimitives.Multiply(inputs, 1f / byte.MaxValue, inputs);
    }
}
