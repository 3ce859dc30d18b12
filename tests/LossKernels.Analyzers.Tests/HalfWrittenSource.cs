using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Analyzers.Tests;

/// <summary>While a person types a source, an analyzer never throws.</summary>
/// <param name="analyzer">The analyzer.</param>
/// <param name="whole">The source, of as many constructs as fit.</param>
/// <param name="stride">Every so manieth token is left out, doubled or the last, not the same in each test; with <c>LOSSKERNELS_EXECUTION=all</c> every token.</param>
/// <param name="more">References besides the framework's.</param>
public abstract class HalfWrittenSource(DiagnosticAnalyzer analyzer, string whole, int stride, params MetadataReference[] more)
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview);

    private readonly int _stride = Environment.GetEnvironmentVariable("LOSSKERNELS_EXECUTION") == "all" ? 1 : stride;

    private readonly CSharpCompilation _empty = CSharpCompilation.Create(
        "Consumer", [], ConsumerProject.Framework.Concat(more), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    [Fact]
    public async Task The_source_cut_at_any_token_throws_nothing()
    {
        foreach (var token in await TokensAsync(0))
        {
            await AssertQuietAsync(whole[..token.Span.End]);
        }
    }

    [Fact]
    public async Task The_source_without_any_one_token_throws_nothing()
    {
        foreach (var token in await TokensAsync(1))
        {
            await AssertQuietAsync(whole.Remove(token.SpanStart, token.Span.Length));
        }
    }

    [Fact]
    public async Task The_source_with_any_one_token_twice_throws_nothing()
    {
        foreach (var token in await TokensAsync(2))
        {
            await AssertQuietAsync(whole.Insert(token.Span.End, " " + token.Text));
        }
    }

    protected async Task AssertQuietAsync(string source)
    {
        Exception? thrown = null;
        await _empty
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, s_parse))
            .WithAnalyzers(
                [analyzer],
                new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions([]), (exception, _, _) => thrown ??= exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync();
        Assert.True(thrown is null, $"the analyzer throws {thrown} on this source:\n{source}");
    }

    private async Task<IEnumerable<SyntaxToken>> TokensAsync(int third)
        => (await CSharpSyntaxTree.ParseText(whole, s_parse).GetRootAsync()).DescendantTokens().Where((_, index) => index % _stride == third * _stride / 3);
}
