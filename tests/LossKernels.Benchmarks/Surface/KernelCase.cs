using System.Text.RegularExpressions;

namespace LossKernels.Benchmarks.Surface;

/// <summary>A kernel of the contract's table with some of its options, as a person declares it.</summary>
/// <param name="Name">What it computes.</param>
/// <param name="Attribute">The attribute, of <c>K</c> classes.</param>
/// <param name="Signature">The method of element type <c>T</c>, named <c>Kernel</c>, without modifiers.</param>
internal sealed partial record KernelCase(string Name, string Attribute, string Signature)
{
    /// <summary>The declaration of a method of some name.</summary>
    public string Declare(string method, int classes, string type)
        => $"[{Classes().Replace(Attribute, $"{classes}")}] public static partial {Element().Replace(Signature, type).Replace(" Kernel(", $" {method}(", StringComparison.Ordinal)};";

    [GeneratedRegex(@"\bK\b")]
    private static partial Regex Classes();

    [GeneratedRegex(@"\bT\b")]
    private static partial Regex Element();
}
