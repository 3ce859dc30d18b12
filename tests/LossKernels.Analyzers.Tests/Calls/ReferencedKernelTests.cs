using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Analyzers.Tests.Calls;

/// <summary>Kernels of referenced projects, each of which has attribute types of its own.</summary>
public class ReferencedKernelTests
{
    private const string Library = """
        public static partial class Library
        {
            [CrossEntropy(10, IgnoreLabel = -100)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels);
            [BinaryCrossEntropy(Labels = BinaryLabels.PlusMinusOne)] public static partial float Signs(ReadOnlySpan<float> logits, ReadOnlySpan<sbyte> labels);
            [Softmax(1)] public static partial void Wrong(ReadOnlySpan<float> logits, Span<float> probabilities);
        }
        public partial class Generic<T>
        {
            [TopK(10, 3)] public partial void Best(ReadOnlySpan<double> logits, Span<int> labels, Span<double> probabilities);
        }
        """;

    private const string Consumer = """
        using System;
        class C
        {
            float A(float[] z) => Library.Loss(z, [1, 10, -100]);
            float B(float[] z) => Library.Loss(new float[31], [1, 2, 3]);
            float D(float[] z) => Library.Signs(z, [-1, 0]);
            void E(Generic<string> g) => g.Best(new double[20], new int[6], new double[3]);
            void F(float[] p) => Library.Wrong(new float[31], p);
        }
        """;

    private static readonly Task<Compilation> s_library = LibraryAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_of_them_are_looked_at_too(bool isCompiled)
    {
        var library = await s_library;
        MetadataReference reference = isCompiled ? Emit(library) : library.ToMetadataReference();
        Assert.Equal(
            ["(4,47): LK3002", "(5,40): LK3001", "(6,49): LK3002", "(7,69): LK3003"],
            await ReportedAsync([.. ConsumerProject.Framework, reference]));
    }

    [Fact]
    public async Task A_compilation_without_kernels_registers_nothing()
    {
        var analyzer = new KernelCallAnalyzer();
        var compilation = CSharpCompilation.Create("Consumer", [CSharpSyntaxTree.ParseText("class C { string F() => 1.ToString(); }")], ConsumerProject.Framework);
        var analysis = compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false));
        await analysis.GetAnalyzerDiagnosticsAsync();
        var telemetry = await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None);
        Assert.True(telemetry.Concurrent, "the analyzer does not run concurrently");
        Assert.Equal((1, 0), (telemetry.CompilationStartActionsCount, telemetry.OperationActionsCount));
    }

    private static async Task<Compilation> LibraryAsync() => (await ConsumerProject.Create([Library], new()).GetCompilationAsync())!;

    private static PortableExecutableReference Emit(Compilation library)
    {
        using var image = new MemoryStream();
        var result = library.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return MetadataReference.CreateFromStream(image);
    }

    private static async Task<IEnumerable<string>> ReportedAsync(IEnumerable<MetadataReference> references)
    {
        var compilation = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText(Consumer, new CSharpParseOptions(LanguageVersion.Preview))],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var reported = await compilation.WithAnalyzers([new KernelCallAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return reported.Select(diagnostic => (diagnostic.Location.GetLineSpan().StartLinePosition, diagnostic.Id))
            .OrderBy(found => found.StartLinePosition)
            .Select(found => $"({found.StartLinePosition.Line + 1},{found.StartLinePosition.Character + 1}): {found.Id}");
    }
}
