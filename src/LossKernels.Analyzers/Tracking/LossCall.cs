using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>What a loss takes for the outputs of a model.</summary>
internal enum LossDomain
{
    /// <summary>Logits, of which it computes the softmax.</summary>
    SoftmaxLogits,

    /// <summary>Logits, of which it computes the sigmoid.</summary>
    SigmoidLogits,

    /// <summary>Logits, of which it computes what this project cannot see.</summary>
    OtherLogits,

    /// <summary>Logarithms of probabilities.</summary>
    LogProbabilities,

    /// <summary>Probabilities of binary outputs.</summary>
    Probabilities,

    /// <summary>Numbers of any kind, of which it takes the squared error.</summary>
    Numbers,
}

/// <summary>A call of a loss.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Name">What the loss is called.</param>
/// <param name="Domain">What it takes for the outputs of a model.</param>
/// <param name="Outputs">What it is given for them.</param>
internal sealed record LossCall(IInvocationOperation Operation, string Name, LossDomain Domain, LossArgument Outputs)
{
    /// <summary>What it takes as the logarithms of target probabilities, if it takes any.</summary>
    public LossArgument? LogTargets { get; init; }

    /// <summary>Whether a framework's loss is told to add up the losses of the rows.</summary>
    public bool IsSum { get; init; }
}

/// <summary>What a loss is given.</summary>
/// <param name="Operation">The expression.</param>
/// <param name="Value">What it is; of a collection, what each of its elements is.</param>
internal sealed record LossArgument(IOperation Operation, Value Value)
{
    /// <summary>The kernel's call that made it, and the expression that it was made of; nothing where no kernel did, or where that has changed since.</summary>
    public IReadOnlyList<IOperation> Activation { get; init; } = [];
}

/// <summary>A call that makes a softmax of a collection.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Value">What an element of its result is.</param>
/// <param name="Input">What a kernel is given; null for a helper.</param>
internal sealed record SoftmaxCall(IInvocationOperation Operation, Value Value, LossArgument? Input);
