using LossKernels.Analyzers.Calls;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using static System.FormattableString;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK3001: a span whose length is no multiple of the values in a row, or not exactly a row where the call is of one.</summary>
internal sealed class WholeRows : KernelCallRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK3001",
        "The length is not one of whole rows",
        "'{0}' of '{1}' has {2}, which {3}: the call throws ArgumentException",
        Calls,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK3001"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Diagnostic> Find(KernelCall call)
    {
        // Where the rows themselves are no whole ones, what has their length is only a consequence.
        var rows = call.Rows is { Length: { } given } source && WhatIsWrong(call, source.Parameter, given) is not null ? call.Rows : null;
        foreach (var argument in call.Arguments)
        {
            if (argument.Length is { } length
                && WhatIsWrong(call, argument.Parameter, length) is { } wrong
                && (rows is null || argument == rows || argument.Parameter.Shape == ParameterShape.SharedPerClass))
            {
                yield return At(argument.Syntax, argument.Name, call.Name, Count(length, "value"), wrong);
            }
        }
    }

    /// <summary>Whether a number of values can be that of a parameter in any call.</summary>
    public static bool IsPossible(KernelCall call, KernelParameter parameter, int length) => WhatIsWrong(call, parameter, length) is null;

    private static string? WhatIsWrong(KernelCall call, KernelParameter parameter, int length)
    {
        if (parameter.Shape == ParameterShape.SharedPerClass)
        {
            return length == call.Kernel.Classes ? null : Invariant($"is not one for each of the {call.Kernel.Classes:N0} {ValuesOf(call)}");
        }

        var perRow = call.PerRow(parameter);
        if (perRow <= 1 || (call.Kernel.IsOneRow ? length == perRow : length % perRow == 0))
        {
            return null;
        }

        var values = parameter.Shape == ParameterShape.PerRank ? "ranks" : ValuesOf(call);
        return call.Kernel.IsOneRow ? Invariant($"is not one row of {perRow:N0} {values}") : Invariant($"is no multiple of its {perRow:N0} {values}");
    }

    private static string ValuesOf(KernelCall call) => call.Kernel.Kind == KernelKind.BinaryCrossEntropy ? "outputs" : "classes";
}
