using System.Collections.Immutable;
using LossKernels.Analyzers.Tracking;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>One rule: what it flags, given what each operation of a method computes.</summary>
internal abstract class LossRule
{
    protected const string Numbers = "Numbers";
    protected const string Meaning = "Meaning";
    protected const string Improvement = "Improvement";

    /// <summary>All of them, in the order of their IDs.</summary>
    public static readonly ImmutableArray<LossRule> All =
    [
        new UnshiftedSoftmax(),
        new TensorSoftmax(),
        new UnshiftedLogSumExp(),
        new LogarithmOfSoftmax(),
        new LogarithmOfSigmoid(),
        new UnguardedSoftplus(),
        new OverflowingSigmoid(),
        new LogarithmOfProbability(),
        new EpsilonWithoutEffect(),
        new HiddenNaN(),
        new SummedLoss(),
        new WrongDivisor(),
        new ProbabilitiesAsLogits(),
        new WrongDomain(),
        new SoftmaxTwice(),
        new SquaredErrorOfActivation(),
        new SigmoidBeforeLoss(),
        new DiagonalSoftmaxGradient(),
        new MeanDividedAgain(),
        new LostDigitsNearZero(),
        new DoubleFunctionOfFloat(),
        new RepeatedExponentials(),
        new HandWrittenKernel(),
    ];

    /// <summary>ID, title, message, usual severity and page.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>Whether a compilation has the types that the rule is about.</summary>
    public virtual bool AppliesTo(Compilation compilation) => true;

    /// <summary>What the rule flags in a method.</summary>
    public abstract IEnumerable<Finding> Find(MethodValues values);
}
