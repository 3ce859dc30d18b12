using LossKernels.Generators.Declarations;
using LossKernels.Generators.Emission;
using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Tests;

/// <summary>A compiler of kernels that write 1 everywhere: enough to see what the pipeline and the guards do around a kernel.</summary>
internal static class ConstantKernels
{
    public static KernelText Compile(KernelDeclaration declaration, int maximumBits)
    {
        var outputs = declaration.Parameters.Where(parameter => parameter.IsOutput).Select(parameter => parameter.Shape == ParameterShape.Out
            ? $"{parameter.Name} = One();\n"
            : $"{parameter.Name}.Fill(One());\n");
        return new KernelText(
            new[] { $"{declaration.Method.Cref}: ones, at most {maximumBits} bits wide." }.ToEquatableArray(),
            string.Concat(outputs) + (declaration.Method.ReturnType == "void" ? "Use(rows);" : "Use(rows);\nreturn One();"),
            new[] { "        private static void Use(int rows) => _ = rows;\n" }.ToEquatableArray(),
            new[] { new SharedMethod("One()", "internal static byte One() => 1;"), new SharedMethod($"{declaration.Kind}()", $"internal static void {declaration.Kind}() {{ }}") }.ToEquatableArray());
    }
}
