namespace MultiLabel;

/// <summary>How well one output is recognized where a probability above a half counts as positive.</summary>
/// <param name="TruePositives">Positive examples that are found.</param>
/// <param name="FalsePositives">Negative examples taken for positive ones.</param>
/// <param name="FalseNegatives">Positive examples that are missed.</param>
/// <param name="TrueNegatives">Negative examples that are left alone.</param>
internal sealed record OutputQuality(int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
{
    /// <summary>The part of the examples that is positive.</summary>
    public double Share => Ratio(TruePositives + FalseNegatives, TruePositives + FalsePositives + FalseNegatives + TrueNegatives);

    /// <summary>The part of what is taken for positive that is; NaN if nothing is.</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>The part of what is positive that is found; NaN if nothing is.</summary>
    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The harmonic mean of precision and recall; NaN if there is nothing to find and nothing was taken for positive.</summary>
    public double F1 => Ratio(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>The quality of every output.</summary>
    /// <param name="probabilities">rows * outputs values.</param>
    /// <param name="labels">rows * outputs values.</param>
    public static IReadOnlyList<OutputQuality> Of(IReadOnlyList<double> probabilities, IReadOnlyList<bool> labels)
    {
        return [.. Enumerable.Range(0, Examples.Outputs).Select(output =>
            new OutputQuality(Count(output, true, true), Count(output, true, false), Count(output, false, true), Count(output, false, false)))];

        int Count(int output, bool predicted, bool label) => Enumerable.Range(0, labels.Count / Examples.Outputs)
            .Select(row => (row * Examples.Outputs) + output)
            .Count(i => probabilities[i] > 0.5 == predicted && labels[i] == label);
    }

    private static double Ratio(int part, int whole) => part / (double)whole;
}
