namespace MultiLabel.Tests;

public class OutputQualityTests
{
    [Fact]
    public void Predictions_are_counted_for_each_output()
    {
        double[] probabilities =
        [
            0.9, 0.1, 0.9, 0.1, 0.5,
            0.9, 0.9, 0.1, 0.1, 0.5,
            0.1, 0.9, 0.1, 0.1, 0.6,
        ];
        bool[] labels =
        [
            true, false, false, true, true,
            false, true, false, false, false,
            true, true, false, false, true,
        ];

        Assert.Equal(
            [new(1, 1, 1, 0), new(2, 0, 0, 1), new(0, 1, 0, 2), new(0, 0, 1, 2), new(1, 0, 1, 1)],
            OutputQuality.Of(probabilities, labels));
    }

    [Fact]
    public void Share_precision_recall_and_F1_are_those_of_their_definitions()
    {
        var quality = new OutputQuality(TruePositives: 6, FalsePositives: 2, FalseNegatives: 4, TrueNegatives: 28);

        Assert.Equal((0.25, 0.75, 0.6), (quality.Share, quality.Precision, quality.Recall));
        Assert.Equal(2 * 0.75 * 0.6 / (0.75 + 0.6), quality.F1, 1e-15);
    }

    [Fact]
    public void What_has_no_value_is_no_number()
    {
        var nothingTaken = new OutputQuality(TruePositives: 0, FalsePositives: 0, FalseNegatives: 3, TrueNegatives: 7);
        var nothingThere = new OutputQuality(TruePositives: 0, FalsePositives: 0, FalseNegatives: 0, TrueNegatives: 10);

        Assert.Equal((double.NaN, 0.0, 0.0), (nothingTaken.Precision, nothingTaken.Recall, nothingTaken.F1));
        Assert.Equal((double.NaN, double.NaN), (nothingThere.Recall, nothingThere.F1));
    }
}
