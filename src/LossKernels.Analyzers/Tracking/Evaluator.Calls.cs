using System.Collections.Immutable;
using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Calls: of functions, of LINQ and other methods over sequences, of lambdas, and of helpers of the same type.</summary>
internal sealed partial class Evaluator
{
    private Value Invoke(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        var instance = invocation.Instance is null ? null : Evaluate(invocation.Instance);

        // In the order of the parameters, whatever order they are written in. What an output held before does not matter.
        var arguments = invocation.Arguments
            .OrderBy(argument => argument.Parameter?.Ordinal ?? 0)
            .Select(argument => argument.Parameter?.RefKind == RefKind.Out ? Algebra.Zero : Evaluate(argument.Value))
            .ToList();
        if (_functions.NameOf(method) is { } name && MathFunctions.Apply(name, arguments) is { } value)
        {
            return Record(invocation, value);
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && instance is not null)
        {
            return Apply(instance, arguments);
        }

        var module = instance is null ? null : ModuleOf(invocation, instance);
        Lose(invocation, module, arguments);
        if (Activate(invocation, module, arguments) is { } activation)
        {
            return Record(invocation, activation);
        }

        if ((RunKeras(invocation, instance, arguments) ?? Sequence(invocation)) is { } made)
        {
            return made;
        }

        if (instance is not null && !method.IsStatic)
        {
            arguments.Insert(0, instance);
        }

        if (Asserted(method, arguments) is { } asserted)
        {
            // From here on it holds, for all that the code's author says.
            _state = _state.Under(asserted);
        }

        if (_settings.IsGuard(method))
        {
            var guarded = Opaque(invocation, arguments);
            return Algebra.Max(Algebra.Min(guarded, Algebra.Constant(double.MaxValue)), Algebra.Constant(double.MinValue));
        }

        if (_functions.Kernels.Of(method) is { } kernel)
        {
            return Record(_calls, invocation, RunKernel(invocation, kernel, arguments));
        }

        if ((OfProbabilities(invocation, arguments) ?? OverSequence(invocation, arguments)) is { } processed)
        {
            return Record(_calls, invocation, processed);
        }

        return Record(_calls, invocation, Help(invocation, instance, arguments) is { } helped ? KeepSoftmax(invocation, helped) : Opaque(invocation, arguments));
    }

    /// <summary>The condition without which a call does not return; null if there is none.</summary>
    private static Value? Asserted(IMethodSymbol method, IReadOnlyList<Value> arguments) => (method.ContainingType?.Name, method.Name) switch
    {
        ("Debug" or "Trace", "Assert") when arguments.Count > 0 => arguments[0],
        ("ArgumentOutOfRangeException", "ThrowIfNegativeOrZero") when arguments.Count > 0 => Algebra.Less(Algebra.Zero, arguments[0], orEqual: false),
        ("ArgumentOutOfRangeException", "ThrowIfZero") when arguments.Count > 0 => Algebra.Not(Algebra.Of(ValueKind.Zero, arguments[0])),
        _ => null,
    };

    /// <summary>What a function of the program returns that is not followed: the same for the same arguments.</summary>
    private Value Opaque(IInvocationOperation invocation, List<Value> arguments)
    {
        // What it may write to is unknown from here on.
        foreach (var argument in invocation.Arguments)
        {
            var type = argument.Parameter?.Type;
            if (argument.Parameter is { RefKind: RefKind.Out } output)
            {
                // As what it returns.
                Assign(argument.Value, Algebra.Of(ValueKind.Call, output, [.. arguments]));
            }
            else if (argument.Parameter?.RefKind == RefKind.Ref)
            {
                Assign(argument.Value, Algebra.Unknown());
            }
            else if (type is IArrayTypeSymbol or { Name: "Span" or "Memory" or "List" or "IList" or "Array" })
            {
                Forget(Evaluate(argument.Value));
            }
        }

        if (invocation.Instance is { Type: { } instanceType and not IArrayTypeSymbol } && arguments[0].Kind != ValueKind.This && IsCollection(instanceType) && !invocation.TargetMethod.IsStatic && !IsLookup(invocation.TargetMethod))
        {
            Forget(arguments[0]);
        }

        return Algebra.Of(ValueKind.Call, invocation.TargetMethod, [.. arguments]);
    }

    /// <summary>Whether a collection of the framework's stays what it is when the method is called.</summary>
    private static bool IsLookup(IMethodSymbol method) => IsIn(method.ContainingType, "System")
        && method.Name is "TryGetValue" or "ContainsKey" or "ContainsValue" or "Contains" or "IndexOf" or "LastIndexOf" or "BinarySearch" or "Exists" or "Peek" or "CopyTo";

    /// <summary>From here on, nothing is known of what a collection holds.</summary>
    private void Forget(Value collection)
    {
        while (collection.Kind == ValueKind.Slice)
        {
            collection = collection.Operands[0];
        }

        if (collection.Kind is ValueKind.New or ValueKind.Input or ValueKind.Read)
        {
            Set(Place.Of(collection), null);
        }
    }

    /// <summary>What a function value returns for arguments.</summary>
    private Value Apply(Value function, IReadOnlyList<Value> arguments)
    {
        switch (function.Tag)
        {
            case IAnonymousFunctionOperation lambda:
                _called.Add(lambda);
                return IsOwn(lambda) ? Openly(() => Call(lambda.Symbol, lambda.Body, arguments)) : Call(lambda.Symbol, lambda.Body, arguments);
            case IMethodReferenceOperation reference:
                // Select hands the position on, too, to those who take it.
                var method = reference.Method;
                arguments = [.. arguments.Take(method.Parameters.Length)];
                return _functions.NameOf(method) is { } name && MathFunctions.Apply(name, arguments) is { } value
                    ? Record(reference, value)
                    : Help(method, reference.Instance is null ? null : Evaluate(reference.Instance), arguments) ?? Algebra.Of(ValueKind.Call, method, [.. arguments]);
            default:
                return Algebra.Unknown([.. arguments]);
        }
    }

    /// <summary>A call of a helper: what it returns, with what it leaves in its <c>out</c> and <c>ref</c> parameters assigned.</summary>
    private Value? Help(IInvocationOperation invocation, Value? instance, IReadOnlyList<Value> arguments)
    {
        if (Help(invocation.TargetMethod, instance, arguments) is not { } value)
        {
            return null;
        }

        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out } parameter)
            {
                Assign(argument.Value, _state.Variables.TryGetValue(parameter, out var held) ? held : Algebra.Unknown());
            }
        }

        return value;
    }

    /// <summary>What a helper of the same type returns, or a local function; null for any other method.</summary>
    private Value? Help(IMethodSymbol method, Value? instance, IReadOnlyList<Value> arguments)
    {
        if (method.IsVirtual || method.IsAbstract || method.IsAsync || _helperDepth >= MaximumHelperDepth
            || (instance is not null && instance.Kind != ValueKind.This)
            || _bodyOf(method) is not { } body)
        {
            return null;
        }

        // A helper's own operations are seen where the helper itself is followed.
        _helperDepth++;
        _silent++;
        _silentHelpers++;
        var value = Call(method, body, instance is null ? arguments : arguments.Skip(arguments.Count - method.Parameters.Length).ToArray());
        _silentHelpers--;
        _silent--;
        _helperDepth--;
        return value;
    }

    /// <summary>Whether a lambda is written in the method that is followed: its operations are seen here, even where a helper calls it.</summary>
    private bool IsOwn(IAnonymousFunctionOperation lambda) => lambda.Syntax.SyntaxTree == _body.Syntax.SyntaxTree && _body.Syntax.Span.Contains(lambda.Syntax.Span);

    private Value Openly(Func<Value> compute)
    {
        var helpers = _silentHelpers;
        (_silent, _silentHelpers) = (_silent - helpers, 0);
        var value = compute();
        (_silent, _silentHelpers) = (_silent + helpers, helpers);
        return value;
    }

    private Value Call(IMethodSymbol method, IOperation body, IReadOnlyList<Value> arguments)
    {
        var before = _state;
        for (var i = 0; i < method.Parameters.Length && i < arguments.Count; i++)
        {
            _state = _state.With(method.Parameters[i], arguments[i]);
        }

        _returned.Push([]);
        _continued.Push([]);
        Execute(body);
        _continued.Pop();
        var returned = _returned.Pop();
        if (_state.IsReached)
        {
            // The end of a body that returns nothing.
            returned.Add((_state, Algebra.Unknown()));
        }

        // The last return is the one that is left when none of those before it was taken.
        var (state, result) = returned.Count > 0 ? returned[returned.Count - 1] : (before, Algebra.Unknown());
        for (var i = returned.Count - 2; i >= 0; i--)
        {
            var condition = returned[i].State.Conditions.Skip(before.Conditions.Length).ToArray() switch
            {
                [] => Algebra.Unknown(),
                [var one] => one,
                var several => Algebra.Of(ValueKind.And, several),
            };
            if (IsOfNothing(condition))
            {
                // Without elements there is nothing to say of them.
                continue;
            }

            result = Algebra.Choice(condition, returned[i].Value, result);
            state = State.Join(condition, returned[i].State with { IsReached = true }, state with { IsReached = true }, before.Conditions);
        }

        _state = state with { IsReached = true, Conditions = before.Conditions };
        return result;
    }

    /// <summary>Whether a condition says that a collection is empty.</summary>
    private static bool IsOfNothing(Value condition)
        => condition is { Kind: ValueKind.Zero, Operands: [{ Kind: ValueKind.Length }] } || (condition.Kind == ValueKind.Or && condition.Operands.Any(IsOfNothing));
}
