using LossKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Statements other than loops.</summary>
internal sealed partial class Evaluator
{
    private void Execute(IOperation? operation)
    {
        if (operation is null || !_state.IsReached)
        {
            return;
        }

        _cancellation.ThrowIfCancellationRequested();
        switch (operation)
        {
            case IMethodBodyOperation body:
                Execute((IOperation?)body.BlockBody ?? body.ExpressionBody);
                break;
            case IConstructorBodyOperation body:
                Execute(body.Initializer);
                Execute((IOperation?)body.BlockBody ?? body.ExpressionBody);
                break;
            case IBlockOperation block:
                ExecuteAll(block.Operations);
                break;
            case IExpressionStatementOperation statement:
                Evaluate(statement.Operation);
                break;
            case IVariableDeclarationGroupOperation group:
                ExecuteAll(group.Declarations);
                break;
            case IVariableDeclarationOperation declaration:
                ExecuteAll(declaration.Declarators);
                break;
            case IVariableDeclaratorOperation declarator:
                Set(declarator.Symbol, declarator.GetVariableInitializer() is { } initializer ? Evaluate(initializer.Value) : Algebra.Unknown());
                break;
            case IReturnOperation returned:
                Return(returned);
                break;
            case IConditionalOperation conditional:
                If(conditional);
                break;
            case ISwitchOperation choice:
                Switch(choice);
                break;
            case ILoopOperation loop:
                Loop(loop);
                break;
            case IBranchOperation branch:
                if (branch.BranchKind == BranchKind.Continue && _continued.Count > 0)
                {
                    _continued.Peek().Add(_state);
                }

                _state = _state with { IsReached = false };
                break;
            case IThrowOperation thrown:
                Evaluate(thrown.Exception);
                _state = _state with { IsReached = false };
                break;
            case ITryOperation attempt:
                Try(attempt);
                break;
            case IUsingOperation use:
                Execute(use.Resources);
                Execute(use.Body);
                break;
            case ILockOperation locked:
                Execute(locked.Body);
                break;
            case ILabeledOperation labeled:
                Execute(labeled.Operation);
                break;
            case IUsingDeclarationOperation use:
                Execute(use.DeclarationGroup);
                break;
            case ILocalFunctionOperation:
                // Followed where it is called.
                break;
            default:
                Evaluate(operation);
                break;
        }
    }

    private void ExecuteAll(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            Execute(operation);
        }
    }

    private void Return(IReturnOperation returned)
    {
        if (returned.ReturnedValue is { } value)
        {
            var result = Evaluate(value);
            if (returned.Kind == OperationKind.YieldReturn)
            {
                return;
            }

            _returned.Peek().Add((_state, _returned.Count == 1 ? Record(_results, returned, result) : result));
        }
        else
        {
            _returned.Peek().Add((_state, Algebra.Unknown()));
        }

        _state = _state with { IsReached = false };
    }

    private void If(IConditionalOperation conditional)
    {
        var condition = Evaluate(conditional.Condition);
        var before = _state;
        _state = before.Under(condition);
        Execute(conditional.WhenTrue);
        var yes = _state;
        _state = before.Under(Algebra.Not(condition));
        Execute(conditional.WhenFalse);
        _state = State.Join(condition, yes, _state, before.Conditions);
    }

    private void Switch(ISwitchOperation choice)
    {
        var value = Evaluate(choice.Value);
        var before = _state;
        var after = choice.Cases.Any(one => one.Clauses.Any(clause => clause.CaseKind == CaseKind.Default)) ? before with { IsReached = false } : before;
        foreach (var section in choice.Cases)
        {
            var condition = section.Clauses switch
            {
                [ISingleValueCaseClauseOperation single] => Algebra.Of(ValueKind.Zero, Algebra.Subtract(value, Evaluate(single.Value))),
                [IPatternCaseClauseOperation { Guard: null } pattern] => Matches(value, pattern.Pattern),
                _ => Algebra.Unknown(value),
            };
            _state = before.Under(condition);
            foreach (var statement in section.Body)
            {
                // A break ends the section, and what follows the switch is reached.
                if (statement is IBranchOperation { BranchKind: BranchKind.Break })
                {
                    break;
                }

                Execute(statement is IBlockOperation block ? WithoutBreak(block) : statement);
            }

            after = State.Join(condition, _state, after, before.Conditions);
        }

        _state = after;
    }

    /// <summary>The block, executed up to the break that ends its section.</summary>
    private IOperation? WithoutBreak(IBlockOperation block)
    {
        ExecuteAll(block.Operations.TakeWhile(statement => statement is not IBranchOperation { BranchKind: BranchKind.Break }));
        return null;
    }

    private void Try(ITryOperation attempt)
    {
        var before = _state;
        Execute(attempt.Body);
        var after = _state;
        foreach (var handler in attempt.Catches)
        {
            _state = Forget(before, attempt.Body);
            Execute(handler.Handler);
            after = State.Join(Algebra.Unknown(), after, _state, before.Conditions);
        }

        _state = after;
        Execute(attempt.Finally);
    }

    /// <summary>The state in which nothing is known of the variables that an operation assigns.</summary>
    private static State Forget(State state, IOperation operation)
    {
        foreach (var variable in AssignedIn(operation))
        {
            state = state.With(variable, Algebra.Unknown());
        }

        return state;
    }

    public static IEnumerable<ISymbol> AssignedIn(IOperation operation) => operation.DescendantsAndSelf().SelectMany(AssignedBy);

    /// <summary>The variables that the operation itself assigns.</summary>
    private static IEnumerable<ISymbol> AssignedBy(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => Targets(assignment.Target),
        IIncrementOrDecrementOperation increment => Targets(increment.Target),
        IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument => Targets(argument.Value),
        _ => [],
    };

    private static IEnumerable<ISymbol> Targets(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Targets),
        IDeclarationExpressionOperation declaration => Targets(declaration.Expression),
        _ => Variable(target) is { } variable ? [variable] : [],
    };

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation declaration => Variable(declaration.Expression),
        _ => null,
    };
}
