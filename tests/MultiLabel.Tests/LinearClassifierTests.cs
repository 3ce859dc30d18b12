namespace MultiLabel.Tests;

public class LinearClassifierTests
{
    private static readonly double[] s_positiveWeights = [1, 2, 5, 0.5, 50];

    [Fact]
    public void Every_derivative_agrees_with_central_differences()
    {
        const double step = 1e-5;
        var examples = new Concepts(3).Draw(40);
        var classifier = new LinearClassifier();
        var random = new Random(4);
        foreach (ref var parameter in classifier.Parameters)
        {
            parameter = random.NextDouble() - 0.5;
        }

        var gradient = new double[classifier.Parameters.Length];
        var loss = classifier.Differentiate(examples.Values, examples.Labels, s_positiveWeights, gradient);

        Assert.Equal(classifier.Loss(examples, s_positiveWeights), loss, 1e-14);
        for (var i = 0; i < gradient.Length; i++)
        {
            var difference = (LossWith(i, step) - LossWith(i, -step)) / (2 * step);
            Assert.True(Math.Abs(gradient[i] - difference) < 1e-9, $"parameter {i}: {gradient[i]}, but by differences {difference}");
        }

        double LossWith(int parameter, double change)
        {
            var before = classifier.Parameters[parameter];
            classifier.Parameters[parameter] += change;
            var moved = classifier.Loss(examples, s_positiveWeights);
            classifier.Parameters[parameter] = before;
            return moved;
        }
    }

    [Fact]
    public void The_loss_is_that_of_the_formula()
    {
        var examples = new Concepts(3).Draw(40);
        var classifier = new LinearClassifier();
        classifier.Parameters.Fill(0.1);

        var losses = classifier.Probabilities(examples)
            .Select((probability, i) => examples.Labels[i] ? -s_positiveWeights[i % Examples.Outputs] * Math.Log(probability) : -Math.Log(1 - probability));

        Assert.Equal(losses.Average(), classifier.Loss(examples, s_positiveWeights), 1e-12);
    }

    [Fact]
    public void An_untrained_classifier_finds_both_answers_equally_likely()
    {
        var examples = new Concepts(3).Draw(10);

        Assert.All(new LinearClassifier().Probabilities(examples), probability => Assert.Equal(0.5, probability));
        Assert.Equal(Math.Log(2), new LinearClassifier().Loss(examples, [1, 1, 1, 1, 1]), 1e-15);
    }
}
