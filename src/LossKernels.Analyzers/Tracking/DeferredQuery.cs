using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>LINQ queries that compute nothing until they are enumerated, and everything again each time they are.</summary>
internal sealed class DeferredQuery(MathFunctions functions, Func<ISymbol, IOperation?> bodyOf)
{
    /// <summary>A helper's helpers are not looked into.</summary>
    private const int MaximumHelperDepth = 1;

    /// <summary>The operation without the conversions, parentheses and query syntax around it.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation or ITranslatedQueryOperation or IDelegateCreationOperation)
        {
            operation = operation switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                ITranslatedQueryOperation query => query.Operation,
                _ => ((IDelegateCreationOperation)operation).Target,
            };
        }

        return operation;
    }

    /// <summary>Whether a method of LINQ returns a sequence that is computed when it is enumerated.</summary>
    public static bool IsDeferred(IMethodSymbol method) => IsLinq(method) && method.ReturnType.Name is "IEnumerable" or "IOrderedEnumerable" or "ParallelQuery" or "OrderedParallelQuery";

    public static bool IsLinq(IMethodSymbol method)
        => method.ContainingType is { Name: "Enumerable" or "ParallelEnumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };

    /// <summary>Whether each enumeration of the sequence that an expression is computes exponentials.</summary>
    public bool ComputesExponentials(IOperation? sequence, int depth = 0) => sequence is not null && Unwrap(sequence) switch
    {
        IInvocationOperation call when IsDeferred(call.TargetMethod) => call.Arguments.Any(argument => IsExponential(Unwrap(argument.Value), depth) || ComputesExponentials(argument.Value, depth)),
        IInvocationOperation call when depth < MaximumHelperDepth && IsSequence(call.Type) && bodyOf(call.TargetMethod) is { } body
            => body.DescendantsAndSelf().OfType<IReturnOperation>().Any(returned
                => returned.Kind == OperationKind.YieldReturn ? HasExponential(returned, depth + 1) : ComputesExponentials(returned.ReturnedValue, depth + 1)),
        ILocalReferenceOperation local => Assigned(local) is { } value && ComputesExponentials(value, depth),
        _ => false,
    };

    public static bool IsSequence(ITypeSymbol? type) => type?.Name is "IEnumerable" or "IOrderedEnumerable" or "ParallelQuery" or "OrderedParallelQuery";

    /// <summary>What a sequence's variable is declared with.</summary>
    private static IOperation? Assigned(ILocalReferenceOperation local)
    {
        if (!IsSequence(local.Type))
        {
            return null;
        }

        var root = local.Parent;
        while (root?.Parent is not null)
        {
            root = root.Parent;
        }

        return root?.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local.Local) && declarator.Syntax.SpanStart < local.Syntax.SpanStart)
            ?.GetVariableInitializer()?.Value;
    }

    /// <summary>Whether a function that a query applies computes an exponential.</summary>
    private bool IsExponential(IOperation function, int depth) => function switch
    {
        IAnonymousFunctionOperation lambda => HasExponential(lambda.Body, depth),
        IMethodReferenceOperation reference => IsExponential(reference.Method, depth),
        _ => false,
    };

    private bool HasExponential(IOperation operation, int depth) => operation.Descendants().Any(descendant => descendant switch
    {
        IInvocationOperation call => IsExponential(call.TargetMethod, depth),
        IMethodReferenceOperation reference => IsExponential(reference.Method, depth),
        _ => false,
    });

    private bool IsExponential(IMethodSymbol method, int depth)
        => functions.NameOf(method) is "Exp" or "ExpM1" or "Exp2" or "Exp10"
            || (depth < MaximumHelperDepth && bodyOf(method) is { } body && HasExponential(body, depth + 1));
}
