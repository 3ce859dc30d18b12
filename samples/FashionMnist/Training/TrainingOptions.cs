namespace FashionMnist.Training;

/// <summary>
/// How to train. The defaults were chosen by cross-validation on the training images alone (1,000 held back, three
/// times): the smoothest of those that did best.
/// </summary>
internal sealed record TrainingOptions
{
    public int Epochs { get; init; } = 30;

    /// <summary>Decides the order of the images, the only chance in this training.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What is minimized.</summary>
    public TrainingLoss Loss { get; init; } = TrainingLoss.CrossEntropy;

    /// <summary>Whether a class weighs the more the fewer images it has.</summary>
    public bool HasClassWeights { get; init; }

    public int BatchSize { get; init; } = 64;

    /// <summary>The step of the first batch; it falls to 0 at the last along half a cosine.</summary>
    public double LearningRate { get; init; } = 0.02;

    /// <summary>The part of the last step that the next one keeps.</summary>
    public float Momentum { get; init; } = 0.9f;

    /// <summary>Adds L2 / 2 times the sum of the squared weights (not of the biases) to the loss.</summary>
    public float L2 { get; init; } = 0.0005f;
}
