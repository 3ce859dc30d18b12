using System.Text.RegularExpressions;
using LossKernels.Analyzers.Tracking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>What names say, where nothing else does: enough for a suggestion, never for a warning.</summary>
internal static class LossNames
{
    private static readonly Regex s_loss = new("loss|entropy|nll|likelihood|divergence", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_probability = new(
        "^_*(p|ps|prob|probs|probability|probabilities|pred|preds|y_?hat|y_?pred|softmax|sigmoid)(s|\\d*)$|prob(s|ability|abilities)?$"
            + "|^_*predict(ed|ion)?s?_?(vector|array|row|output|value|dist|distribution)?(s|es|\\d*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_entropy = new("entropy", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_crossEntropy = new("cross_?entropy|categorical|softmax", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_binary = new("binary|sigmoid|logistic|bce", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_classes = new("class|categor|vocab|outputs|^k$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_weight = new("advantage|reward|return|weight|importance|discount", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_derivative = new("deriv|gradient|prime|backward|backprop|^grad|jacob", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_curvature = new(
        "hess|curvature|second|newton|fisher|variance|^var$|uncertain|spread|gini|impurity|^h$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_total = new(
        "total|sum|accumul|likelihood|score|bits|perplex|surprisal|objective|energy|deviance|evidence|cumulative", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_sequence = new("token|word|chars|sentence|sequence|text|trajectory|episode", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_running = new("running|epoch|acc|history|all", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_step = new("^(t|ts|time|step|timestep|token|pos|position)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Whether a method, or the type that it is of, is named after a loss.</summary>
    public static bool IsLoss(ISymbol owner) => s_loss.IsMatch(owner.Name) || (owner.ContainingType is { } type && s_loss.IsMatch(type.Name));

    /// <summary>Whether a variable is named after a loss.</summary>
    public static bool IsLoss(IOperation operation) => NameOf(Bare(operation)) is { } name && s_loss.IsMatch(name);

    /// <summary>Whether a method, or the type that it is of, is named after an entropy.</summary>
    public static bool IsEntropy(ISymbol owner) => s_entropy.IsMatch(owner.Name) || (owner.ContainingType is { } type && s_entropy.IsMatch(type.Name));

    /// <summary>Whether a method, or the type that it is of, is named after the cross-entropy of classes.</summary>
    public static bool IsCrossEntropy(ISymbol owner)
        => (s_crossEntropy.IsMatch(owner.Name) || (owner.ContainingType is { } type && s_crossEntropy.IsMatch(type.Name)))
            && !s_binary.IsMatch(owner.Name) && !(owner.ContainingType is { } container && s_binary.IsMatch(container.Name));

    /// <summary>Whether an expression is named after a number of classes.</summary>
    public static bool IsClasses(IOperation operation) => NameOf(Bare(operation)) is { } name && s_classes.IsMatch(name);

    /// <summary>Whether an expression is named after what a gradient of a policy weighs logarithms by, or any other weight.</summary>
    public static bool IsWeight(IOperation operation) => NameOf(Bare(operation)) is { } name && s_weight.IsMatch(name);

    /// <summary>Whether a method is named after a derivative.</summary>
    public static bool IsDerivative(ISymbol owner) => s_derivative.IsMatch(owner.Name);

    /// <summary>Whether a method or variable is named after a second derivative, or after a spread.</summary>
    public static bool IsCurvature(ISymbol symbol) => s_curvature.IsMatch(symbol.Name);

    /// <inheritdoc cref="IsCurvature(ISymbol)"/>
    public static bool IsCurvature(IOperation target) => NameOf(Bare(target)) is { } name && s_curvature.IsMatch(name);

    /// <summary>Whether a method is named after a total, or after a sum over all observations that statistics knows.</summary>
    public static bool IsTotal(ISymbol owner) => s_total.IsMatch(owner.Name);

    /// <summary>Whether a variable is named after a step of time.</summary>
    public static bool IsStep(ISymbol variable) => s_step.IsMatch(variable.Name);

    /// <summary>Whether a variable is named after a text or another sequence.</summary>
    public static bool IsSequence(ISymbol variable) => s_sequence.IsMatch(variable.Name);

    /// <summary>Whether a field or property is named after a loss, and not after a total of losses.</summary>
    public static bool IsLossItself(ISymbol member) => s_loss.IsMatch(member.Name) && !s_total.IsMatch(member.Name) && !s_running.IsMatch(member.Name);

    /// <summary>Whether an expression, or what it takes from one, is a variable, member or element that is named after a probability.</summary>
    public static bool IsProbability(IOperation operation) => NameOf(ComplementOf(operation) ?? Bare(operation)) is { } name && s_probability.IsMatch(name);

    /// <summary>Whether an expression is one less another.</summary>
    public static bool IsComplement(IOperation? operation) => operation is not null && ComplementOf(operation) is not null;

    private static IOperation? ComplementOf(IOperation operation)
        => Bare(operation) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, LeftOperand.ConstantValue: { HasValue: true, Value: 1 or 1f or 1d } } difference
            ? Bare(difference.RightOperand)
            : null;

    private static IOperation Bare(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IInvocationOperation { TargetMethod.Name: "Min", Arguments.Length: 2 } minimum:
                    operation = FunctionCalls.FirstArgument(minimum)!;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    private static string? NameOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IArrayElementReferenceOperation element => NameOf(Bare(element.ArrayReference)),
        IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } instance } => NameOf(Bare(instance)),
        IMemberReferenceOperation member => member.Member.Name,
        _ => null,
    };
}
