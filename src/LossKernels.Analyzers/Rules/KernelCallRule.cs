using System.Collections.Immutable;
using LossKernels.Analyzers.Calls;
using Microsoft.CodeAnalysis;

namespace LossKernels.Analyzers.Rules;

/// <summary>One rule about calls of kernels: what it flags in a call.</summary>
internal abstract class KernelCallRule
{
    protected const string Calls = "Calls";

    /// <summary>All of them, in the order of their IDs.</summary>
    public static readonly ImmutableArray<KernelCallRule> All =
    [
        new WholeRows(),
        new LabelRange(),
        new LengthAgreement(),
        new RowByRow(),
    ];

    /// <summary>ID, title, message, severity and page.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>What the rule flags in a call.</summary>
    public abstract IEnumerable<Diagnostic> Find(KernelCall call);

    /// <summary>A number of things, in words.</summary>
    protected static string Count(int number, string thing) => FormattableString.Invariant($"{number:N0} {thing}{(number == 1 ? "" : "s")}");

    protected Diagnostic At(SyntaxNode syntax, params object[] arguments) => Diagnostic.Create(Descriptor, syntax.GetLocation(), arguments);
}
