namespace LossKernels.Analyzers.Tests;

/// <summary>The directives with which code that uses TorchSharp begins.</summary>
internal static class TorchSharpUsings
{
    /// <summary>For its functions.</summary>
    public const string Functions = """
        using TorchSharp;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;
        using static TorchSharp.torch.nn.functional;

        """;

    /// <summary>For its functions and modules.</summary>
    public const string All = "using TorchSharp.Modules;\n" + Functions;
}
