using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Analyzers.Tracking;

/// <summary>
/// What a project's <c>.editorconfig</c> says of methods that cannot be followed, as comma-separated lists of <c>Namespace.Type.Method</c>.
/// </summary>
/// <param name="GuardMethods"><c>losskernels.additional_guard_methods</c>: what they return is bounded on both sides.</param>
/// <param name="SoftmaxMethods"><c>losskernels.additional_softmax_methods</c>: what they return, or write to their last array or span, is a softmax.</param>
/// <param name="ProbabilityMethods"><c>losskernels.additional_probability_methods</c>: likewise probabilities of any kind.</param>
/// <param name="LogitLosses"><c>losskernels.additional_logit_losses</c>: they take logits, as their parameter <c>logits</c> or else their first.</param>
internal sealed record Settings(
    ImmutableHashSet<string> GuardMethods, ImmutableHashSet<string> SoftmaxMethods, ImmutableHashSet<string> ProbabilityMethods, ImmutableHashSet<string> LogitLosses)
{
    private static readonly SymbolDisplayFormat s_name = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType);

    public static Settings Of(AnalyzerConfigOptions options) => new(
        List(options, "losskernels.additional_guard_methods"),
        List(options, "losskernels.additional_softmax_methods"),
        List(options, "losskernels.additional_probability_methods"),
        List(options, "losskernels.additional_logit_losses"));

    public bool IsGuard(IMethodSymbol method) => IsIn(GuardMethods, method);

    public bool IsSoftmax(IMethodSymbol method) => IsIn(SoftmaxMethods, method);

    public bool IsProbability(IMethodSymbol method) => IsIn(ProbabilityMethods, method);

    public bool IsLogitLoss(IMethodSymbol method) => IsIn(LogitLosses, method);

    private static bool IsIn(ImmutableHashSet<string> methods, IMethodSymbol method)
        => !methods.IsEmpty && methods.Contains(method.OriginalDefinition.ToDisplayString(s_name));

    private static ImmutableHashSet<string> List(AnalyzerConfigOptions options, string key)
        => options.TryGetValue(key, out var text) ? [.. text.Split(',').Select(name => name.Trim()).Where(name => name.Length > 0)] : [];
}
