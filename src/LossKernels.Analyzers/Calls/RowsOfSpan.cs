using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Calls;

/// <summary>A part of a span that moves on from one iteration of a loop to the next.</summary>
/// <param name="Whole">The variable or field that all parts lie in.</param>
/// <param name="Variables">It, and the locals through which a part of it is passed.</param>
/// <param name="Step">By how many elements the part moves on.</param>
/// <param name="Slices">The expressions that take the part.</param>
internal sealed record RowsOfSpan(ISymbol Whole, ImmutableArray<ISymbol> Variables, long Step, ImmutableArray<IOperation> Slices)
{
    /// <summary>What moves on, or null where an expression is no such part.</summary>
    public static RowsOfSpan? Of(IOperation part, RowLoop loop)
    {
        var variables = ImmutableArray.CreateBuilder<ISymbol>();
        var slices = ImmutableArray.CreateBuilder<IOperation>();
        long step = 0;
        while (true)
        {
            if (SpanTypes.Unwrap(part) is ILocalReferenceOperation { Local: var local })
            {
                variables.Add(local);
            }

            part = loop.Resolve(part);
            if (Slicing.Of(part) is not { } slicing)
            {
                break;
            }

            if (loop.StepOf(slicing.Start) is not { } moved)
            {
                return null;
            }

            slices.Add(part);
            step += moved;
            part = slicing.Collection;
        }

        var whole = part is IFieldReferenceOperation { Field: { IsReadOnly: true } field } ? field : Assignments.VariableOf(part);
        if (whole is null || slices.Count == 0 || !SpanTypes.IsArrayOrSpan(part.Type) || !loop.IsFixed(part))
        {
            return null;
        }

        if (!variables.Contains(whole, SymbolEqualityComparer.Default))
        {
            variables.Add(whole);
        }

        return new(whole, variables.ToImmutable(), step, slices.ToImmutable());
    }

    /// <summary>
    /// Whether all rows are there before the loop begins, as far as can be seen: nothing in it writes them, or could, but the call itself.
    /// </summary>
    public bool AreThereBefore(RowLoop loop, IInvocationOperation call)
    {
        if (Whole is IFieldSymbol && loop.Body.Descendants().OfType<IInvocationOperation>().Any(other => other != call && !other.TargetMethod.DeclaringSyntaxReferences.IsEmpty))
        {
            return false;
        }

        return loop.Body.Descendants().Where(IsNamed).All(reference =>
            call.Syntax.Span.Contains(reference.Syntax.Span)
            || Slices.Any(slice => slice.Syntax.Span.Contains(reference.Syntax.Span))
            || ElementAccess.IsRead(reference));
    }

    private bool IsNamed(IOperation operation)
        => RowLoop.SymbolOf(operation) is { } symbol && Variables.Contains(symbol, SymbolEqualityComparer.Default);
}
