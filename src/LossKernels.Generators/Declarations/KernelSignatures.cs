using System.Collections.Immutable;
using static LossKernels.Generators.Declarations.Presence;
using static LossKernels.Generators.Declarations.RoleType;

namespace LossKernels.Generators.Declarations;

/// <summary>The table of kernels: which roles each has, of which type, and what it returns.</summary>
internal static class KernelSignatures
{
    public static readonly ImmutableArray<KernelSignature> All = new[]
    {
        Kernel(
            KernelKind.Softmax,
            "returns 'void'",
            Form(
                ReturnKind.Void,
                (Role.Logits, ElementsPerClass, Required),
                (Role.Temperature, Element, Optional),
                (Role.Probabilities, OutputPerClass, Required))),
        Kernel(
            KernelKind.LogSoftmax,
            "returns 'void'",
            Form(
                ReturnKind.Void,
                (Role.Logits, ElementsPerClass, Required),
                (Role.Temperature, Element, Optional),
                (Role.LogProbabilities, OutputPerClass, Required))),
        Kernel(
            KernelKind.LogSumExp,
            "returns '{0}' (one row), or 'void' with 'logSumExp'",
            OneRow(
                ReturnKind.Element,
                (Role.Logits, ElementsPerClass, Required)),
            Form(
                ReturnKind.Void,
                (Role.Logits, ElementsPerClass, Required),
                (Role.LogSumExp, OutputPerRow, Required))),
        Kernel(
            KernelKind.SoftmaxGradient,
            "returns 'void'",
            Form(
                ReturnKind.Void,
                (Role.Probabilities, ElementsPerClass, Required),
                (Role.Upstream, ElementsPerClass, Required),
                (Role.Gradient, OutputPerClass, Required))),
        Kernel(
            KernelKind.LogSoftmaxGradient,
            "returns 'void'",
            Form(
                ReturnKind.Void,
                (Role.LogProbabilities, ElementsPerClass, Required),
                (Role.Upstream, ElementsPerClass, Required),
                (Role.Gradient, OutputPerClass, Required))),
        Kernel(
            KernelKind.CrossEntropy,
            "returns '{0}', or 'void' with 'Reduction = Reduction.None' and 'losses'",
            Loss(
                ReturnKind.Element,
                [Reduction.Mean, Reduction.Sum],
                CrossEntropyRoles(losses: Optional)),
            Loss(
                ReturnKind.Void,
                [Reduction.None],
                CrossEntropyRoles(losses: Required))),
        Kernel(
            KernelKind.NegativeLogLikelihood,
            "returns '{0}', or 'void' with 'Reduction = Reduction.None' and 'losses'",
            Loss(
                ReturnKind.Element,
                [Reduction.Mean, Reduction.Sum],
                NegativeLogLikelihoodRoles(losses: Optional)),
            Loss(
                ReturnKind.Void,
                [Reduction.None],
                NegativeLogLikelihoodRoles(losses: Required))),
        Kernel(
            KernelKind.KullbackLeibler,
            "returns '{0}', or 'void' with 'Reduction = Reduction.None' and 'losses'",
            Loss(
                ReturnKind.Element,
                [Reduction.Mean, Reduction.Sum],
                KullbackLeiblerRoles(losses: Optional)),
            Loss(
                ReturnKind.Void,
                [Reduction.None],
                KullbackLeiblerRoles(losses: Required))),
        Kernel(
            KernelKind.Entropy,
            "returns '{0}', or 'void' with 'Reduction = Reduction.None' and 'entropies'",
            Loss(
                ReturnKind.Element,
                [Reduction.Mean, Reduction.Sum],
                [(Role.Logits, ElementsPerClass, Required), (Role.Entropies, OutputPerRow, Optional)]),
            Loss(
                ReturnKind.Void,
                [Reduction.None],
                [(Role.Logits, ElementsPerClass, Required), (Role.Entropies, OutputPerRow, Required)])),
        Kernel(
            KernelKind.Predict,
            "returns 'int' (one row), or 'void' with 'labels'",
            OneRow(
                ReturnKind.Int32,
                (Role.Logits, ElementsPerClass, Required),
                (Role.Temperature, Element, Optional),
                (Role.Probability, OutElement, Optional)),
            Form(
                ReturnKind.Void,
                (Role.Logits, ElementsPerClass, Required),
                (Role.Temperature, Element, Optional),
                (Role.Labels, OutputLabelsPerRow, Required),
                (Role.Probabilities, OutputPerRow, Optional))),
        Kernel(
            KernelKind.TopK,
            "returns 'void'",
            Form(
                ReturnKind.Void,
                (Role.Logits, ElementsPerClass, Required),
                (Role.Temperature, Element, Optional),
                (Role.Labels, OutputLabelsPerRank, Required),
                (Role.Probabilities, OutputPerRank, Required))),
        OfElements(KernelKind.Sigmoid, Role.Probabilities),
        OfElements(KernelKind.LogSigmoid, Role.LogProbabilities),
        OfElements(KernelKind.Softplus, Role.Values),
        Kernel(
            KernelKind.BinaryCrossEntropy,
            "returns '{0}', or 'void' with 'Reduction = Reduction.None' and 'losses'",
            Loss(
                ReturnKind.Element,
                [Reduction.Mean, Reduction.Sum],
                BinaryCrossEntropyRoles(losses: Optional)),
            Loss(
                ReturnKind.Void,
                [Reduction.None],
                BinaryCrossEntropyRoles(losses: Required))) with { RowLength = RowLength.Outputs },
    }.ToImmutableArray();

    private static (Role Role, RoleType Type, Presence Presence)[] CrossEntropyRoles(Presence losses) =>
    [
        (Role.Logits, ElementsPerClass, Required),
        (Role.Label, Label, OneOf),
        (Role.Labels, LabelsPerRow, OneOf),
        (Role.Targets, ElementsPerClass, OneOf),
        (Role.ClassWeights, SharedElementsPerClass, Optional),
        (Role.Gradient, OutputPerClass, Optional),
        (Role.Losses, OutputPerRow, losses),
        (Role.Probabilities, OutputPerClass, Optional),
        (Role.Correct, OutCount, OptionalWithLabels),
        (Role.TotalWeight, OutElement, Optional),
    ];

    private static (Role Role, RoleType Type, Presence Presence)[] NegativeLogLikelihoodRoles(Presence losses) =>
    [
        (Role.LogProbabilities, ElementsPerClass, Required),
        (Role.Label, Label, OneOf),
        (Role.Labels, LabelsPerRow, OneOf),
        (Role.ClassWeights, SharedElementsPerClass, Optional),
        (Role.Gradient, OutputPerClass, Optional),
        (Role.Losses, OutputPerRow, losses),
        (Role.TotalWeight, OutElement, Optional),
    ];

    private static (Role Role, RoleType Type, Presence Presence)[] KullbackLeiblerRoles(Presence losses) =>
    [
        (Role.Logits, ElementsPerClass, Required),
        (Role.Targets, ElementsPerClass, OneOf),
        (Role.TeacherLogits, ElementsPerClass, OneOf),
        (Role.Temperature, Element, Optional),
        (Role.Gradient, OutputPerClass, Optional),
        (Role.Losses, OutputPerRow, losses),
    ];

    /// <summary>A function of each element.</summary>
    private static KernelSignature OfElements(KernelKind kind, Role output)
        => Kernel(
            kind,
            "returns 'void'",
            Form(
                ReturnKind.Void,
                (Role.Logits, ElementsPerClass, Required),
                (output, OutputPerClass, Required)))
        with
        { RowLength = RowLength.Element };

    private static (Role Role, RoleType Type, Presence Presence)[] BinaryCrossEntropyRoles(Presence losses) =>
    [
        (Role.Logits, ElementsPerClass, Required),
        (Role.Labels, BinaryLabelsPerClass, OneOf),
        (Role.Targets, ElementsPerClass, OneOf),
        (Role.PositiveWeight, Element, Optional),
        (Role.PositiveWeights, SharedElementsPerClass, Optional),
        (Role.Gradient, OutputPerClass, Optional),
        (Role.Losses, OutputPerClass, losses),
        (Role.Probabilities, OutputPerClass, Optional),
    ];

    private static KernelSignature Kernel(KernelKind kind, string returns, params KernelForm[] forms)
        => new(kind, returns, forms.ToImmutableArray());

    private static KernelForm Form(ReturnKind returns, params (Role Role, RoleType Type, Presence Presence)[] roles)
        => new(returns, false, [], Rules(roles));

    private static KernelForm OneRow(ReturnKind returns, params (Role Role, RoleType Type, Presence Presence)[] roles)
        => new(returns, true, [], Rules(roles));

    private static KernelForm Loss(ReturnKind returns, Reduction[] reductions, (Role Role, RoleType Type, Presence Presence)[] roles)
        => new(returns, false, reductions.ToImmutableArray(), Rules(roles));

    private static ImmutableArray<RoleRule> Rules((Role Role, RoleType Type, Presence Presence)[] roles)
        => roles.Select(role => new RoleRule(role.Role, role.Type, role.Presence)).ToImmutableArray();
}
