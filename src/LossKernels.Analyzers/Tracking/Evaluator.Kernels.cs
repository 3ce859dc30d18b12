using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Calls of this project's kernels, whose parameters' names say what they hold.</summary>
internal sealed partial class Evaluator
{
    /// <summary>What kernels made of what: the call, the argument it read, the values it read there, the collection it wrote.</summary>
    private readonly List<(IInvocationOperation Call, LossArgument Input, Value Collection, Value Index, Value Output)> _activated = [];

    /// <summary>Keeps what a kernel is given and makes, and returns what it returns.</summary>
    private Value RunKernel(IInvocationOperation invocation, KernelDeclaration kernel, List<Value> arguments)
    {
        var parameters = invocation.TargetMethod.Parameters;
        var index = Algebra.NewIndex();
        KeepLoss("logits", kernel.Kind switch
        {
            KernelKind.CrossEntropy => LossDomain.SoftmaxLogits,
            KernelKind.BinaryCrossEntropy => LossDomain.SigmoidLogits,
            KernelKind.KullbackLeibler or KernelKind.Entropy => LossDomain.OtherLogits,
            _ => null,
        });
        KeepLoss("teacherLogits", LossDomain.OtherLogits);
        KeepLoss("logProbabilities", kernel.Kind == KernelKind.NegativeLogLikelihood ? LossDomain.LogProbabilities : null);
        var logits = CollectionOf("logits") is { } read ? Element(read, [index]) : Algebra.Unknown();
        var activated = Algebra.Of(ValueKind.Softmax, logits, Algebra.Constant(kernel.Classes));
        if (_silent == 0 && kernel.Kind is KernelKind.Softmax or KernelKind.LogSoftmax or KernelKind.Predict or KernelKind.TopK)
        {
            _softmaxes.Add(new(invocation, activated, Given("logits")));
        }

        // What is read is known before anything is written: the output may be the input's memory.
        var input = Given("logits");
        var result = Opaque(invocation, arguments);
        Write("probabilities", kernel.Kind switch
        {
            KernelKind.Softmax or KernelKind.CrossEntropy => activated,
            KernelKind.Sigmoid or KernelKind.BinaryCrossEntropy => Algebra.Of(ValueKind.Sigmoid, logits),
            _ => null,
        });
        Write("logProbabilities", kernel.Kind == KernelKind.LogSoftmax ? Algebra.Of(ValueKind.LogSoftmax, logits, Algebra.Constant(kernel.Classes)) : null);
        if (kernel is { Reduction: Reduction.Mean, IsOneRow: false })
        {
            _means.Add(new(result, kernel.Classes, [.. Lengths("labels"), .. Lengths("losses")], [.. Lengths("logits"), .. Lengths("targets"), .. Lengths("gradient"), .. Lengths("logProbabilities")]));
        }

        return result;

        Value? CollectionOf(string role) => arguments.Count >= parameters.Length && parameters.FirstOrDefault(parameter => parameter.Name == role) is { Ordinal: var ordinal }
            ? arguments[ordinal + arguments.Count - parameters.Length]
            : null;

        LossArgument? Given(string role) => CollectionOf(role) is { } collection && invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == role) is { Value: var given }
            ? new LossArgument(given, Element(collection, [index])) { Activation = ActivationOf(collection) }
            : null;

        void KeepLoss(string role, LossDomain? domain)
        {
            if (_silent == 0 && domain is { } takes && Given(role) is { } outputs)
            {
                _losses.Add(new(invocation, invocation.TargetMethod.Name, takes, outputs));
            }
        }

        void Write(string role, Value? content)
        {
            if (content is not null && CollectionOf(role) is { } collection)
            {
                Fill(collection, position => Substitution.Replace(content, index, position));
                if (input is not null && CollectionOf("logits") is { } source)
                {
                    _activated.Add((invocation, input, source, index, collection));
                }
            }
        }

        IEnumerable<Value> Lengths(string role)
        {
            if (CollectionOf(role) is { } collection)
            {
                yield return LengthOf(collection);
                if (Given(role)?.Operation is { } operation && LengthOfSlice(operation) is { } length)
                {
                    yield return length;
                }
            }
        }
    }

    /// <summary>The kernel's call that made what a collection holds, and what that was made of, where this still is as it was.</summary>
    private IReadOnlyList<IOperation> ActivationOf(Value collection)
    {
        var (call, input, source, index, _) = _activated.LastOrDefault(one => one.Output.Equals(collection));
        return call is not null && Element(source, [index]).Equals(input.Value) && Element(collection, [index]) is { Kind: ValueKind.Softmax or ValueKind.LogSoftmax or ValueKind.Sigmoid } held && held.Operands[0].Equals(input.Value)
            ? [call, input.Operation]
            : [];
    }

    /// <summary>The length that a slice is taken of.</summary>
    private Value? LengthOfSlice(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        if (operation is not IInvocationOperation { TargetMethod.Name: "Slice" or "AsSpan" } slice || slice.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "length") is not { } length)
        {
            return null;
        }

        _silent++;
        var value = Evaluate(length.Value);
        _silent--;
        return value;
    }
}
