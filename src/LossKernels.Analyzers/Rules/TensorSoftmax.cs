using System.Collections.Immutable;
using LossKernels.Analyzers.Calls;
using LossKernels.Analyzers.Tracking;
using LossKernels.Analyzers.Values;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK1002: <c>TensorPrimitives.SoftMax</c>, which subtracts no maximum, of scores that were not shifted.</summary>
internal sealed class TensorSoftmax : LossRule
{
    /// <summary>How many scores there are, where that is known.</summary>
    public const string Length = nameof(Length);

    /// <summary>There where the destination has room for as many, and no more.</summary>
    public const string IsWhole = nameof(IsWhole);

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK1002",
        "TensorPrimitives.SoftMax overflows",
        "TensorPrimitives.SoftMax subtracts no maximum: it gives NaN where a score is above {0}, so subtract TensorPrimitives.Max from the scores first",
        Numbers,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK1002"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override bool AppliesTo(Compilation compilation) => !compilation.GetTypesByMetadataName("System.Numerics.Tensors.TensorPrimitives").IsEmpty;

    public override IEnumerable<Finding> Find(MethodValues values)
    {
        foreach (var application in values.Applications)
        {
            if (IsCall(application.Operation)
                && Exponentials.NormalizedBy(application.Value) is { } sum
                && Exponentials.CanOverflow(Exponentials.SummedBy(sum)!.Operands[0], sum.Operands[0], application.Conditions))
            {
                var scores = ((IInvocationOperation)application.Operation).TargetMethod.Parameters[0].Type as INamedTypeSymbol;
                yield return new(this, application.Operation, Overflow.Of(scores?.TypeArguments[0])) { Subject = sum, Texts = LengthOf((IInvocationOperation)application.Operation) };
            }
        }
    }

    private static ImmutableDictionary<string, string?> LengthOf(IInvocationOperation call)
    {
        var lengths = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => ConstantSpan.Of(argument.Value)?.Length).ToArray();
        if (lengths is not [{ } length, var room] || call.SemanticModel is not { Compilation: var compilation } || TargetPlatform.WhatIsTooOld(compilation) is not null)
        {
            return ImmutableDictionary<string, string?>.Empty;
        }

        var texts = ImmutableDictionary<string, string?>.Empty.Add(Length, $"{length}");
        return room == length ? texts.Add(IsWhole, null) : texts;
    }

    /// <summary>Whether an operation is such a call.</summary>
    public static bool IsCall(IOperation operation) => operation is IInvocationOperation { TargetMethod: { Name: "SoftMax", ContainingType.Name: "TensorPrimitives" } };
}
