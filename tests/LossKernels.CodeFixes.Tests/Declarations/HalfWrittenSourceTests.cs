using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.CodeFixes.Tests.Declarations;

/// <summary>While a person types, the analyzer never throws.</summary>
public class HalfWrittenSourceTests
{
    private const string Whole = """
        using System; using LossKernels;
        namespace A.B
        {
            public static partial class Outer<T> where T : struct
            {
                internal partial record struct Inner
                {
                    [CrossEntropy(10, Reduction = Reduction.None)]
                    internal static partial void Loss(scoped ReadOnlySpan<float> logits, ReadOnlySpan<int> @labels, Span<float> losses, out int correct);
                    [Predict(3), LogSumExp(classes: 2)] public ref int F<U>(this ReadOnlySpan<double> logit, float temperature = 1f) => throw null!;
                }
            }
        }
        """;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview);

    /// <summary>A project with the attributes and nothing else.</summary>
    private static readonly Compilation s_attributes = Attributes();

    /// <summary>How many characters further the next cut is: an odd number, so that tokens of every length are cut within and behind.</summary>
    private static int Stride => Environment.GetEnvironmentVariable("LOSSKERNELS_EXECUTION") == "all" ? 1 : 5;

    [Fact]
    public async Task The_source_cut_at_any_character_throws_nothing()
    {
        for (var length = 0; length <= Whole.Length; length += Stride)
        {
            await AssertQuietAsync(Whole[..length]);
        }
    }

    [Fact]
    public async Task The_source_without_any_one_token_throws_nothing()
    {
        foreach (var token in (await CSharpSyntaxTree.ParseText(Whole, s_parse).GetRootAsync()).DescendantTokens())
        {
            await AssertQuietAsync(Whole.Remove(token.SpanStart, token.Span.Length));
        }
    }

    [Fact]
    public async Task The_source_with_any_one_token_twice_throws_nothing()
    {
        foreach (var token in (await CSharpSyntaxTree.ParseText(Whole, s_parse).GetRootAsync()).DescendantTokens())
        {
            await AssertQuietAsync(Whole.Insert(token.Span.End, " " + token.Text));
        }
    }

    [Fact]
    public async Task An_exception_would_be_seen()
    {
        var seen = await Assert.ThrowsAsync<InvalidOperationException>(() => AssertQuietAsync(Whole, new ThrowingAnalyzer()));
        Assert.Equal("planted", seen.InnerException?.Message);
    }

    private static async Task AssertQuietAsync(string source, DiagnosticAnalyzer? analyzer = null)
    {
        Exception? thrown = null;
        await s_attributes
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, s_parse))
            .WithAnalyzers(
                [analyzer ?? new KernelDeclarationAnalyzer()],
                new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions([]),
                    (exception, _, _) => thrown ??= exception,
                    concurrentAnalysis: false,
                    logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync();
        if (thrown is not null)
        {
            throw new InvalidOperationException($"the analyzer throws on this source:\n{source}", thrown);
        }
    }

    private static Compilation Attributes()
    {
        CSharpGeneratorDriver
            .Create(KernelGeneratorReference.Generators, parseOptions: s_parse)
            .RunGeneratorsAndUpdateCompilation(
                CSharpCompilation.Create("Consumer", [], ConsumerProject.Framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)),
                out var compilation,
                out _);
        return compilation;
    }

    /// <summary>What <see cref="An_exception_would_be_seen"/> plants.</summary>
#pragma warning disable RS1001, RS1038 // it is no analyzer of the package
    private sealed class ThrowingAnalyzer : DiagnosticAnalyzer
#pragma warning restore RS1001, RS1038
    {
        public override System.Collections.Immutable.ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => new KernelDeclarationAnalyzer().SupportedDiagnostics;

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationAction(_ => throw new InvalidOperationException("planted"));
        }
    }
}
