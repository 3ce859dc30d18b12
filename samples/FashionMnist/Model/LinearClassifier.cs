using System.Numerics.Tensors;
using FashionMnist.Images;

namespace FashionMnist.Model;

/// <summary>
/// Multinomial logistic regression: the logit of a class is its weights times the pixels plus its bias. All parameters
/// lie in one array, the weights class after class and then the biases, so that an optimizer sees a plain vector.
/// </summary>
internal sealed class LinearClassifier
{
    // Rows scaled and multiplied at a time, so that they stay in the second-level cache.
    private const int BlockRows = 64;

    private readonly float[] _parameters;

    /// <summary>A classifier that finds every class equally likely: its loss is convex, so zero is as good a start as any.</summary>
    public LinearClassifier(int pixels)
        : this(pixels, new float[(pixels + 1) * Clothing.Classes])
    {
    }

    /// <param name="pixels">Pixels of an image.</param>
    /// <param name="parameters">(pixels + 1) * classes values: the weights class after class, then the biases.</param>
    public LinearClassifier(int pixels, float[] parameters)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(parameters.Length, (pixels + 1) * Clothing.Classes);
        PixelsPerImage = pixels;
        _parameters = parameters;
    }

    public int PixelsPerImage { get; }

    public Span<float> Parameters => _parameters;

    public Span<float> Weights => _parameters.AsSpan(0, PixelsPerImage * Clothing.Classes);

    public Span<float> Biases => _parameters.AsSpan(PixelsPerImage * Clothing.Classes);

    /// <summary>The logits of scaled images: rows * pixels values in, rows * classes values out.</summary>
    public void Logits(ReadOnlySpan<float> inputs, Span<float> logits)
    {
        var biases = Biases;
        for (var (row, rows) = (0, inputs.Length / PixelsPerImage); row < rows; row++)
        {
            var image = inputs.Slice(row * PixelsPerImage, PixelsPerImage);
            for (var k = 0; k < Clothing.Classes; k++)
            {
                logits[(row * Clothing.Classes) + k] = TensorPrimitives.Dot(image, ClassOf(Weights, k)) + biases[k];
            }
        }
    }

    /// <summary>The logits of images as they stand in their file.</summary>
    public void Logits(ReadOnlySpan<byte> pixels, Span<float> logits)
    {
        var inputs = new float[BlockRows * PixelsPerImage];
        var rows = pixels.Length / PixelsPerImage;
        for (var row = 0; row < rows; row += BlockRows)
        {
            var count = Math.Min(BlockRows, rows - row);
            var block = inputs.AsSpan(0, count * PixelsPerImage);
            Pixels.Scale(pixels.Slice(row * PixelsPerImage, block.Length), block);
            Logits(block, logits.Slice(row * Clothing.Classes, count * Clothing.Classes));
        }
    }

    /// <summary>The logits of all images of a set.</summary>
    public float[] Logits(LabeledImages images)
    {
        var logits = new float[images.Count * Clothing.Classes];
        Logits(images.Pixels, logits);
        return logits;
    }

    /// <summary>The chain rule: the derivative of a loss by each parameter from its derivative by each logit.</summary>
    /// <param name="inputs">Scaled images, rows * pixels.</param>
    /// <param name="logitGradient">The loss's derivative by the logits, rows * classes.</param>
    /// <param name="gradient">Written: the derivative by <see cref="Parameters"/>, in their order.</param>
    public void Backpropagate(ReadOnlySpan<float> inputs, ReadOnlySpan<float> logitGradient, Span<float> gradient)
    {
        gradient.Clear();
        var weightGradient = gradient[..Weights.Length];
        var biasGradient = gradient[Weights.Length..];
        for (var (row, rows) = (0, inputs.Length / PixelsPerImage); row < rows; row++)
        {
            var image = inputs.Slice(row * PixelsPerImage, PixelsPerImage);
            var rowGradient = logitGradient.Slice(row * Clothing.Classes, Clothing.Classes);
            TensorPrimitives.Add(biasGradient, rowGradient, biasGradient);
            for (var k = 0; k < Clothing.Classes; k++)
            {
                var target = ClassOf(weightGradient, k);
                TensorPrimitives.MultiplyAdd(image, rowGradient[k], target, target);
            }
        }
    }

    private Span<float> ClassOf(Span<float> weights, int k) => weights.Slice(k * PixelsPerImage, PixelsPerImage);
}
