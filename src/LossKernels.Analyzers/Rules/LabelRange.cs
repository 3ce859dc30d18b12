using LossKernels.Analyzers.Calls;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using static System.FormattableString;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK3002: a label that is known at compile time and is no class, nor the one that is ignored.</summary>
internal sealed class LabelRange : KernelCallRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK3002",
        "The label is out of range",
        "'{0}' of '{1}' is {2}, but {3}: the call throws ArgumentOutOfRangeException",
        Calls,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK3002"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Diagnostic> Find(KernelCall call)
    {
        if (call.Find(Role.Label) is { } one && Integers.NumberOf(one.Operation.Value) is { } number && !IsLabel(call, one, number))
        {
            yield return At(one.Syntax, one.Name, call.Name, number, Allowed(call, one));
        }

        if (call.Find(Role.Labels) is not { Parameter.IsOutput: false, Span: { Elements.IsDefault: false } written } labels)
        {
            yield break;
        }

        for (var i = 0; i < written.Length; i++)
        {
            if (written.Elements[i] is { Number: { } label, Syntax: var syntax } && !IsLabel(call, labels, label))
            {
                var isInCall = syntax.SyntaxTree == labels.Syntax.SyntaxTree && labels.Syntax.Span.Contains(syntax.Span);
                yield return At(isInCall ? syntax : labels.Syntax, Invariant($"{labels.Name}[{i}]"), call.Name, label, Allowed(call, labels));
                if (!isInCall)
                {
                    yield break;
                }
            }
        }
    }

    private static bool IsLabel(KernelCall call, KernelArgument argument, long label) => argument.Parameter.Shape == ParameterShape.PerClass
        ? label == 1 || label == (IsPlusMinusOne(call) ? -1 : 0)
        : (label >= 0 && label < call.Kernel.Classes) || label == call.Kernel.Options.IgnoreLabel;

    private static string Allowed(KernelCall call, KernelArgument argument)
    {
        if (argument.Parameter.Shape == ParameterShape.PerClass)
        {
            return IsPlusMinusOne(call) ? "its labels are -1 and 1" : "its labels are 0 and 1";
        }

        var ignored = call.Kernel.Options.IgnoreLabel is { } label ? Invariant($", and {label} is ignored") : "";
        return Invariant($"its {call.Kernel.Classes:N0} classes are 0 to {call.Kernel.Classes - 1:N0}{ignored}");
    }

    private static bool IsPlusMinusOne(KernelCall call) => call.Kernel.Binary.Labels == BinaryLabels.PlusMinusOne;
}
