namespace LearningSlowdown.Tests;

/// <summary>The four trainings end where the literature and the arithmetic of a page say.</summary>
public class TrainingTests
{
    private static readonly IReadOnlyList<Training> s_trainings = Training.All(steps: 300, rate: 0.15);

    [Fact]
    public void Both_beginnings_are_as_wrong_as_the_literature_says()
    {
        Assert.Equal([0.82, 0.82, 0.98, 0.98], s_trainings.Select(training => Math.Round(training.Outputs[0], 2)));
        Assert.All(s_trainings, training => Assert.Equal(301, training.Outputs.Count));
    }

    [Fact]
    public void Squared_error_ends_at_009_and_020()
        => Assert.Equal([0.09, 0.20], Of(Cost.SquaredError).Select(training => Math.Round(training.Outputs[^1], 2)));

    [Fact]
    public void Cross_entropy_ends_at_001_from_both()
        => Assert.Equal([0.01, 0.01], Of(Cost.CrossEntropy).Select(training => Math.Round(training.Outputs[^1], 2)));

    [Fact]
    public void Cross_entropy_learns_faster_the_more_wrong_it_is_and_squared_error_slower()
    {
        // The first slope of cross-entropy is the output itself, that of squared error the output squared times what is left to 1.
        Assert.All(Of(Cost.CrossEntropy), training => Assert.Equal(training.Outputs[0], training.FirstSlope, 1e-15));
        Assert.All(Of(Cost.SquaredError), training => Assert.Equal(Math.Pow(training.Outputs[0], 2) * (1 - training.Outputs[0]), training.FirstSlope, 1e-15));
        Assert.True(Of(Cost.CrossEntropy)[1].FirstSlope > Of(Cost.CrossEntropy)[0].FirstSlope);
        Assert.True(Of(Cost.SquaredError)[1].FirstSlope < Of(Cost.SquaredError)[0].FirstSlope / 6);
    }

    [Fact]
    public void Every_step_is_that_of_the_formulas()
    {
        foreach (var (training, index) in s_trainings.Select((training, index) => (training, index)))
        {
            var (weight, bias) = Training.Starts[index / 2];
            foreach (var output in training.Outputs)
            {
                var expected = 1 / (1 + Math.Exp(-(weight + bias)));
                Assert.Equal(expected, output, 1e-12);
                var slope = training.Cost == Cost.CrossEntropy ? expected : expected * expected * (1 - expected);
                (weight, bias) = (weight - (0.15 * slope), bias - (0.15 * slope));
            }
        }
    }

    private static Training[] Of(Cost cost) => [.. s_trainings.Where(training => training.Cost == cost)];
}
