namespace MultiLabel;

/// <summary>A training and where it led.</summary>
/// <param name="PositiveWeights">For every output, how many negative labels a positive one counted for.</param>
/// <param name="TrainingLosses">The mean loss of the training examples after every epoch, in nats.</param>
/// <param name="TestLosses">The same of the test examples.</param>
/// <param name="Outputs">How well every output of the test examples is recognized in the end.</param>
internal sealed record Training(
    IReadOnlyList<double> PositiveWeights,
    IReadOnlyList<double> TrainingLosses,
    IReadOnlyList<double> TestLosses,
    IReadOnlyList<OutputQuality> Outputs)
{
    /// <summary>Trains a new classifier.</summary>
    /// <param name="training">What is learned.</param>
    /// <param name="test">What shows how well.</param>
    /// <param name="positiveWeights">For every output, how many negative labels a positive one counts for.</param>
    /// <param name="epochs">How often training goes through all examples.</param>
    /// <param name="seed">Decides the order of the examples.</param>
    public static Training Run(Examples training, Examples test, double[] positiveWeights, int epochs, int seed)
    {
        var trainer = new Trainer(training, positiveWeights, seed);
        var (trainingLosses, testLosses) = (new List<double>(), new List<double>());
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            trainer.RunEpoch();
            trainingLosses.Add(trainer.Classifier.Loss(training, positiveWeights));
            testLosses.Add(trainer.Classifier.Loss(test, positiveWeights));
        }

        return new Training(positiveWeights, trainingLosses, testLosses, OutputQuality.Of(trainer.Classifier.Probabilities(test), test.Labels));
    }
}
