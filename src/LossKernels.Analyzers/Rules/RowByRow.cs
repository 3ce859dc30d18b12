using LossKernels.Analyzers.Calls;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Rules;

/// <summary>LK3004: a loop that passes the rows of one span to a kernel, one at a time.</summary>
internal sealed class RowByRow : KernelCallRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "LK3004",
        "The rows are passed one at a time",
        "This loop passes the rows of '{0}' to '{1}' one at a time, although they lie one after another: {2}",
        Calls,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RulePage.Address("LK3004"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Diagnostic> Find(KernelCall call)
    {
        if (call.RowLength > 1
            && call.Rows is { } rows
            && rows.Length == call.RowLength
            && RowLoop.Around(call.Invocation) is { } loop
            && RowsOfSpan.Of(rows.Operation.Value, loop) is { } whole
            && whole.Step == call.RowLength
            && whole.AreThereBefore(loop, call.Invocation)
            && call.Arguments.All(argument => argument == rows || HasBatch(call, argument, loop)))
        {
            yield return At(call.Invocation.Syntax, whole.Whole.Name, call.Name, Advice(call, whole.Whole.Name));
        }
    }

    /// <summary>Whether what is passed for a row is its part of what could be passed for all.</summary>
    private static bool HasBatch(KernelCall call, KernelArgument argument, RowLoop loop) => argument.Parameter.Shape switch
    {
        ParameterShape.Out => true,
        ParameterShape.SharedPerClass => loop.IsFixed(argument.Operation.Value),
        ParameterShape.Scalar when argument.Parameter.Role == Role.Label => IsLabelOfRow(argument.Operation.Value, loop),
        ParameterShape.Scalar => loop.IsFixed(argument.Operation.Value),
        _ => RowsOfSpan.Of(argument.Operation.Value, loop) is { } whole
            && whole.Step == call.PerRow(argument.Parameter)
            && (argument.Parameter.IsOutput || whole.AreThereBefore(loop, call.Invocation)),
    };

    private static bool IsLabelOfRow(IOperation label, RowLoop loop)
    {
        label = loop.Resolve(label);
        while (label is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
        {
            label = loop.Resolve(conversion.Operand);
        }

        return loop.IsElement(label) || label switch
        {
            IArrayElementReferenceOperation { Indices: [var index], ArrayReference: var labels } => loop.StepOf(Integers.FormOf(index)) == 1 && loop.IsOnlyRead(labels),
            IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var index], Instance: { } labels } => SpanTypes.IsSpan(labels.Type) && loop.StepOf(Integers.FormOf(index.Value)) == 1 && loop.IsOnlyRead(labels),
            _ => false,
        };
    }

    private static string Advice(KernelCall call, string rows)
    {
        if (!call.Kernel.IsOneRow)
        {
            return $"it takes any number of rows, so pass all of '{rows}' at once";
        }

        var batch = call.Kernel.Kind switch
        {
            KernelKind.Predict => "with 'Span<int> labels', to return 'void'",
            KernelKind.LogSumExp => "with 'logSumExp', to return 'void'",
            _ => "with 'labels' for 'label'",
        };
        return $"declared {batch}, it takes any number of rows, so that all of '{rows}' can be passed at once";
    }
}
