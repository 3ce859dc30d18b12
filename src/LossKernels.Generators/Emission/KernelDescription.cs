using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.Lowering;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Emission;

/// <summary>What a generated file says of its kernel before the code begins.</summary>
internal static class KernelDescription
{
    public static IEnumerable<string> Of(KernelDeclaration declaration, RowProgram program, LayoutPlan plan)
    {
        var u = declaration.Element == ElementType.Single ? "2^-23" : "2^-52";
        var isHalf = declaration.Parameters.Any(parameter => parameter.ValueType == StoredType.Half.Keyword());
        var type = isHalf ? "Half, computed in float" : VectorType.Scalar(declaration.Element).ElementName;
        yield return declaration.Classes == 1
            ? $"{declaration.Method.Cref}: {declaration.Kind} in {type}, any number of elements."
            : $"{declaration.Method.Cref}: {declaration.Kind} of {declaration.Classes} classes in {type}, {(declaration.IsOneRow ? "one row" : "any number of rows")}.";
        yield return $"    {program.Formula}";
        yield return $"Accuracy: {program.Bound};";
        yield return declaration.Classes == 1
            ? $"    u = {u}."
            : $"    u = {u}, d is a class's gap to the maximum, D the gaps' mean weighed by the exponentials.";
        if (isHalf)
        {
            yield return "    What is stored as Half is rounded once, to nearest even: half a step of Half besides.";
        }

        yield return "Layouts:";
        foreach (var width in plan.Widths)
        {
            var cpu = width.Bits > 0 ? $"{width.Bits}-bit vectors" : "no vectors";
            yield return $"    {cpu}: {string.Join(", then the rows left in ", width.Steps.Select(step => step.MethodName))}";
        }
    }
}
