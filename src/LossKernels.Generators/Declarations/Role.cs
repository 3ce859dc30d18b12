namespace LossKernels.Generators.Declarations;

/// <summary>
/// What a parameter, or the return value, is for. A parameter's name is its role with a lower-case first letter.
/// </summary>
internal enum Role
{
    Logits,
    Temperature,
    Label,
    Labels,
    Targets,
    PositiveWeight,
    PositiveWeights,
    TeacherLogits,
    ClassWeights,
    Upstream,
    Probabilities,
    LogProbabilities,
    LogSumExp,
    Gradient,
    Losses,
    Entropies,
    Values,
    Probability,
    Correct,
    TotalWeight,

    /// <summary>The method's return value; no parameter has this role.</summary>
    Return,
}
