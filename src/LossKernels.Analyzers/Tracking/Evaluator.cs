using System.Collections.Immutable;
using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>
/// Follows the values of one method from its first statement to its last: a variable holds what was last assigned to it, a branch gives a
/// choice, a loop a reduction or a value per position, a lambda or helper of the same type what it returns. What it cannot follow is unknown.
/// </summary>
internal sealed partial class Evaluator
{
    /// <summary>A helper's helpers are unknown.</summary>
    private const int MaximumHelperDepth = 2;

    /// <summary>Loops that lie deeper within each other than this are not followed: each is run twice.</summary>
    private const int MaximumLoopDepth = 6;

    private readonly IOperation _body;
    private readonly MathFunctions _functions;
    private readonly Settings _settings;
    private readonly Func<ISymbol, IOperation?> _bodyOf;
    private readonly CancellationToken _cancellation;
    private readonly List<Application> _applications = [];
    private readonly List<Application> _calls = [];
    private readonly List<Application> _results = [];
    private readonly List<Application> _stored = [];
    private readonly List<LossCall> _losses = [];
    private readonly List<SoftmaxCall> _softmaxes = [];
    private readonly List<MeanLoss> _means = [];
    private readonly Stack<List<(State State, Value Value)>> _returned = new();
    private readonly Stack<List<State>> _continued = new();
    private readonly List<Value> _loops = [];
    private readonly HashSet<IOperation> _called = [];
    private State _state = State.Empty;
    private int _silent;
    private int _silentHelpers;
    private int _helperDepth;

    private Evaluator(IOperation body, MathFunctions functions, Settings settings, Func<ISymbol, IOperation?> bodyOf, CancellationToken cancellation)
    {
        _body = body;
        _functions = functions;
        _settings = settings;
        _bodyOf = bodyOf;
        _cancellation = cancellation;
    }

    /// <param name="owner">The method, or the field or property that the body initializes.</param>
    /// <param name="body">Its body.</param>
    /// <param name="functions">The functions that are known by their symbols.</param>
    /// <param name="settings">What the project says of methods.</param>
    /// <param name="bodyOf">The body of a method of the same type, or what initializes a field or property of it; null for any other.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static MethodValues Follow(
        ISymbol owner,
        IOperation body,
        MathFunctions functions,
        Settings settings,
        Func<ISymbol, IOperation?> bodyOf,
        CancellationToken cancellation)
    {
        var evaluator = Run(body, functions, settings, bodyOf, cancellation);
        var (returned, end) = (evaluator._results.ToArray(), evaluator._state);

        // What is handed on to be called elsewhere is called with anything.
        foreach (var lambda in body.DescendantsAndSelf())
        {
            var function = lambda switch
            {
                IAnonymousFunctionOperation anonymous when evaluator._called.Add(anonymous) => anonymous.Body,
                ILocalFunctionOperation { Body: { } local } => local,
                _ => null,
            };
            evaluator._state = evaluator._state with { IsReached = true, Conditions = [] };
            evaluator.Execute(function);
        }

        return new(owner, body, evaluator._applications, evaluator._calls, returned, evaluator._losses, evaluator._softmaxes, evaluator._means, end, functions, evaluator._bodyOf) { Stored = evaluator._stored };
    }

    /// <summary>What variables and memory hold when a method has run to its end, or to the last of its returns.</summary>
    /// <inheritdoc cref="Follow"/>
    public static State EndOf(IOperation body, MathFunctions functions, Settings settings, Func<ISymbol, IOperation?> bodyOf, CancellationToken cancellation)
    {
        var evaluator = Run(body, functions, settings, bodyOf, cancellation);
        return evaluator._state.IsReached || evaluator._returned.Peek() is not [.., var (last, _)] ? evaluator._state : last;
    }

    private static Evaluator Run(IOperation body, MathFunctions functions, Settings settings, Func<ISymbol, IOperation?> bodyOf, CancellationToken cancellation)
    {
        var locals = body.Descendants().OfType<ILocalFunctionOperation>().ToArray();
        var evaluator = new Evaluator(
            body,
            functions,
            settings,
            method => locals.FirstOrDefault(local => SymbolEqualityComparer.Default.Equals(local.Symbol, method)) is { } found ? found.Body : bodyOf(method),
            cancellation);
        evaluator._returned.Push([]);
        evaluator._continued.Push([]);
        evaluator.Execute(body);
        return evaluator;
    }

    private Value Record(IOperation operation, Value value) => Record(_applications, operation, value);

    private Value Record(List<Application> list, IOperation operation, Value value)
    {
        if (_silent == 0)
        {
            list.Add(new(operation, value, _state));
        }

        return value;
    }

    /// <summary>What an expression computes; its effects are those of the state after it.</summary>
    private Value Evaluate(IOperation? operation)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (operation is null)
        {
            return Algebra.Unknown();
        }

        if (operation.ConstantValue is { HasValue: true, Value: { } constant } && Number(constant) is { } number)
        {
            return Algebra.Constant(number);
        }

        return operation switch
        {
            IConversionOperation conversion => Convert(conversion),
            IParenthesizedOperation parenthesized => Evaluate(parenthesized.Operand),
            ILocalReferenceOperation local => Held(local.Local),
            IParameterReferenceOperation parameter => Held(parameter.Parameter),
            IInstanceReferenceOperation => Algebra.This,
            IFieldReferenceOperation field => ConstantOf(field) ?? TupleElement(field) ?? Read(PlaceOf(field)),
            IPropertyReferenceOperation property => Property(property),
            IArrayElementReferenceOperation element => Evaluate(element.ArrayReference) is var array ? Element(array, [.. element.Indices.Select(index => Position(array, index))]) : Algebra.Unknown(),
            IImplicitIndexerReferenceOperation indexer => Evaluate(indexer.Instance) is var list ? Element(list, [Position(list, indexer.Argument)]) : Algebra.Unknown(),
            IUnaryOperation unary => Unary(unary),
            IBinaryOperation binary => Operate(binary, binary.OperatorKind, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand)),
            IConditionalOperation { WhenFalse: { } no } conditional => Conditional(conditional, no),
            IIsPatternOperation pattern => Matches(Evaluate(pattern.Value), pattern.Pattern),
            ISwitchExpressionOperation choice => SwitchExpression(choice),
            ISimpleAssignmentOperation assignment => Record(_stored, assignment, Assign(assignment.Target, Evaluate(assignment.Value))),
            ICompoundAssignmentOperation assignment => Assign(
                assignment.Target,
                Operate(assignment, assignment.OperatorKind, Evaluate(assignment.Target), Evaluate(assignment.Value))),
            IIncrementOrDecrementOperation increment => Increment(increment),
            IDeconstructionAssignmentOperation deconstruction => Deconstruct(deconstruction),
            IInvocationOperation invocation => Invoke(invocation),
            IAnonymousFunctionOperation or IMethodReferenceOperation => new(ValueKind.Function, [], tag: operation),
            IDelegateCreationOperation creation => Evaluate(creation.Target),
            IArrayCreationOperation array => Create(array, array.Initializer?.ElementValues ?? []),
            IObjectCreationOperation creation => Create(creation),
            ICollectionExpressionOperation collection => Create(collection, collection.Elements),
            IAwaitOperation awaited => Evaluate(awaited.Operation),
            ITranslatedQueryOperation query => Evaluate(query.Operation),
            IDeclarationExpressionOperation declaration => Evaluate(declaration.Expression),
            ITupleOperation tuple => Algebra.Of(ValueKind.Tuple, [.. tuple.Elements.Select(Evaluate)]),
            ICoalesceOperation coalesce => Algebra.Unknown(Evaluate(coalesce.Value), Evaluate(coalesce.WhenNull)),
            _ => Algebra.Unknown([.. operation.ChildOperations.Select(Evaluate)]),
        };
    }

    // What is assigned or read is evaluated before the state is taken that it changes.
    private void Set(ISymbol variable, Value value) => _state = _state.With(variable, value);

    private void Set(Place place, Value? content) => _state = _state.With(place, content);

    private Value Read(Place place) => _state.Read(place);

    private Value Held(ISymbol variable) => _state.Variables.TryGetValue(variable, out var value) ? value : Algebra.Input(variable);

    public static double? Number(object constant) => constant switch
    {
        double value => value,
        float value => value,
        int value => value,
        bool value => value ? 1 : 0,
        long value => value,
        byte or sbyte or short or ushort or uint or ulong or decimal => System.Convert.ToDouble(constant, System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    private Value Convert(IConversionOperation conversion)
    {
        var value = Evaluate(conversion.Operand);

        // A number that loses its fraction is another one; all else, spans of arrays included, is the same value in another type.
        return IsFloating(conversion.Operand.Type) && conversion.Type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64
            ? Algebra.Unknown(value)
            : value;
    }

    private static bool IsFloating(ITypeSymbol? type)
        => type is { SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal } or { Name: "Half" } or ITypeParameterSymbol;

    /// <summary>A number that is set once, where the field is declared.</summary>
    private static Value? ConstantOf(IFieldReferenceOperation field)
    {
        if (field.Field is { IsReadOnly: true, DeclaringSyntaxReferences: [var reference] } && field.SemanticModel is { } model
            && reference.SyntaxTree == model.SyntaxTree
            && reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer.Value: var initial }
            && model.GetConstantValue(initial) is { HasValue: true, Value: { } constant } && Number(constant) is { } number)
        {
            return Algebra.Constant(number);
        }

        return null;
    }

    private Place PlaceOf(IMemberReferenceOperation member)
        => Place.Of(member.Instance is null ? Algebra.This : Evaluate(member.Instance), member.Member);

    private Value Property(IPropertyReferenceOperation property)
    {
        if (property.Arguments.Length > 0)
        {
            return Element(Evaluate(property.Instance), [.. property.Arguments.Select(argument => Evaluate(argument.Value))]);
        }

        return property.Property.Name switch
        {
            "Length" or "Count" when property.Instance is { } collection => LengthOf(Evaluate(collection)),
            "One" when IsGenericMath(property.Property) => Algebra.One,
            "Zero" when IsGenericMath(property.Property) => Algebra.Zero,
            "Epsilon" when IsGenericMath(property.Property) => Algebra.Constant(double.Epsilon),
            _ => Read(PlaceOf(property)),
        };
    }

    private static bool IsGenericMath(ISymbol member)
        => member.ContainingType is { TypeKind: TypeKind.Interface, ContainingNamespace: { Name: "Numerics", ContainingNamespace.Name: "System" } };

    /// <summary>A position in a collection, counted from its end where that is how it is written.</summary>
    private Value Position(Value collection, IOperation index) => index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd
        ? Algebra.Subtract(LengthOf(collection), Evaluate(fromEnd.Operand))
        : Evaluate(index);

    /// <summary>The element of a tuple that was put together before; null for any other field.</summary>
    private Value? TupleElement(IFieldReferenceOperation field)
        => field.Field is { ContainingType.IsTupleType: true } element && field.Instance is not null
            && Evaluate(field.Instance) is { Kind: ValueKind.Tuple } tuple
            && element.ContainingType.TupleElements.IndexOf(element, SymbolEqualityComparer.Default) is >= 0 and var index && index < tuple.Operands.Length
                ? tuple.Operands[index]
                : null;

    private static Value LengthOf(Value collection) => collection is { Kind: ValueKind.Sequence, Count: { } count } ? count : Algebra.Of(ValueKind.Length, collection);

    /// <summary>What a collection has at positions: of an array or list, of a sequence that LINQ makes, of a slice.</summary>
    private Value Element(Value collection, ImmutableArray<Value> positions) => collection.Kind switch
    {
        ValueKind.Sequence when positions.Length == 1 => Algebra.At(collection, positions[0]),

        // One of two collections, neither written to since.
        ValueKind.Choice when _state.WritesTo(collection).IsEmpty
            => Algebra.Choice(collection.Operands[0], Element(collection.Operands[1], positions), Element(collection.Operands[2], positions)),
        _ => _state.Read(Place.Of(collection, positions)),
    };
}
