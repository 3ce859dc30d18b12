namespace MultiLabel.Tests;

public class ConceptsTests
{
    [Fact]
    public void The_outputs_are_positive_in_40_20_10_5_and_2_of_100_examples()
    {
        const int count = 20_000;
        var examples = new Concepts(1).Draw(count);

        foreach (var (share, output) in new[] { 0.40, 0.20, 0.10, 0.05, 0.02 }.Select((share, output) => (share, output)))
        {
            // Five standard deviations of a binomial count.
            var most = 5 * Math.Sqrt(share * (1 - share) * count);
            Assert.InRange(examples.Positives(output), (share * count) - most, (share * count) + most);
        }
    }

    [Fact]
    public void Inputs_have_mean_0_and_variance_1()
    {
        var values = new Concepts(1).Draw(5_000).Values;

        Assert.Equal(0, values.Average(), 0.02);
        Assert.Equal(1, values.Average(value => value * value), 0.03);
    }

    [Fact]
    public void A_seed_gives_its_own_examples_and_a_second_draw_gives_others()
    {
        var concepts = new Concepts(1);
        var first = concepts.Draw(50);

        Assert.Equal(first.Values, new Concepts(1).Draw(50).Values);
        Assert.Equal(first.Labels, new Concepts(1).Draw(50).Labels);
        Assert.NotEqual(first.Values, concepts.Draw(50).Values);
        Assert.NotEqual(first.Values, new Concepts(2).Draw(50).Values);
    }

    [Fact]
    public void A_balancing_weight_is_the_negatives_over_the_positives()
    {
        // Output by output: 1, 2, 3 and 4 positives of 4, and none.
        var examples = new Examples(
            new double[4 * Examples.Inputs],
            [true, true, true, true, false, false, true, true, true, false, false, false, true, true, false, false, false, false, true, false]);

        Assert.Equal([3, 1, 1 / 3.0, 0, 1], examples.BalancingWeights());
    }
}
