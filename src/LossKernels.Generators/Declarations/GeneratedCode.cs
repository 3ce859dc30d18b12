namespace LossKernels.Generators.Declarations;

/// <summary>What <c>[GeneratedCode]</c> says of an implementing part, by which it is told from a user's.</summary>
internal static class GeneratedCode
{
    /// <summary>The tool's name.</summary>
    public const string Tool = "LossKernels";
}
