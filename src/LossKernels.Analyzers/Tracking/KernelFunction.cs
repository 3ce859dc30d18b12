using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Tracking;

/// <summary>What a method that is a kernel computes, as its attribute says: every assembly embeds its own, so that it is known by name.</summary>
/// <param name="Kind">The kernel.</param>
/// <param name="RowLength">How many values a row has.</param>
/// <param name="IsMean">Whether it returns the mean over rows.</param>
internal sealed record KernelFunction(KernelKind Kind, int RowLength, bool IsMean)
{
    public static KernelFunction? Of(IMethodSymbol method)
    {
        if (KernelAttributes.Of(method) is not [(var data, var signature)])
        {
            return null;
        }

        var isMean = signature.HasReduction && !method.ReturnsVoid && method.Parameters.All(parameter => parameter.Name != "label")
            && data.NamedArguments.All(option => option.Key != "Reduction" || option.Value.Value is (int)Reduction.Mean);
        return new(signature.Kind, data.ConstructorArguments.FirstOrDefault().Value is int length ? length : 1, isMean);
    }
}
