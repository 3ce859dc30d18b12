using LossKernels.Generators.Declarations;
using LossKernels.Generators.Lowering;

namespace LossKernels.Generators.Emission;

/// <summary>The implementing part of a partial method, in its namespace and its reopened containing types.</summary>
internal static class PartialMethodPart
{
    /// <summary>The attribute that every generated member carries.</summary>
    public static readonly string GeneratedCodeAttribute =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"{GeneratedCode.Tool}\", \"{typeof(PartialMethodPart).Assembly.GetName().Version.ToString(3)}\")]";

    /// <summary>Writes the part.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters, modifiers first.</param>
    /// <param name="constraints">The constraints of its type parameters, with a leading space, or an empty string.</param>
    /// <param name="expression">What the method returns or does.</param>
    public static void Write(CodeWriter writer, MethodShape method, IEnumerable<string> parameters, string constraints, string expression)
    {
        if (method.Namespace.Length > 0)
        {
            writer.OpenBlock($"namespace {method.Namespace}");
        }

        foreach (var type in method.ContainingTypes)
        {
            writer.OpenBlock(type);
        }

        writer.Write(GeneratedCodeAttribute);
        writer.Write($"{method.Modifiers} {method.ReturnType} {method.Name}({string.Join(", ", parameters)}){constraints}");
        writer.WriteContinuation($"=> {expression};");
        foreach (var _ in method.ContainingTypes)
        {
            writer.CloseBlock();
        }

        if (method.Namespace.Length > 0)
        {
            writer.CloseBlock();
        }
    }
}
