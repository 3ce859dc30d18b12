using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.RowPrograms;

/// <summary>What row programs know of the roles: how many values an input has, of which kind, and its letter in formulas.</summary>
internal static class RoleShapes
{
    public static ValueShape Of(Role role) => role switch
    {
        Role.Temperature or Role.PositiveWeight => ValueShape.Batch,
        Role.Label or Role.Labels => ValueShape.Row,
        Role.Logits or Role.Targets or Role.Probabilities or Role.LogProbabilities or Role.Upstream or Role.TeacherLogits or Role.ClassWeights or Role.PositiveWeights => ValueShape.Class,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "is no input"),
    };

    /// <summary>Whether an input per class has one value a class for all rows, and not one a row and class.</summary>
    public static bool IsSharedByRows(Role role) => role is Role.ClassWeights or Role.PositiveWeights;

    public static ValueKind KindOf(Role role) => role is Role.Label or Role.Labels ? ValueKind.Index : ValueKind.Real;

    /// <summary>
    /// Whether an output may be the same memory as this input, so that nothing may be read from a row's input once
    /// that row's output has begun to be written.
    /// </summary>
    public static bool MayBeOverwritten(Role role) => role is Role.Logits or Role.Probabilities or Role.LogProbabilities or Role.Upstream;

    public static string SymbolOf(Role role) => role switch
    {
        Role.Logits => "z",
        Role.Targets => "target",
        Role.Probabilities => "p",
        Role.LogProbabilities => "logP",
        Role.Upstream => "upstream",
        Role.TeacherLogits => "teacher",
        Role.ClassWeights => "weight",
        Role.PositiveWeights => "positiveWeight",
        Role.Label or Role.Labels => "label",
        Role.Temperature => "temperature",
        Role.PositiveWeight => "positiveWeight",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "is no input"),
    };
}
