using System.Collections.Immutable;
using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>One operation of a method, with what it computes and the conditions that hold there.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Value">What it computes.</param>
/// <param name="State">What variables and memory hold there.</param>
internal sealed record Application(IOperation Operation, Value Value, State State)
{
    public ImmutableArray<Value> Conditions => State.Conditions;

    /// <summary>The natural logarithm that a call of a logarithm to any base computes; null for any other operation.</summary>
    public Value? Logarithm => Operation is IInvocationOperation or IMethodReferenceOperation
        ? Algebra.Factors(Value).FirstOrDefault(factor => factor.Kind is ValueKind.Log or ValueKind.Log1p)
        : null;

    public Interval Bounds(Value value) => Values.Bounds.Of(value, Conditions);
}

/// <summary>What rules see of a method, each in the order of evaluation.</summary>
/// <param name="Owner">The method, or the field or property that is initialized.</param>
/// <param name="Body">Its body.</param>
/// <param name="Applications">Operators and known functions, each with what it computes.</param>
/// <param name="Calls">Calls of all other methods.</param>
/// <param name="Returned">What is returned, and where.</param>
/// <param name="Losses">Calls of losses.</param>
/// <param name="Softmaxes">Calls of helpers that return a softmax in a collection, and of kernels that make one.</param>
/// <param name="Means">Calls of kernels that return a mean over rows.</param>
/// <param name="End">What variables and memory hold at the end of the body, where that is reached.</param>
/// <param name="Functions">The functions that are known by their symbols.</param>
/// <param name="BodyOf">The body of a method of the same type, or of a local function; null for any other.</param>
internal sealed record MethodValues(
    ISymbol Owner,
    IOperation Body,
    IReadOnlyList<Application> Applications,
    IReadOnlyList<Application> Calls,
    IReadOnlyList<Application> Returned,
    IReadOnlyList<LossCall> Losses,
    IReadOnlyList<SoftmaxCall> Softmaxes,
    IReadOnlyList<MeanLoss> Means,
    State End,
    MathFunctions Functions,
    Func<ISymbol, IOperation?> BodyOf)
{
    /// <summary>The number that an expression is: a constant, or a variable that is set to one where it is declared, and nowhere else.</summary>
    public double? NumberOf(IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation && !operation.ConstantValue.HasValue)
        {
            operation = operation.ChildOperations.First();
        }

        operation = DefinitionOf(operation) ?? operation;
        return operation.ConstantValue is { HasValue: true, Value: { } constant } ? Evaluator.Number(constant) : null;
    }

    /// <summary>What a local variable is set to where it is declared, if it is set nowhere else; null for any other expression.</summary>
    public IOperation? DefinitionOf(IOperation operation)
        => operation is ILocalReferenceOperation { Local: var local }
            && Body.Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(declarator => declarator.Symbol.Equals(local, SymbolEqualityComparer.Default))?.GetVariableInitializer() is { Value: var initial }
            && !Evaluator.AssignedIn(Body).Contains(local, SymbolEqualityComparer.Default)
                ? initial
                : null;

    /// <summary>The bodies of the type's methods, and what initializes its fields and properties.</summary>
    public IEnumerable<IOperation> Siblings { get; init; } = [];

    /// <summary>What is assigned, to whatever, and where.</summary>
    public IReadOnlyList<Application> Stored { get; init; } = [];

    /// <summary>What other methods of the type leave in its fields and properties.</summary>
    public KeptOutputs Kept { get; init; } = new([], _ => State.Empty);

    /// <summary>The operations that compute a value, those within another operation first.</summary>
    public IReadOnlyList<IOperation> OperationsOf(Value value, IOperation within) =>
    [
        .. Applications.Where(application => application.Value.Equals(value)).Select(application => application.Operation)
            .OrderBy(operation => within.Syntax.Span.Contains(operation.Syntax.Span) ? 0 : 1),
    ];

    /// <summary>Derivatives of an activation's outputs by their scores: the products with the fewest factors, and not what is made of them.</summary>
    public IReadOnlyList<(Application Application, ActivationSlope Slope)> SlopesOf(ValueKind activation)
    {
        var slopes = Applications.Select(application => (Application: application, Slope: ActivationSlope.Of(application.Value, Kept.ActivationOf)!))
            .Where(found => found.Slope?.Activation == activation)
            .ToArray();
        var fewest = slopes.Where(found => found.Slope.Upstream.Count > 0).Select(found => found.Slope.Upstream.Count).DefaultIfEmpty().Min();
        return [.. slopes.Where(found => found.Slope.Upstream.Count == fewest)];
    }

    /// <summary>
    /// The call that makes what a loss is given, and what this is the activation of, where each is an expression of the method; nothing where it is
    /// made elsewhere.
    /// </summary>
    public IReadOnlyList<IOperation> ActivationOf(LossArgument argument)
        => argument.Activation.Count > 0 ? argument.Activation
            : OperationsOf(argument.Value, argument.Operation).OfType<IInvocationOperation>().FirstOrDefault() is { } activation
            && TensorFunctions.InputOf(activation) is { } input
                ? [activation, input]
                : [];
}
