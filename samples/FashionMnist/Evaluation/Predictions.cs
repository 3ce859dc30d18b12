using FashionMnist.Images;
using FashionMnist.Model;

namespace FashionMnist.Evaluation;

/// <summary>What a classifier says of every image of a set.</summary>
internal sealed class Predictions
{
    private readonly LabeledImages _images;
    private readonly float[] _logits;
    private readonly int[] _labels;
    private readonly float[] _probabilities;

    public Predictions(LinearClassifier classifier, LabeledImages images)
    {
        _images = images;
        _logits = classifier.Logits(images);
        _labels = new int[images.Count];
        _probabilities = new float[images.Count];
        Clothing.Predict(_logits, _labels, _probabilities);
    }

    public ConfusionMatrix Confusion => new(_images.Labels, _labels);

    /// <summary>The images that were given a wrong class, those first of which the classifier was surest.</summary>
    public IReadOnlyList<int> Wrong =>
        [.. Enumerable.Range(0, _labels.Length).Where(i => _labels[i] != _images.Labels[i]).OrderByDescending(i => _probabilities[i])];

    /// <summary>The likeliest classes of one image, best first.</summary>
    public IReadOnlyList<RankedClass> Likeliest(int image, int count) =>
        RankedClass.Rank(_logits.AsSpan(image * Clothing.Classes, Clothing.Classes), count);
}
