using FashionMnist.Model;

namespace FashionMnist.Images;

/// <summary>How many images of each class a set has: made uneven, and weighed against.</summary>
internal static class ClassBalance
{
    /// <summary>Of a rare class one image in so many is kept.</summary>
    public const int OneIn = 20;

    /// <summary>Every second class, so that each pair of classes that look alike has a common and a rare one.</summary>
    public static bool IsRare(int label) => label % 2 == 0;

    /// <summary>The images without most of those of the rare classes: as a collection is that nobody evened out.</summary>
    public static LabeledImages Unbalanced(this LabeledImages images)
    {
        var seen = new int[Clothing.Classes];
        return images.Where(label => !IsRare(label) || seen[label]++ % OneIn == 0);
    }

    /// <summary>A weight for each class by which all classes weigh the same: N / (K * N_k), 0 for a class without an image.</summary>
    public static float[] Weights(ReadOnlySpan<byte> labels)
    {
        var counts = new int[Clothing.Classes];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        var images = labels.Length;
        return [.. counts.Select(count => count == 0 ? 0 : (float)images / (Clothing.Classes * count))];
    }
}
