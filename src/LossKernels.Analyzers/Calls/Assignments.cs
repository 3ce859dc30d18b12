using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Calls;

/// <summary>Where the locals and parameters of one body are assigned, by whatever means.</summary>
internal sealed class Assignments
{
    private static readonly ConditionalWeakTable<IOperation, Assignments> s_ofBodies = new();

    private readonly Dictionary<ISymbol, List<IOperation>> _writes = new(SymbolEqualityComparer.Default);
    private readonly ILookup<ISymbol, IOperation> _references;

    private Assignments(IOperation body)
    {
        var references = new List<(ISymbol Variable, IOperation Reference)>();
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (VariableOf(operation) is { } variable)
            {
                references.Add((variable, operation));
                if (WriteOf(operation) is { } write)
                {
                    Add(variable, write);
                }
            }
            else if (operation is IVariableDeclaratorOperation { Symbol: var local } declarator && declarator.GetVariableInitializer() is { } initializer)
            {
                Add(local, initializer);
            }
        }

        _references = references.ToLookup(reference => reference.Variable, reference => reference.Reference, SymbolEqualityComparer.Default);
    }

    /// <summary>Those of the whole body that an operation stands in.</summary>
    public static Assignments Around(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return s_ofBodies.GetValue(operation, body => new(body));
    }

    /// <summary>What a local always holds: the one value that is ever assigned to it. Null where there are more, or it is not known.</summary>
    public IOperation? OnlyValueOf(ILocalSymbol local)
        => local.RefKind == RefKind.None && !local.IsForEach && _writes.TryGetValue(local, out var writes) && writes is [var only]
            ? only switch
            {
                IVariableInitializerOperation initializer => initializer.Value,
                ISimpleAssignmentOperation { IsRef: false } assignment => assignment.Value,
                _ => null,
            }
            : null;

    /// <summary>Whether a variable holds one value from where it is assigned first.</summary>
    public bool IsAssignedOnce(ISymbol variable) => variable switch
    {
        ILocalSymbol local => OnlyValueOf(local) is not null,
        IParameterSymbol { RefKind: RefKind.None or RefKind.In, ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } } => !_writes.ContainsKey(variable),
        _ => false,
    };

    /// <summary>The assignments of a variable that stand within an operation.</summary>
    public IEnumerable<IOperation> Within(IOperation operation, ISymbol variable)
        => _writes.TryGetValue(variable, out var writes) ? writes.Where(write => operation.Syntax.Span.Contains(write.Syntax.Span)) : [];

    /// <summary>All places where a local or parameter is named.</summary>
    public IEnumerable<IOperation> ReferencesTo(ISymbol variable) => _references[variable];

    /// <summary>The local or parameter that an operation names.</summary>
    public static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>The operation that assigns to what a reference names, or may do so; null where it is only read.</summary>
    private static IOperation? WriteOf(IOperation reference)
    {
        IOperation target = reference;
        while (target.Parent is ITupleOperation or IParenthesizedOperation or IDeclarationExpressionOperation or IConversionOperation { Parent: IDeconstructionAssignmentOperation })
        {
            target = target.Parent;
        }

        return target.Parent switch
        {
            IAssignmentOperation assignment when assignment.Target == target => assignment,
            IIncrementOrDecrementOperation increment => increment,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument,
            IAddressOfOperation address => address,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } alias => alias,
            ISimpleAssignmentOperation { IsRef: true } alias => alias,
            IForEachLoopOperation loop when loop.LoopControlVariable == target => loop,
            _ => null,
        };
    }

    private void Add(ISymbol variable, IOperation write)
    {
        if (!_writes.TryGetValue(variable, out var writes))
        {
            _writes[variable] = writes = [];
        }

        writes.Add(write);
    }
}
