using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>
/// What one method of a type leaves in a field or property and another reads, as a layer keeps its output for its backward pass: known where all methods of the
/// type that assign it agree.
/// </summary>
/// <param name="bodies">The type's bodies, by what they are of.</param>
/// <param name="endOf">What memory holds when a method has run.</param>
internal sealed class KeptOutputs(IReadOnlyCollection<KeyValuePair<ISymbol, IOperation>> bodies, Func<IOperation, State> endOf)
{
    private readonly Dictionary<(ISymbol Member, int Positions), Output?> _known = [];

    /// <summary>The activation whose output a value is, be it computed where it is used or kept from another method; null for any other value.</summary>
    public ValueKind? ActivationOf(Value value) => Activations.Of(value) ?? (IsKept(value) ? Known(value)?.Activation : null);

    /// <summary>
    /// The activation whose output a value is that another method has kept where none but the type sets it, and that can be as small as the activation gets;
    /// null for any other value.
    /// </summary>
    public ValueKind? KeptActivationOf(Value value)
        => IsKept(value) && value.Operands[1].Tag is IFieldSymbol { DeclaredAccessibility: Accessibility.Private or Accessibility.NotApplicable } or IFieldSymbol { IsReadOnly: true }
            or IPropertySymbol { SetMethod: null or { DeclaredAccessibility: Accessibility.Private } }
                && Known(value) is { IsBounded: false } output
                    ? output.Activation
                    : null;

    /// <summary>A member of the instance, or an element of it, that the method itself has not written to.</summary>
    private static bool IsKept(Value value)
        => value is { Kind: ValueKind.Read, Number: 0, Operands: [{ Kind: ValueKind.This }, { Kind: ValueKind.Member }, ..] } && value.Operands.Skip(2).All(step => step.Kind != ValueKind.Member);

    private Output? Known(Value value)
    {
        var (member, positions) = ((ISymbol)value.Operands[1].Tag!, value.Operands.Length - 2);
        var key = (member, positions);
        if (!_known.TryGetValue(key, out var output))
        {
            _known[key] = null;
            output = Find(member, positions);
            _known[key] = output;
        }

        return output;
    }

    private Output? Find(ISymbol member, int positions)
    {
        var found = default(Output?);
        foreach (var body in bodies.Where(body => body.Key is IMethodSymbol && Assigns(body.Value, member)))
        {
            if (OutputIn(endOf(body.Value), member, positions) is not { } output || (found is not null && found.Activation != output.Activation))
            {
                return null;
            }

            found = found is { IsBounded: true } ? found : output;
        }

        return found;
    }

    private static Output? OutputIn(State end, ISymbol member, int positions)
    {
        var value = end.Read(Place.Of(Algebra.This, member));
        for (var i = 0; i < positions; i++)
        {
            var index = Algebra.NewIndex();
            value = value.Kind == ValueKind.Sequence ? Algebra.At(value, index) : end.Read(Place.Of(value, [index]));
        }

        return Activations.Of(value) is { } activation ? new(activation, Probabilities.HasBoundedExponent(value, [])) : null;
    }

    /// <summary>Whether a body gives the member a value, or its elements; memory that is made for it is none.</summary>
    private static bool Assigns(IOperation body, ISymbol member) => body.Descendants().Any(operation => operation switch
    {
        IAssignmentOperation assignment => IsOf(assignment.Target, member) && !(assignment.Target is IMemberReferenceOperation && IsEmpty(assignment.Value)),
        IIncrementOrDecrementOperation step => IsOf(step.Target, member),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => IsOf(argument.Value, member),
        _ => false,
    });

    private static bool IsOf(IOperation target, ISymbol member) => target switch
    {
        IMemberReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Member, member) => reference.Instance is null or IInstanceReferenceOperation,
        IArrayElementReferenceOperation element => IsOf(element.ArrayReference, member),
        IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } instance } => IsOf(instance, member),
        _ => false,
    };

    private static bool IsEmpty(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value is IArrayCreationOperation { Initializer: null } or IObjectCreationOperation { Initializer: null, Arguments: [] } or ICollectionExpressionOperation { Elements: [] }
            or IInvocationOperation { TargetMethod: { Name: "Empty", ContainingType.Name: "Array" } }
            or { ConstantValue: { HasValue: true } };
    }

    /// <param name="Activation">What the member holds the output of.</param>
    /// <param name="IsBounded">Whether what that is of is bounded on both sides.</param>
    private sealed record Output(ValueKind Activation, bool IsBounded);
}
