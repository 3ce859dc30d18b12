using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>How often a sequence is enumerated on the way through an operation.</summary>
/// <param name="Falls">On a way that reaches its end, the most; null where none does.</param>
/// <param name="Most">On any way, the most.</param>
internal readonly record struct Enumerations(int? Falls, int Most)
{
    public static readonly Enumerations None = new(0, 0);

    public Enumerations Then(Enumerations next) => Falls is { } before ? new(before + next.Falls, Math.Max(Most, before + next.Most)) : this;

    public Enumerations Or(Enumerations other) => new(Falls is { } one && other.Falls is { } two ? Math.Max(one, two) : Falls ?? other.Falls, Math.Max(Most, other.Most));

    /// <summary>Again and again, as long as the end is reached.</summary>
    public Enumerations Repeated() => Falls is > 0 and var each ? new(2 * each, Math.Max(Most, 2 * each)) : new(0, Most);

    /// <summary>A way that goes on elsewhere.</summary>
    public Enumerations Left() => this with { Falls = null };
}

/// <summary>Counts how often a sequence that a variable or parameter holds is enumerated, where that can be seen.</summary>
internal sealed class EnumerationCount
{
    /// <summary>Sequences, and how often the counted one is enumerated by one enumeration of each.</summary>
    private readonly Dictionary<ISymbol, int> _multiples = new(SymbolEqualityComparer.Default);

    private readonly Func<ISymbol, IOperation?> _bodyOf;

    private EnumerationCount(ISymbol sequence, Func<ISymbol, IOperation?> bodyOf)
    {
        _multiples[sequence] = 1;
        _bodyOf = bodyOf;
    }

    /// <summary>The most enumerations of the sequence on any way through a block.</summary>
    public static int Of(ISymbol sequence, IOperation block, Func<ISymbol, IOperation?> bodyOf) => new EnumerationCount(sequence, bodyOf).Within(block).Most;

    private Enumerations Within(IOperation? operation)
    {
        switch (operation)
        {
            case null:
                return Enumerations.None;
            case ILocalReferenceOperation local:
                return Used(local, local.Local);
            case IParameterReferenceOperation parameter:
                return Used(parameter, parameter.Parameter);
            case IVariableDeclaratorOperation declarator:
                var within = InOrder(declarator.ChildOperations);
                Derive(declarator);
                return within;
            case IConditionalOperation conditional:
                return Within(conditional.Condition).Then(Within(conditional.WhenTrue).Or(Within(conditional.WhenFalse)));
            case ISwitchExpressionOperation choice:
                return Within(choice.Value).Then(choice.Arms.Aggregate(Enumerations.None, (all, arm) => all.Or(Within(arm))));
            case ISwitchOperation choice:
                var value = Within(choice.Value);
                return choice.Cases.Aggregate(value, (all, section) => all.Or(value.Then(InOrder(section.ChildOperations))));
            case IForEachLoopOperation loop:
                return Within(loop.Collection).Then(Within(loop.Body).Repeated());
            case IForLoopOperation loop:
                return InOrder(loop.Before).Then(InOrder([loop.Condition, loop.Body, .. loop.AtLoopBottom]).Repeated());
            case ILoopOperation loop:
                return InOrder(loop.ChildOperations).Repeated();
            case IAnonymousFunctionOperation lambda:
                var once = Within(lambda.Body);
                var whole = new Enumerations(once.Most, once.Most);
                return IsForEach(lambda) ? whole.Repeated() : whole;
            case ILocalFunctionOperation:
                return Enumerations.None;
            case ITryOperation attempt:
                return attempt.Catches.Aggregate(Within(attempt.Body), (all, handler) => all.Or(Within(handler))).Then(Within(attempt.Finally));
            case IReturnOperation { Kind: OperationKind.Return } or IThrowOperation or IBranchOperation:
                return InOrder(operation.ChildOperations).Left();
            default:
                return InOrder(operation.ChildOperations);
        }
    }

    private Enumerations InOrder(IEnumerable<IOperation?> operations) => operations.Aggregate(Enumerations.None, (before, operation) => before.Then(Within(operation)));

    private Enumerations Used(IOperation reference, ISymbol symbol)
    {
        var times = _multiples.TryGetValue(symbol, out var multiple) ? multiple * Enumerated(reference) : 0;
        return new(times, times);
    }

    /// <summary>A variable that holds a query over the sequence enumerates it when it is enumerated itself.</summary>
    private void Derive(IVariableDeclaratorOperation declarator)
    {
        if (!DeferredQuery.IsSequence(declarator.Symbol.Type) || declarator.GetVariableInitializer()?.Value is not { } query)
        {
            return;
        }

        var times = query.DescendantsAndSelf().OfType<ILocalReferenceOperation>()
            .Sum(local => _multiples.TryGetValue(local.Local, out var multiple) && ReferenceEquals(WholeQuery(local), query) ? multiple : 0);
        if (times > 0)
        {
            _multiples[declarator.Symbol] = times;
        }
    }

    /// <summary>The query that a sequence is a source of, however many methods are chained.</summary>
    private static IOperation WholeQuery(IOperation source)
    {
        var query = source;
        while (true)
        {
            switch (query.Parent)
            {
                case IConversionOperation or IParenthesizedOperation or ITranslatedQueryOperation:
                    query = query.Parent;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call, Parameter.Type: var type } when DeferredQuery.IsSequence(type) && DeferredQuery.IsDeferred(call.TargetMethod):
                    query = call;
                    break;
                default:
                    return query;
            }
        }
    }

    /// <summary>How often what stands around a reference enumerates the sequence; 0 where that cannot be seen.</summary>
    private int Enumerated(IOperation reference) => WholeQuery(reference) is { Parent: var user } query ? user switch
    {
        IArgumentOperation { Parent: IInvocationOperation call, Parameter: { } parameter } when DeferredQuery.IsSequence(parameter.Type) => Enumerated(call, parameter),
        IArgumentOperation { Parent: IObjectCreationOperation { Constructor: { } constructor }, Parameter: { } parameter } => DeferredQuery.IsSequence(parameter.Type) && IsOfSystem(constructor) ? 1 : 0,
        IForEachLoopOperation loop => ReferenceEquals(loop.Collection, query) ? 1 : 0,
        ISpreadOperation => 1,
        IReturnOperation { Kind: OperationKind.Return } => IsInLambda(query) ? 0 : 1,
        _ => 0,
    } : 0;

    private int Enumerated(IInvocationOperation call, IParameterSymbol parameter)
    {
        if (DeferredQuery.IsLinq(call.TargetMethod))
        {
            // Those that stop at an element, or need not compute any.
            return call.TargetMethod.Name is "First" or "FirstOrDefault" or "ElementAt" or "ElementAtOrDefault" or "Any" or "TryGetNonEnumeratedCount" ? 0 : 1;
        }

        return IsOfSystem(call.TargetMethod) ? (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke ? 0 : 1) : _bodyOf(call.TargetMethod) is { } body ? Of(parameter, body, _ => null) : 0;
    }

    private static bool IsOfSystem(IMethodSymbol method)
    {
        var space = method.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name == "System";
    }

    private static bool IsInLambda(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a lambda is run for each element of something.</summary>
    private static bool IsForEach(IAnonymousFunctionOperation lambda)
    {
        var user = lambda.Parent;
        while (user is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation)
        {
            user = user.Parent;
        }

        return user is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } }
            && (DeferredQuery.IsLinq(method) || (IsOfSystem(method) && method.ContainingType.Name is "Array" or "List" or "Parallel"));
    }
}
