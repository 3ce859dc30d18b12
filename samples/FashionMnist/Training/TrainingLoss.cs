namespace FashionMnist.Training;

/// <summary>What a training minimizes.</summary>
internal enum TrainingLoss
{
    /// <summary>Minus the logarithm of the label's probability.</summary>
    CrossEntropy,

    /// <summary>The cross-entropy with a tenth of each label spread over all classes, so that no logit has to grow without end.</summary>
    Smoothed,

    /// <summary>The cross-entropy times (1 - p)^2, which leaves what is learned alone and looks at what is still wrong.</summary>
    Focal,
}
