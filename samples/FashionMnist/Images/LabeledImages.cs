using FashionMnist.Model;

namespace FashionMnist.Images;

/// <summary>Grey images of one size, each with the number of its class.</summary>
/// <param name="height">Rows of pixels of an image.</param>
/// <param name="width">Pixels of a row.</param>
/// <param name="pixels">Image after image, row-major; 0 is the background and 255 the brightest.</param>
/// <param name="labels">The class of each image, 0 to <see cref="Clothing.Classes"/> - 1.</param>
internal sealed class LabeledImages(int height, int width, byte[] pixels, byte[] labels)
{
    public int Count => labels.Length;

    public int Height => height;

    public int Width => width;

    public int PixelsPerImage => height * width;

    public ReadOnlySpan<byte> Pixels => pixels;

    public ReadOnlySpan<byte> Labels => labels;

    public ReadOnlySpan<byte> Image(int index) => pixels.AsSpan(index * PixelsPerImage, PixelsPerImage);

    /// <summary>Those images whose class fulfils a condition, asked in the order of the images.</summary>
    public LabeledImages Where(Func<byte, bool> isKept)
    {
        var kept = Enumerable.Range(0, Count).Where(i => isKept(labels[i])).ToArray();
        var keptPixels = new byte[kept.Length * PixelsPerImage];
        for (var i = 0; i < kept.Length; i++)
        {
            Image(kept[i]).CopyTo(keptPixels.AsSpan(i * PixelsPerImage));
        }

        return new LabeledImages(Height, Width, keptPixels, [.. kept.Select(i => labels[i])]);
    }

    /// <summary>The training images of a folder, under the file names of the original.</summary>
    /// <exception cref="InputException">The folder or a file is missing, damaged or does not match its partner.</exception>
    public static LabeledImages LoadTraining(string folder) => Load(folder, "train");

    /// <summary>The test images of a folder, under the file names of the original.</summary>
    /// <exception cref="InputException">The folder or a file is missing, damaged or does not match its partner.</exception>
    public static LabeledImages LoadTest(string folder) => Load(folder, "t10k");

    private static LabeledImages Load(string folder, string set)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputException($"There is no folder '{folder}' to read images from.");
        }

        var imagesPath = Find(folder, $"{set}-images-idx3-ubyte");
        var labelsPath = Find(folder, $"{set}-labels-idx1-ubyte");
        var (sizes, pixels) = IdxFile.ReadBytes(imagesPath, dimensions: 3);
        var (_, labels) = IdxFile.ReadBytes(labelsPath, dimensions: 1);
        if (labels.Length != sizes[0])
        {
            throw new InputException($"'{imagesPath}' has {sizes[0]:N0} images, but '{labelsPath}' has {labels.Length:N0} labels.");
        }

        var wrong = labels.AsSpan().IndexOfAnyInRange((byte)Clothing.Classes, byte.MaxValue);
        if (wrong >= 0)
        {
            throw new InputException(
                $"'{labelsPath}' has a label outside 0 to {Clothing.Classes - 1}: image {wrong:N0} is labelled {labels[wrong]}.");
        }

        return new LabeledImages(sizes[1], sizes[2], pixels, labels);
    }

    // A decompressed file goes first: whoever puts one beside the sample's own compressed subset means it to be used.
    private static string Find(string folder, string name)
    {
        var plain = Path.Combine(folder, name);
        var compressed = plain + ".gz";
        return File.Exists(plain) ? plain
            : File.Exists(compressed) ? compressed
            : throw new InputException($"The folder '{folder}' has no '{name}.gz' (nor the same without .gz).");
    }
}
