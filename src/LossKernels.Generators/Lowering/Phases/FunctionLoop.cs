using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering.Phases;

/// <summary>
/// A loop that applies one function to values side by side in memory, in a method of its own: there the constants of the function stay in registers, which
/// the other loops of a kernel would fill first.
/// </summary>
internal static class FunctionLoop
{
    /// <summary>The statement that replaces as many values as <paramref name="count"/> says, a multiple of the lanes, by their function.</summary>
    public static string Write(Value function, string values, string count, VectorType vector, SharedMethods shared)
    {
        var name = $"{function.Operation}Each{vector.Bits}";
        var applied = new Arithmetic(vector, shared).Apply(function, [new(vector.Load("values", "i"))]);
        shared.Add(SharedMethod.Of(
            $"{name}({vector.Name})",
            "In a method of its own the constants of the function stay in registers.",
            $"void {name}(ref {vector.ElementName} values, nuint count)",
            $$"""
                for (nuint i = 0; i < count; i += {{vector.Lanes}})
                {
                    {{vector.Store(applied, "values", "i")}}
                }
            """,
            isInlined: false));
        return $"{name}(ref {values}, {count});";
    }
}
