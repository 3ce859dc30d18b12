using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Calls;

/// <summary>A call of a kernel, and what is known of its arguments at compile time.</summary>
/// <param name="invocation">The call.</param>
/// <param name="kernel">What it computes, and what its parameters are for.</param>
internal sealed class KernelCall(IInvocationOperation invocation, KernelDeclaration kernel)
{
    public IInvocationOperation Invocation { get; } = invocation;

    public KernelDeclaration Kernel { get; } = kernel;

    /// <summary>What the call names.</summary>
    public string Name => Invocation.TargetMethod.Name;

    /// <summary>The parameters with what is passed for them, in declared order.</summary>
    public IReadOnlyList<KernelArgument> Arguments { get; } =
    [
        .. invocation.Arguments
            .Where(argument => argument.Parameter is { } parameter && parameter.Ordinal < kernel.Parameters.Count)
            .OrderBy(argument => argument.Parameter!.Ordinal)
            .Select(argument => new KernelArgument(kernel.Parameters[argument.Parameter!.Ordinal], argument)),
    ];

    /// <summary>The number of values in a row, of which spans with a value per class hold a multiple.</summary>
    public int RowLength => Math.Max(Kernel.Classes, Kernel.Binary.Outputs);

    public KernelArgument? Find(Role role) => Arguments.FirstOrDefault(argument => argument.Parameter.Role == role);

    /// <summary>The input whose length says how many rows there are.</summary>
    public KernelArgument? Rows => Find(Role.Logits) ?? Arguments.FirstOrDefault(argument => argument.Parameter is { Shape: ParameterShape.PerClass, IsOutput: false });

    /// <summary>How many values a parameter has for each row; 0 where their number does not follow from the rows.</summary>
    public int PerRow(KernelParameter parameter) => parameter.Shape switch
    {
        ParameterShape.PerClass => RowLength,
        ParameterShape.PerRow => 1,
        ParameterShape.PerRank => Kernel.RankCount,
        _ => 0,
    };

    /// <summary>Whether what a call throws is expected: it is caught, or the call stands in a function that is handed on to an assertion.</summary>
    public bool MayThrow
    {
        get
        {
            var isInFunction = false;
            var root = (IOperation)Invocation;
            for (IOperation child = Invocation; child.Parent is { } parent; child = parent)
            {
                if (parent is ITryOperation attempt && attempt.Body == child && attempt.Catches.Any(Catches))
                {
                    return true;
                }

                isInFunction |= parent is IAnonymousFunctionOperation or ILocalFunctionOperation;
                root = parent;
            }

            return isInFunction && root.Descendants().OfType<IInvocationOperation>().Any(call => IsAssertion(call.TargetMethod.Name));
        }
    }

    /// <summary>Whether a <c>catch</c> takes an <c>ArgumentException</c>, or all exceptions.</summary>
    private static bool Catches(ICatchClauseOperation clause) => clause.ExceptionType is
    { SpecialType: SpecialType.System_Object } or
    { Name: nameof(Exception) or nameof(SystemException) or nameof(ArgumentException) or nameof(ArgumentOutOfRangeException), ContainingNamespace.Name: nameof(System) };

    /// <summary><c>Assert.Throws</c>, <c>Record.Exception</c>, <c>Should().Throw</c> and their kin; not the framework's <c>ThrowIfNull</c>.</summary>
    private static bool IsAssertion(string name) => (name.Contains("Throw") && !name.StartsWith("ThrowIf", StringComparison.Ordinal)) || name.Contains("Exception");
}

/// <summary>What a call passes for a parameter.</summary>
/// <param name="Parameter">What it is for.</param>
/// <param name="Operation">What is passed.</param>
internal sealed record KernelArgument(KernelParameter Parameter, IArgumentOperation Operation)
{
    private readonly Lazy<ConstantSpan?> _span = new(() => ConstantSpan.Of(Operation.Value));

    /// <summary>The parameter's name, which is its role's.</summary>
    public string Name => Parameter.Role.Name();

    /// <summary>Where it is passed; the call, where that does not say it.</summary>
    public SyntaxNode Syntax => Operation.ArgumentKind == ArgumentKind.Explicit ? Operation.Value.Syntax : Operation.Parent!.Syntax;

    /// <summary>How many values are passed; null where that is not known.</summary>
    public int? Length => _span.Value?.Length;

    /// <summary>What is known of the span that is passed.</summary>
    public ConstantSpan? Span => _span.Value;
}
