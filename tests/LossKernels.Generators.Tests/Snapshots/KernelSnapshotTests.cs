using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
#if USE_VERIFY
using VerifyTests;
using VerifyXunit;
#endif

namespace LossKernels.Generators.Tests.Snapshots;

/// <summary>What users get, as a reviewer reads it: kernels of a small, a medium and a large class count.</summary>
public class KernelSnapshotTests
{
    [Fact]
    public Task Softmax_of_10_classes() => Matches("""
        [Softmax(10)]
        public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
        """);

    [Fact]
    public Task CrossEntropy_of_10_classes_with_gradient() => Matches("""
        [CrossEntropy(10)]
        public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
        """);

    [Fact]
    public Task Softmax_of_10_classes_of_Half() => Matches("""
        [Softmax(10)]
        public static partial void Softmax(ReadOnlySpan<Half> logits, Span<Half> probabilities);
        """);

    [Fact]
    public Task Softmax_of_100_classes() => Matches("""
        [Softmax(100)]
        public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
        """);

    [Fact]
    public Task CrossEntropy_of_32000_classes_with_gradient() => Matches("""
        [CrossEntropy(32000)]
        public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);
        """);

#if USE_VERIFY
    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void Initialize() => VerifySourceGenerators.Initialize();

#endif
    private static Task Matches(string method, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var driver = Run(method);
#if USE_VERIFY
        _ = test;
        return Verifier.Verify(driver).IgnoreGeneratedResult(source => !IsKernel(source));
#else
        new SnapshotComparer(Path.Combine(SourceTree.TestProject, "Snapshots")).Compare(
            $"{nameof(KernelSnapshotTests)}.{test}",
            driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources).Where(IsKernel).ToDictionary(
                source => Path.GetFileNameWithoutExtension(source.HintName),
                source => $"//HintName: {source.HintName}\n{source.SourceText}"));
        return Task.CompletedTask;
#endif
    }

    /// <summary>Whether a file holds the kernel; the attributes and the functions that kernels share have files of their own.</summary>
    private static bool IsKernel(GeneratedSourceResult source) => source.HintName.StartsWith("Snapshots.Kernels.", StringComparison.Ordinal);

    private static GeneratorDriver Run(string method)
    {
        var source = $$"""
            using System;
            using LossKernels;

            namespace Snapshots;

            public static partial class Kernels
            {
            {{method}}
            }
            """;
        var parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var compilation = CSharpCompilation.Create(
            "Snapshots",
            [CSharpSyntaxTree.ParseText(source, parsing)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        var driver = CSharpGeneratorDriver.Create([new KernelGenerator().AsSourceGenerator()], parseOptions: parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var diagnostics);

        Assert.Empty(diagnostics);
        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Contains(driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources), IsKernel);
        return driver;
    }
}
