using System.Collections.Immutable;
using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Which methods and modules of TorchSharp and TensorFlow.NET are which activation or loss.</summary>
internal static class TensorFunctions
{
    private static readonly ImmutableDictionary<string, ValueKind> _activations = new Dictionary<string, ValueKind>
    {
        ["softmax"] = ValueKind.Softmax,
        ["Softmax"] = ValueKind.Softmax,
        ["log_softmax"] = ValueKind.LogSoftmax,
        ["LogSoftmax"] = ValueKind.LogSoftmax,
        ["sigmoid"] = ValueKind.Sigmoid,
        ["Sigmoid"] = ValueKind.Sigmoid,
        ["expit"] = ValueKind.Sigmoid,
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, LossDomain> _losses = new Dictionary<string, LossDomain>
    {
        ["cross_entropy"] = LossDomain.SoftmaxLogits,
        ["CrossEntropyLoss"] = LossDomain.SoftmaxLogits,
        ["softmax_cross_entropy_with_logits"] = LossDomain.SoftmaxLogits,
        ["softmax_cross_entropy_with_logits_v2"] = LossDomain.SoftmaxLogits,
        ["sparse_softmax_cross_entropy_with_logits"] = LossDomain.SoftmaxLogits,
        ["binary_cross_entropy_with_logits"] = LossDomain.SigmoidLogits,
        ["BCEWithLogitsLoss"] = LossDomain.SigmoidLogits,
        ["sigmoid_cross_entropy_with_logits"] = LossDomain.SigmoidLogits,
        ["nll_loss"] = LossDomain.LogProbabilities,
        ["NLLLoss"] = LossDomain.LogProbabilities,
        ["kl_div"] = LossDomain.LogProbabilities,
        ["KLDivLoss"] = LossDomain.LogProbabilities,
        ["binary_cross_entropy"] = LossDomain.Probabilities,
        ["BCELoss"] = LossDomain.Probabilities,
        ["mse_loss"] = LossDomain.Numbers,
        ["MSELoss"] = LossDomain.Numbers,
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, LossDomain> _compiledLosses = new Dictionary<string, LossDomain>
    {
        ["SparseCategoricalCrossentropy"] = LossDomain.SoftmaxLogits,
        ["CategoricalCrossentropy"] = LossDomain.SoftmaxLogits,
        ["BinaryCrossentropy"] = LossDomain.SigmoidLogits,
    }.ToImmutableDictionary();

    /// <summary>The words without which no code uses one of those functions.</summary>
    public static ImmutableArray<string> Words { get; } = [.. _activations.Keys, .. _losses.Keys, .. _compiledLosses.Keys, "log", "forward", "call"];

    /// <summary>Whether a compilation has either framework.</summary>
    public static bool AreIn(Compilation compilation) => compilation.GlobalNamespace.GetNamespaceMembers().Any(space => space.Name is "TorchSharp" or "Tensorflow");

    /// <summary>Whether a method is one of those frameworks' that rules ask for.</summary>
    public static bool IsOfInterest(IMethodSymbol method) => IsOfTensors(method) && (method.Name == "log" || ActivationOf(method.Name) is not null || DomainOf(method.Name) is not null || CompiledDomainOf(method) is not null || IsForward(method));

    /// <summary>Whether a method runs the module that it is called on.</summary>
    public static bool IsForward(IMethodSymbol method) => method is { Name: "forward" or "call", IsStatic: false };

    /// <summary>Whether a type is derived from one of TorchSharp's.</summary>
    public static bool IsModule(ITypeSymbol type)
    {
        for (var derived = type.BaseType; derived is not null; derived = derived.BaseType)
        {
            if (derived.Name == "Module" && IsOfTensors(derived))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a method makes a module that runs the given ones in turn.</summary>
    public static bool IsSequential(IMethodSymbol method) => method.Name == "Sequential" && IsOfTensors(method);

    /// <summary>Whether a method is TorchSharp's or TensorFlow.NET's.</summary>
    public static bool IsOfTensors(ISymbol member)
    {
        var space = member.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name is "TorchSharp" or "Tensorflow";
    }

    /// <summary>The activation that a function or a module of that name computes.</summary>
    public static ValueKind? ActivationOf(string name) => _activations.TryGetValue(name, out var activation) ? activation : null;

    /// <summary>What a loss of that name, a function or a module, takes for the outputs of a model.</summary>
    public static LossDomain? DomainOf(string name) => _losses.TryGetValue(name, out var domain) ? domain : null;

    /// <summary>What a loss that a Keras model is compiled with takes, if it is told to take logits.</summary>
    public static LossDomain? CompiledDomainOf(IMethodSymbol method) => IsOfTensors(method) && _compiledLosses.TryGetValue(method.Name, out var domain) ? domain : null;

    /// <summary>The name of the loss of logits that a binary loss of probabilities has beside it.</summary>
    public static string WithLogits(string name) => name == "BCELoss" ? "BCEWithLogitsLoss" : "binary_cross_entropy_with_logits";

    /// <summary>What a call of an activation is the activation of: the tensor that it is a method of, or its first argument.</summary>
    public static IOperation? InputOf(IInvocationOperation activation)
        => IsOnTensor(activation.TargetMethod) ? activation.Instance : activation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;

    /// <summary>Whether a method is the tensor's own.</summary>
    public static bool IsOnTensor(IMethodSymbol method) => method is { IsStatic: false, ContainingType.Name: "Tensor" };
}
