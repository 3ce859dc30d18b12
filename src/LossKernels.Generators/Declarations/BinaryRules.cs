using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Declarations;

/// <summary>What the parameters and options of a binary loss must be together (LK0006, LK0008).</summary>
internal static class BinaryRules
{
    public static void Check(
        IMethodSymbol method,
        IReadOnlyList<KernelParameter> parameters,
        KernelOptions options,
        KernelSignature signature,
        AttributeData attribute,
        DeclarationErrors errors)
    {
        if (signature.RowLength != RowLength.Outputs)
        {
            return;
        }

        CheckLabels(parameters, options.Binary, signature, errors);
        if (method.Parameters.FirstOrDefault(parameter => parameter.Name == Role.PositiveWeights.Name()) is not { } weights)
        {
            return;
        }

        if (parameters.Any(parameter => parameter.Role == Role.PositiveWeight))
        {
            Report("has 'positiveWeight' or 'positiveWeights', not both");
        }
        else if (attribute.AttributeConstructor is { Parameters.Length: 0 })
        {
            Report($"has 'positiveWeights', one for each output, only with the number of outputs: [{signature.Kind}(outputs)]; one weight for all is 'positiveWeight'");
        }

        void Report(string message) => errors.Add(DeclarationRule.Roles, DeclarationTarget.Parameter, weights.Ordinal, signature.Kind.ToString(), message);
    }

    /// <summary>The labels' meaning is set where there are none, or their type has no such values.</summary>
    private static void CheckLabels(IReadOnlyList<KernelParameter> parameters, BinaryOptions options, KernelSignature signature, DeclarationErrors errors)
    {
        var labels = parameters.FirstOrDefault(parameter => parameter.Role == Role.Labels);
        if (options.Labels is not null && labels is null)
        {
            Report("has no effect without 'labels'");
        }
        else if (options.Labels == BinaryLabels.PlusMinusOne && labels is { ValueType: "bool" or "byte" })
        {
            Report($"needs labels that can be -1, and '{labels.ValueType}' cannot; 'sbyte', 'short' and 'int' can");
        }

        void Report(string what) => errors.AddOption(DeclarationRule.Option, nameof(options.Labels), signature.Kind.ToString(), $"'Labels' {what}");
    }
}
