using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>What rules see of losses and softmaxes as they are called.</summary>
internal sealed partial class Evaluator
{
    /// <summary>TorchSharp's <c>Reduction.Sum</c>.</summary>
    private const double SumOfRows = 2;

    /// <summary>Keeps a call of a loss.</summary>
    private void Lose(IInvocationOperation invocation, Value? module, IReadOnlyList<Value> arguments)
    {
        if (_silent > 0 || arguments.Count == 0)
        {
            return;
        }

        var method = invocation.TargetMethod;
        if (_settings.IsLogitLoss(method))
        {
            Keep(method.Name, LossDomain.OtherLogits, null, []);
        }
        else if (TensorFunctions.IsForward(method))
        {
            // What a module was made with: log_target is one of the parameters of what makes it.
            var maker = module is { Kind: ValueKind.Call, Tag: IMethodSymbol made } && TensorFunctions.IsOfTensors(made) ? made : null;
            var name = maker?.Name ?? (invocation.Instance?.Type is { } type && TensorFunctions.IsOfTensors(type) ? type.Name : "");
            if (TensorFunctions.DomainOf(name) is { } domain)
            {
                Keep(name, domain, maker, module?.Operands ?? []);
            }
        }
        else if (TensorFunctions.IsOfTensors(method) && method.ReturnType.Name == "Tensor" && TensorFunctions.DomainOf(method.Name) is { } domain)
        {
            Keep(method.Name, domain, method, arguments);
        }

        void Keep(string name, LossDomain domain, IMethodSymbol? options, IReadOnlyList<Value> given)
        {
            if (Argument(method.Parameters.FirstOrDefault(parameter => parameter.Name == "logits")?.Ordinal ?? 0) is { } outputs)
            {
                _losses.Add(new(invocation, name, domain, outputs) { LogTargets = Is("log_target", 1) ? Argument(1) : null, IsSum = Is("reduction", SumOfRows) });
            }

            bool Is(string option, double value)
                => options?.Parameters.FirstOrDefault(parameter => parameter.Name == option) is { Ordinal: var ordinal } && ordinal < given.Count && given[ordinal].Is(value);
        }

        LossArgument? Argument(int ordinal)
            => ordinal < arguments.Count && invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal) is { Value: var given }
                ? new(given, ElementOf(arguments[ordinal], given.Type))
                : null;
    }

    /// <summary>Keeps a call of a helper that returns a softmax in a collection.</summary>
    private Value KeepSoftmax(IInvocationOperation invocation, Value value)
    {
        if (_silent == 0 && ElementOf(value, invocation.Type) is var element && !ReferenceEquals(element, value) && Exponentials.NormalizedBy(element) is not null)
        {
            _softmaxes.Add(new(invocation, element, null));
        }

        return value;
    }

    /// <summary>The value; of a collection, what each of its elements is.</summary>
    private Value ElementOf(Value value, ITypeSymbol? type)
        => value.Kind == ValueKind.Sequence || (value.Kind is ValueKind.New or ValueKind.Input or ValueKind.Read or ValueKind.Slice && type is not null && IsCollection(type))
            ? Element(value, [Algebra.NewIndex()])
            : value;
}
