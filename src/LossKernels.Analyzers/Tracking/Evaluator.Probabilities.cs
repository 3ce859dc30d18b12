using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Probabilities that are computed by methods that the project's settings name, and what TorchSharp and TensorFlow.NET make of tensors.</summary>
internal sealed partial class Evaluator
{
    /// <summary>What a method that makes probabilities, or takes the logarithm of tensors or clamps them, returns; null for any other. An instance is the first argument.</summary>
    private Value? OfProbabilities(IInvocationOperation invocation, List<Value> arguments)
    {
        var method = invocation.TargetMethod;
        if (_settings.IsSoftmax(method))
        {
            return Made(invocation, arguments, ValueKind.Softmax);
        }

        if (_settings.IsProbability(method))
        {
            return Made(invocation, arguments, ValueKind.Probability);
        }

        return IsIn(method.ContainingType, "TorchSharp") || IsIn(method.ContainingType, "Tensorflow") ? OfTensors(invocation, arguments) : null;
    }

    /// <summary>What a method of the settings returns, or writes to the last array or span that it takes.</summary>
    private Value Made(IInvocationOperation invocation, List<Value> arguments, ValueKind kind)
    {
        var method = invocation.TargetMethod;
        var value = Opaque(invocation, arguments);
        if (!method.ReturnsVoid)
        {
            return IsCollection(method.ReturnType) && method.ReturnType.Name is not ("Tensor" or "Tensors")
                ? Copy(invocation, Map(index => Algebra.Of(kind, value, index)))
                : Algebra.Of(kind, value);
        }

        var offset = arguments.Count - method.Parameters.Length;
        if (method.Parameters.LastOrDefault(parameter => parameter.Type is IArrayTypeSymbol or { Name: "Span" or "Memory" or "List" or "IList" }) is { } output)
        {
            Fill(arguments[offset + output.Ordinal], index => Algebra.Of(kind, value, index));
        }

        return value;
    }

    /// <summary>Functions of tensors, as methods of the tensor or with the tensor as their first argument.</summary>
    private Value? OfTensors(IInvocationOperation invocation, List<Value> arguments)
    {
        var offset = invocation.Instance is null || invocation.Instance.Type?.Name == "Tensor" ? 0 : 1;
        if (arguments.Count <= offset)
        {
            return null;
        }

        var tensor = arguments[offset];
        return invocation.TargetMethod.Name switch
        {
            "log" => Record(invocation, Algebra.Of(ValueKind.Log, tensor)),
            "clamp" or "clip" or "clip_by_value" when arguments.Count == offset + 3 => Algebra.Max(Algebra.Min(tensor, arguments[offset + 2]), arguments[offset + 1]),
            "clamp_min" or "maximum" when arguments.Count == offset + 2 => Algebra.Max(tensor, arguments[offset + 1]),
            _ => null,
        };
    }
}
