using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Kernels;

/// <summary>
/// What rows of labels count for: the weight of the label's class, 1 without weights, and 0 where the label is ignored. What a row of weight 0 gives is
/// selected away and not multiplied away, for its logits may be NaN.
/// </summary>
internal static class RowWeight
{
    /// <summary>Whether rows count for more or less than 1.</summary>
    public static bool IsGiven(KernelDeclaration declaration)
        => !declaration.Has(Role.Targets) && (declaration.Has(Role.ClassWeights) || declaration.Options.IgnoreLabel is not null);

    /// <summary>A row's label; class 0 where it is ignored.</summary>
    public static Value Label(Row row, KernelDeclaration declaration) => row.LoadLabels(LabelRole(declaration), declaration.Options.IgnoreLabel);

    /// <summary>The weight of a row.</summary>
    public static Value Of(Row row, KernelDeclaration declaration)
        => IfCounted(row, declaration, declaration.Has(Role.ClassWeights) ? row.Pick(row.Load(Role.ClassWeights), Label(row, declaration)) : row.Constant(1));

    /// <summary>A value, or 0 where the row's label is ignored.</summary>
    public static Value IfCounted(Row row, KernelDeclaration declaration, Value value) => declaration.Options.IgnoreLabel is { } ignored
        ? Select(row.IsCounted(LabelRole(declaration), ignored).Named("isCounted"), value, row.Constant(0))
        : value;

    /// <summary>A value, or 0 where what the row counts for is 0; the value itself where every row counts for 1.</summary>
    public static Value IfNotZero(Row row, KernelDeclaration declaration, Value weight, Value value)
        => IsGiven(declaration) ? Select(AreEqual(weight, row.Constant(0)), row.Constant(0), value) : value;

    /// <summary>The weight of all rows together, which a mean divides by; with targets their number.</summary>
    public static Value Total(Row row, KernelDeclaration declaration) => IsGiven(declaration)
        ? row.TotalAtLabels(LabelRole(declaration), declaration.Options.IgnoreLabel, declaration.Has(Role.ClassWeights) ? row.Load(Role.ClassWeights) : null)
        : row.Count;

    private static Role LabelRole(KernelDeclaration declaration) => declaration.Has(Role.Label) ? Role.Label : Role.Labels;
}
