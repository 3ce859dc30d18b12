using LossKernels.Analyzers.Calls;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using static System.FormattableString;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK3003: lengths that are known at compile time and mean different numbers of rows.</summary>
internal sealed class LengthAgreement : KernelCallRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK3003",
        "The lengths disagree",
        "'{0}' of '{1}' has {2} where {3} due, since {4}: the call throws ArgumentException",
        Calls,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK3003"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Diagnostic> Find(KernelCall call)
    {
        // The logits say how many rows there are; where their length is not known, all others have to agree with the first that is.
        var known = call.Arguments.Where(argument => call.PerRow(argument.Parameter) > 0 && argument.Length is not null).ToArray();
        var reference = call.Rows is { Length: not null } logits ? logits : call.Kernel.IsOneRow ? null : known.FirstOrDefault(IsPossible);
        if ((reference is null && !call.Kernel.IsOneRow) || (reference is not null && !IsPossible(reference)))
        {
            yield break;
        }

        var rows = reference is null ? 1 : reference.Length!.Value / call.PerRow(reference.Parameter);
        foreach (var argument in known.Where(argument => argument != reference && IsPossible(argument)))
        {
            var due = (long)rows * call.PerRow(argument.Parameter);
            if (argument.Length != due)
            {
                yield return At(
                    argument.Syntax,
                    argument.Name,
                    call.Name,
                    Count(argument.Length!.Value, "value"),
                    Invariant($"{due:N0} {(due == 1 ? "is" : "are")}"),
                    reference is null ? "the call is of one row" : Describe(call, reference, rows));
            }
        }

        bool IsPossible(KernelArgument argument) => WholeRows.IsPossible(call, argument.Parameter, argument.Length!.Value);
    }

    private static string Describe(KernelCall call, KernelArgument argument, int rows)
    {
        var perRow = call.PerRow(argument.Parameter);
        return Invariant($"'{argument.Name}' has {argument.Length:N0}") + (perRow == 1 ? "" : Invariant($", {Count(rows, "row")} of {perRow:N0}"));
    }
}
