namespace LossKernels.Generators.Functions;

/// <summary>
/// A static method that kernels share. Each assembly gets one copy of those its kernels use, in the order of their keys,
/// as members of <c>LossKernels.Generated.KernelFunctions</c>.
/// </summary>
/// <param name="Key">Names the method uniquely (overloads differ by their vector type) and orders it: <c>Exp(Vector256&lt;float&gt;)</c>.</param>
/// <param name="Text">The member's C# text, comment first, unindented, with <c>\n</c> line ends.</param>
internal sealed record SharedMethod(string Key, string Text)
{
    /// <summary>That of the key, which names the method.</summary>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);

    /// <summary>A method with a comment, inlined wherever it is called unless its own loops make that a waste.</summary>
    /// <param name="key">As <see cref="Key"/>.</param>
    /// <param name="comment">What it computes, in a sentence.</param>
    /// <param name="signature">Return type, name and parameters.</param>
    /// <param name="body">The statements, indented by four.</param>
    /// <param name="isInlined">Whether the JIT is asked to inline it.</param>
    public static SharedMethod Of(string key, string comment, string signature, string body, bool isInlined = true)
    {
        var option = isInlined ? "AggressiveInlining" : "NoInlining";
        return new(key, $"// {comment}\n[MethodImpl(MethodImplOptions.{option})]\ninternal static {signature}\n{{\n{body.Replace("\r\n", "\n")}\n}}");
    }
}
