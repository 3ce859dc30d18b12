using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Analyzers.Tests.Corpus;

/// <summary>Code that was written with reflection on overflow is not reported by any rule.</summary>
public class CorrectCodeTests
{
    /// <summary>All of a file in one compilation; what is reported in it is shown with its line.</summary>
    [Theory]
    [InlineData("Calls")]
    [InlineData("Softmax")]
    [InlineData("LogSpace")]
    [InlineData("Activations")]
    [InlineData("Sampling")]
    [InlineData("Science")]
    [InlineData("Training")]
    public async Task Nothing_is_reported(string file)
    {
        await AssertSilentAsync(file, new LossAnalyzer());
    }

    /// <summary>Calls of kernels as they are made while models are trained, evaluated and used.</summary>
    [Fact]
    public Task Nothing_is_reported_in_calls_of_kernels() => AssertSilentAsync("Calls", new KernelCallAnalyzer());

    private static async Task AssertSilentAsync(string file, DiagnosticAnalyzer analyzer)
    {
        var source = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Corpus", "Correct", $"{file}.cs"));
        var reported = await new RuleVerifier("", analyzer).DiagnosticsOf(source, Consumer.Options);
        Assert.True(reported.IsEmpty, string.Join("\n", reported));
    }
}
