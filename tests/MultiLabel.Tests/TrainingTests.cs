namespace MultiLabel.Tests;

/// <summary>What a training without positive weights and one with them have in common, and what sets them apart.</summary>
public class TrainingTests
{
    private const int Epochs = 30;

    private static readonly Concepts s_concepts = new(7);
    private static readonly Examples s_training = s_concepts.Draw(2_000);
    private static readonly Examples s_test = s_concepts.Draw(2_000);
    private static readonly Training s_unweighted = Run([1, 1, 1, 1, 1]);
    private static readonly Training s_weighted = Run(s_training.BalancingWeights());

    [Fact]
    public void The_recall_of_rare_outputs_rises_with_their_weights_and_their_precision_falls()
    {
        foreach (var output in new[] { 2, 3, 4 })
        {
            var (without, with) = (s_unweighted.Outputs[output], s_weighted.Outputs[output]);
            Assert.True(with.Recall > without.Recall + 0.2, $"recall of output {output + 1}: {without.Recall} without its weight, {with.Recall} with it");
            Assert.True(with.Recall > 0.85, $"recall of output {output + 1} with its weight: {with.Recall}");
            Assert.True(with.Precision < without.Precision, $"precision of output {output + 1}: {without.Precision} without, {with.Precision} with its weight");
        }
    }

    [Fact]
    public void Both_trainings_learn()
    {
        foreach (var training in new[] { s_unweighted, s_weighted })
        {
            Assert.Equal((Epochs, Epochs), (training.TrainingLosses.Count, training.TestLosses.Count));
            Assert.True(training.TestLosses[^1] < 0.9 * training.TestLosses[0], $"the loss went from {training.TestLosses[0]} to {training.TestLosses[^1]} only");
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures()
    {
        var again = Run([1, 1, 1, 1, 1]);

        Assert.Equal(s_unweighted.TrainingLosses, again.TrainingLosses);
        Assert.Equal(s_unweighted.TestLosses, again.TestLosses);
        Assert.Equal(s_unweighted.Outputs, again.Outputs);
        Assert.NotEqual(s_unweighted.TestLosses, Run([1, 1, 1, 1, 1], seed: 6).TestLosses);
    }

    private static Training Run(double[] positiveWeights, int seed = 5) => Training.Run(s_training, s_test, positiveWeights, Epochs, seed);
}
