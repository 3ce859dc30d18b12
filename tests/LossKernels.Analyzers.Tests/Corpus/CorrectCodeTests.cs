using LossKernels.CodeFixes.Tests.Verification;

namespace LossKernels.Analyzers.Tests.Corpus;

/// <summary>Code that was written with reflection on overflow is not reported by any rule.</summary>
public class CorrectCodeTests
{
    /// <summary>All of a file in one compilation; what is reported in it is shown with its line.</summary>
    [Theory]
    [InlineData("Softmax")]
    [InlineData("LogSpace")]
    [InlineData("Activations")]
    [InlineData("Sampling")]
    [InlineData("Science")]
    public async Task Nothing_is_reported(string file)
    {
        var source = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Corpus", "Correct", $"{file}.cs"));
        var reported = await new RuleVerifier("", new LossAnalyzer()).DiagnosticsOf(source, Consumer.Options);
        Assert.True(reported.IsEmpty, string.Join("\n", reported));
    }
}
