using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Calls as they are written, whatever order their arguments are in.</summary>
internal static class FunctionCalls
{
    /// <summary>What a function is given as its first parameter; null where there is no call.</summary>
    public static IOperation? FirstArgument(IOperation operation)
        => (operation as IInvocationOperation)?.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
}
