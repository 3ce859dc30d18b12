namespace MultiLabel;

/// <summary>Examples, each with several inputs and several labels of which any number may be positive.</summary>
/// <param name="Values">rows * <see cref="Inputs"/> values.</param>
/// <param name="Labels">rows * <see cref="Outputs"/> values.</param>
internal sealed record Examples(double[] Values, bool[] Labels)
{
    public const int Inputs = 20;
    public const int Outputs = 5;

    public int Count => Labels.Length / Outputs;

    /// <summary>The examples of one output whose label is positive.</summary>
    public int Positives(int output) => Enumerable.Range(0, Count).Count(row => Labels[(row * Outputs) + output]);

    /// <summary>
    /// The weights that make the positive labels of every output count for as much as its negative ones, whatever their number:
    /// negatives / positives. An output without a positive label keeps the weight 1, for there is nothing to weigh.
    /// </summary>
    public double[] BalancingWeights() =>
    [
        .. Enumerable.Range(0, Outputs).Select(output => Positives(output) is > 0 and var positives ? (Count - positives) / (double)positives : 1),
    ];
}
