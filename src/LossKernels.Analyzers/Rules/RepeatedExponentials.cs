using LossKernels.Analyzers.Tracking;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK4003: a query of exponentials that is enumerated more than once, and computes them each time.</summary>
internal sealed class RepeatedExponentials : LossRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK4003",
        "A query computes its exponentials more than once",
        "'{0}' is a query that is run more than once, and computes its exponentials each time: keep them, with ToArray()",
        Improvement,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK4003"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        var queries = new DeferredQuery(values.Functions, values.BodyOf);
        foreach (var declarator in values.Body.Descendants().OfType<IVariableDeclaratorOperation>())
        {
            if (DeferredQuery.IsSequence(declarator.Symbol.Type)
                && declarator.GetVariableInitializer()?.Value is { } query
                && declarator is { Parent.Parent.Parent: IBlockOperation block }
                && queries.ComputesExponentials(query)
                && !block.Descendants().Any(operation => IsChangeOf(operation, declarator) && MayComeAfter(operation, declarator))
                && EnumerationCount.Of(declarator.Symbol, block, values.BodyOf) > 1)
            {
                yield return new(this, query, declarator.Symbol.Name);
            }
        }
    }

    /// <summary>Whether an operation assigns the variable, or anything that its query reads: it may be run again to see the change.</summary>
    private static bool IsChangeOf(IOperation operation, IVariableDeclaratorOperation declarator)
    {
        var target = operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation increment => increment.Target,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
            _ => null,
        };
        while (target is IArrayElementReferenceOperation or IPropertyReferenceOperation { Arguments.Length: > 0 })
        {
            target = target is IArrayElementReferenceOperation element ? element.ArrayReference : ((IPropertyReferenceOperation)target).Instance;
        }

        return SymbolOf(target) is { } changed
            && (SymbolEqualityComparer.Default.Equals(changed, declarator.Symbol)
                || declarator.GetVariableInitializer()!.Value.Descendants().Any(read => SymbolEqualityComparer.Default.Equals(SymbolOf(read), changed)));
    }

    /// <summary>
    /// Whether a change may come between two runs of the query. One that stands before it in its block does not, as each run of
    /// the block makes a new query, unless it is in a function that is called later.
    /// </summary>
    private static bool MayComeAfter(IOperation change, IVariableDeclaratorOperation declarator)
    {
        if (change.Syntax.SpanStart > declarator.Syntax.SpanStart)
        {
            return true;
        }

        for (var around = change; around is not null && !around.Syntax.Span.Contains(declarator.Syntax.Span); around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static ISymbol? SymbolOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Arguments.Length: 0 } property => property.Property,
        _ => null,
    };
}
