namespace LearningSlowdown;

/// <summary>What a neuron is trained by.</summary>
internal enum Cost
{
    /// <summary>Half the square of what the output is off.</summary>
    SquaredError,

    /// <summary>Minus the logarithm of the probability that the output gives the target.</summary>
    CrossEntropy,
}
