using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Activations and losses of TorchSharp and TensorFlow.NET, as functions and as modules.</summary>
internal sealed partial class Evaluator
{
    /// <summary>What an activation makes of its input, or a module that ends with one; null for any other call.</summary>
    private Value? Activate(IInvocationOperation invocation, Value? module, IReadOnlyList<Value> arguments)
    {
        var method = invocation.TargetMethod;
        if (TensorFunctions.IsForward(method))
        {
            if (invocation.Instance?.Type is not { } type)
            {
                return null;
            }

            // A module's call runs the forward method that its own type has.
            var own = TensorFunctions.IsModule(type) ? type.GetMembers("forward").OfType<IMethodSymbol>().FirstOrDefault(forward => forward.Parameters.Length == arguments.Count) : null;
            if (module?.Kind == ValueKind.This)
            {
                return method.Name == "call" && own is not null ? Help(own, module, arguments) : null;
            }

            // What another instance of the type makes of its input has other weights in it.
            if (own is not null && Help(own, Algebra.This, arguments) is { } made)
            {
                return made.Kind is ValueKind.Softmax or ValueKind.LogSoftmax or ValueKind.Sigmoid ? Activation(made.Kind, Algebra.Unknown(), made.Operands.Skip(1).FirstOrDefault()) : null;
            }

            return arguments.Count > 0 && module is not null ? Run(module, type, arguments[0]) : null;
        }

        if (!TensorFunctions.IsOfTensors(method) || TensorFunctions.ActivationOf(method.Name) is not { } kind || method.ReturnType.Name != "Tensor")
        {
            return null;
        }

        Value[] inputs = TensorFunctions.IsOnTensor(method) && module is not null ? [module, .. arguments] : [.. arguments];
        return inputs.Length == 0 ? null : Activation(kind, inputs[0], inputs.Length > 1 ? inputs[1] : null);
    }

    /// <summary>What a module that is an activation, or a sequence that ends with one, makes of its input.</summary>
    private Value? Run(Value module, ITypeSymbol type, Value input)
    {
        if (module is { Kind: ValueKind.Call, Tag: IMethodSymbol maker } && TensorFunctions.IsOfTensors(maker))
        {
            return TensorFunctions.IsSequential(maker) ? module.Operands is [var last] ? Run(last, maker.ReturnType, Algebra.Unknown(input)) : null
                : TensorFunctions.ActivationOf(maker.Name) is { } made ? Activation(made, input, module.Operands.FirstOrDefault()) : null;
        }

        return TensorFunctions.IsOfTensors(type) && TensorFunctions.ActivationOf(type.Name) is { } kind ? Activation(kind, input, null) : null;
    }

    private static Value Activation(ValueKind kind, Value input, Value? axis)
        => kind == ValueKind.Sigmoid ? Algebra.Of(kind, input) : Algebra.Of(kind, input, axis is { Kind: ValueKind.Constant } ? axis : Algebra.Unknown());

    /// <summary>The module that a method is called on: what a field is set to, if it is set once.</summary>
    private Value ModuleOf(IInvocationOperation invocation, Value instance)
        => TensorFunctions.IsForward(invocation.TargetMethod) && instance.Kind == ValueKind.Read && invocation.Instance is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member
            && OnlyValueOf(member.Member) is { } value
                ? value
                : instance;

    /// <summary>What a field or property of the type, which none but the type can set, is set to in its one assignment.</summary>
    private Value? OnlyValueOf(ISymbol member)
    {
        if (_helperDepth >= MaximumHelperDepth
            || member is not (IFieldSymbol { IsReadOnly: true } or IFieldSymbol { DeclaredAccessibility: Accessibility.Private } or IPropertySymbol { SetMethod: null or { DeclaredAccessibility: Accessibility.Private } }))
        {
            return null;
        }

        var assigned = Bodies(member.ContainingType)
            .SelectMany(body => body.Descendants())
            .Where(operation => operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } && SymbolEqualityComparer.Default.Equals(target.Member, member))
            .Select(operation => ((ISimpleAssignmentOperation)operation).Value)
            .Concat(_bodyOf(member) is ISymbolInitializerOperation initializer ? [initializer.Value] : [])
            .ToArray();
        if (assigned.Length != 1)
        {
            return null;
        }

        var before = _state;
        (_state, _silent, _helperDepth) = (State.Empty, _silent + 1, _helperDepth + 1);
        var value = Evaluate(assigned[0]);
        (_state, _silent, _helperDepth) = (before, _silent - 1, _helperDepth - 1);
        return value;
    }

    private IEnumerable<IOperation> Bodies(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>().Select(method => _bodyOf(method)).OfType<IOperation>();

    /// <summary>What a sequence of modules ends with; nothing is known of one that the type adds modules to.</summary>
    private Value? Sequence(IInvocationOperation invocation)
    {
        if (!TensorFunctions.IsSequential(invocation.TargetMethod))
        {
            return null;
        }

        var modules = invocation.Arguments.LastOrDefault()?.Value;
        while (modules is IConversionOperation conversion)
        {
            modules = conversion.Operand;
        }

        var last = modules switch
        {
            IArrayCreationOperation { Initializer.ElementValues: [.., var element] } => element,
            ICollectionExpressionOperation { Elements: [.., var element] } => element,
            _ => null,
        };
        while (last is IConversionOperation conversion)
        {
            last = conversion.Operand;
        }

        // Modules may have names: ("softmax", Softmax(1)).
        last = last is ITupleOperation { Elements: [_, var named] } ? named : last;
        var owner = invocation.SemanticModel?.GetEnclosingSymbol(invocation.Syntax.SpanStart)?.ContainingType;
        var isExtended = owner is null || Bodies(owner).SelectMany(body => body.Descendants()).Any(operation
            => operation is IInvocationOperation { TargetMethod.Name: "append" or "Add" or "add" or "register_module" or "add_module", Instance.Type.Name: "Sequential" });
        return last is null || isExtended ? null : Algebra.Of(ValueKind.Call, invocation.TargetMethod, [Evaluate(last)]);
    }
}
