using FashionMnist.Model;

namespace FashionMnist.Evaluation;

/// <summary>How many images of each class were given each class.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[,] _counts = new int[Clothing.Classes, Clothing.Classes];

    /// <param name="labels">The true class of each image.</param>
    /// <param name="predictions">The class that each image was given.</param>
    public ConfusionMatrix(ReadOnlySpan<byte> labels, ReadOnlySpan<int> predictions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predictions.Length, labels.Length);
        for (var i = 0; i < labels.Length; i++)
        {
            _counts[labels[i], predictions[i]]++;
        }
    }

    public int this[int label, int prediction] => _counts[label, prediction];

    public int Correct => Enumerable.Range(0, Clothing.Classes).Sum(k => _counts[k, k]);

    public int Total => _counts.Cast<int>().Sum();

    /// <summary>The part of a class's images that was found; null where there is none.</summary>
    public double? Recall(int label) =>
        Ratio(_counts[label, label], Enumerable.Range(0, Clothing.Classes).Sum(k => _counts[label, k]));

    /// <summary>The part of the images given a class that belong to it; null where there is none.</summary>
    public double? Precision(int prediction) =>
        Ratio(_counts[prediction, prediction], Enumerable.Range(0, Clothing.Classes).Sum(k => _counts[k, prediction]));

    private static double? Ratio(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
