using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Models of TensorFlow.NET's Keras: what they end with, and the loss that they are compiled with. A layer is what it makes of its input.</summary>
internal sealed partial class Evaluator
{
    private Value? RunKeras(IInvocationOperation invocation, Value? instance, IReadOnlyList<Value> arguments)
    {
        var method = invocation.TargetMethod;
        if (instance is null || !TensorFunctions.IsOfTensors(method))
        {
            return null;
        }

        switch (method.Name)
        {
            case "Apply" when Activations.Of(instance) is not null:
                return instance;
            case "Sequential":
                var model = new Value(ValueKind.New, [], tag: invocation);
                Set(EndOf(model), LastOf(invocation.Arguments.FirstOrDefault()?.Value) is { } last ? Evaluate(last) : Algebra.Unknown());
                return model;
            case "add" when arguments.Count == 1:
                Set(EndOf(instance), arguments[0]);
                return Algebra.Unknown();
            case "compile":
                Compile(invocation, instance, arguments);
                return null;
            default:
                return LayerActivation(invocation) is { } kind ? Activation(kind, Algebra.Unknown(), null) : null;
        }
    }

    /// <summary>Where it is kept what a sequence of layers ends with.</summary>
    private static Place EndOf(Value model) => Place.Of(model, [Algebra.Zero]);

    /// <summary>The last of the layers that a list is made of.</summary>
    private static IOperation? LastOf(IOperation? layers)
    {
        while (layers is IConversionOperation conversion)
        {
            layers = conversion.Operand;
        }

        return layers switch
        {
            IObjectCreationOperation { Initializer.Initializers: [.., IInvocationOperation { Arguments: [var added] }] } => added.Value,
            IArrayCreationOperation { Initializer.ElementValues: [.., var element] } => element,
            ICollectionExpressionOperation { Elements: [.., var element and not ISpreadOperation] } => element,
            _ => null,
        };
    }

    /// <summary>The activation that a layer ends with: by its own name, or as its argument, a member or a name.</summary>
    private static ValueKind? LayerActivation(IInvocationOperation invocation)
    {
        if (invocation.TargetMethod.ReturnType.Name is not ("ILayer" or "Layer"))
        {
            return null;
        }

        var activation = invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "activation")?.Value;
        while (activation is IConversionOperation conversion)
        {
            activation = conversion.Operand;
        }

        return TensorFunctions.ActivationOf(activation switch
        {
            null => invocation.TargetMethod.Name,
            { ConstantValue: { HasValue: true, Value: string name } } => name,
            IMemberReferenceOperation member => member.Member.Name,
            _ => "",
        });
    }

    /// <summary>Keeps the loss that a model is compiled with, where that takes logits.</summary>
    private void Compile(IInvocationOperation invocation, Value instance, IReadOnlyList<Value> arguments)
    {
        var parameter = invocation.TargetMethod.Parameters.FirstOrDefault(parameter => parameter.Name == "loss");
        if (_silent > 0
            || parameter is null
            || parameter.Ordinal >= arguments.Count
            || arguments[parameter.Ordinal] is not { Kind: ValueKind.Call, Tag: IMethodSymbol loss } made
            || TensorFunctions.CompiledDomainOf(loss) is not { } domain
            || Given(loss, made, "from_logits") is not { } fromLogits
            || !fromLogits.Is(1))
        {
            return;
        }

        var output = instance is { Kind: ValueKind.Call, Tag: IMethodSymbol model } ? Given(model, instance, "outputs") : Read(EndOf(instance));
        if (output is not null && invocation.Instance is { } compiled)
        {
            _losses.Add(new(invocation, loss.Name, domain, new(compiled, output)));
        }
    }

    /// <summary>What a call was given as one of its parameters.</summary>
    private static Value? Given(IMethodSymbol method, Value call, string name)
        => method.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { Ordinal: var ordinal } && ordinal + call.Operands.Length - method.Parameters.Length is >= 0 and var index
            ? call.Operands[index]
            : null;
}
