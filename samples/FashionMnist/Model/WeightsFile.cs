using System.Numerics.Tensors;
using FashionMnist.Images;

namespace FashionMnist.Model;

/// <summary>
/// A trained classifier on disk: an IDX file of floats, one row a class, with the weights of its pixels and then its
/// bias. Any reader of MNIST files that knows type 0x0D reads it.
/// </summary>
internal static class WeightsFile
{
    public const string Name = "weights-idx2-float";

    public static void Save(string path, LinearClassifier classifier)
    {
        var pixels = classifier.PixelsPerImage;
        var table = new float[classifier.Parameters.Length];
        for (var k = 0; k < Clothing.Classes; k++)
        {
            var row = table.AsSpan(k * (pixels + 1), pixels + 1);
            classifier.Weights.Slice(k * pixels, pixels).CopyTo(row);
            row[pixels] = classifier.Biases[k];
        }

        IdxFile.WriteFloats(path, [Clothing.Classes, pixels + 1], table);
    }

    /// <param name="path">The file that <see cref="Save"/> wrote.</param>
    /// <param name="pixels">Pixels of an image that the classifier is to read.</param>
    /// <exception cref="InputException">The file is missing or damaged, or its weights are for other images.</exception>
    public static LinearClassifier Load(string path, int pixels)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"There are no trained weights at '{path}'; run the sample without a command first, which trains and saves them.");
        }

        var (sizes, table) = IdxFile.ReadFloats(path, dimensions: 2);
        if (sizes[0] != Clothing.Classes || sizes[1] != pixels + 1)
        {
            throw new InputException(
                $"'{path}' holds {sizes[0]:N0} rows of {sizes[1]:N0} weights, where images of {pixels:N0} pixels need {Clothing.Classes} rows of {pixels + 1:N0}.");
        }

        if (!TensorPrimitives.IsFiniteAll<float>(table))
        {
            throw new InputException($"'{path}' is damaged: a weight is infinite or not a number.");
        }

        var classifier = new LinearClassifier(pixels);
        for (var k = 0; k < Clothing.Classes; k++)
        {
            var row = table.AsSpan(k * (pixels + 1), pixels + 1);
            row[..pixels].CopyTo(classifier.Weights[(k * pixels)..]);
            classifier.Biases[k] = row[pixels];
        }

        return classifier;
    }
}
