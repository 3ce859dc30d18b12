using FashionMnist.Model;

namespace FashionMnist.Evaluation;

/// <summary>A class and how likely the classifier finds it.</summary>
internal readonly record struct RankedClass(int Label, float Probability)
{
    /// <summary>The likeliest classes of one row of logits, best first, ties by lower class.</summary>
    public static IReadOnlyList<RankedClass> Rank(ReadOnlySpan<float> logits, int count)
    {
        var probabilities = new float[Clothing.Classes];
        Clothing.Softmax(logits, probabilities);
        return [.. probabilities.Select((p, label) => new RankedClass(label, p)).OrderByDescending(c => c.Probability).Take(count)];
    }
}
