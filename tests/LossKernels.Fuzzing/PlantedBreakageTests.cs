using System.Collections.Immutable;
using System.Diagnostics;
using LossKernels.Fuzzing.Checks;
using LossKernels.Fuzzing.Runs;
using LossKernels.Generators;
using LossKernels.Generators.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Fuzzing;

/// <summary>Whatever breaks is seen: each kind of breakage is planted once.</summary>
public class PlantedBreakageTests
{
    private const string Kernel = "static partial class K { [Softmax(3)] public static partial void F(ReadOnlySpan<float> logits, Span<float> probabilities); }";

    [Fact]
    public async Task A_generator_that_throws_is_seen()
        => Assert.Equal(BreakageKind.GeneratorThrows, await KindAsync(new KernelGenerator((_, _) => throw new InvalidOperationException("planted"))));

    [Theory]
    [InlineData("no C# at all")]
    [InlineData("class = 3;")]
    public async Task Generated_code_that_does_not_compile_is_seen(string body)
        => Assert.Equal(BreakageKind.GeneratedCodeDoesNotCompile, await KindAsync(new KernelGenerator((_, _) => new KernelText([], body, [], []))));

    [Fact]
    public async Task An_analyzer_that_throws_is_seen()
        => Assert.Equal(BreakageKind.AnalyzerThrows, await KindAsync(new KernelGenerator(), new PlantedAnalyzer(_ => throw new InvalidOperationException("planted"))));

    [Fact]
    public async Task An_analyzer_that_takes_too_long_is_seen()
        => Assert.Equal(BreakageKind.Hangs, await KindAsync(new KernelGenerator(), new PlantedAnalyzer(_ => ThinkLong())));

    [Fact]
    public async Task What_is_whole_breaks_nothing()
    {
        foreach (var wholeKernels in new[] { false, true })
        {
            var broken = await new SourceCheck(wholeKernels).RunAsync(Kernel);
            Assert.True(broken is null, broken?.ToString());
        }
    }

    [Fact]
    public async Task A_breakage_is_made_as_short_as_it_can_be()
    {
        var breakage = new Breakage(BreakageKind.AnalyzerThrows, "planted", "");
        var least = await Minimizer.MinimizeAsync(
            "class A { int F(int x) => x; int G(int y) => F(y) + Boom(y); } class B { }",
            breakage,
            source => Task.FromResult(source.Contains("Boom", StringComparison.Ordinal) && source.Contains('}', StringComparison.Ordinal) ? breakage : null));
        Assert.Equal("Boom}", least.Replace(" ", "", StringComparison.Ordinal));
    }

    private static void ThinkLong()
    {
        // By the processor's time, which other tests take too, and by the clock.
        var time = SourceCheck.Limit + TimeSpan.FromSeconds(0.2);
        var (end, watch) = (Environment.CpuUsage.TotalTime + time, Stopwatch.StartNew());
        while (Environment.CpuUsage.TotalTime < end || watch.Elapsed < time)
        {
            Thread.SpinWait(10_000);
        }
    }

    private static async Task<BreakageKind?> KindAsync(IIncrementalGenerator generator, params ImmutableArray<DiagnosticAnalyzer> analyzers)
        => (await new SourceCheck(generator, analyzers.IsEmpty ? [new KernelDeclarationAnalyzer()] : analyzers).RunAsync(Kernel))?.Kind;

#pragma warning disable RS1001, RS1038 // it is no analyzer of the package
    private sealed class PlantedAnalyzer(Action<CompilationAnalysisContext> action) : DiagnosticAnalyzer
#pragma warning restore RS1001, RS1038
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => new KernelDeclarationAnalyzer().SupportedDiagnostics;

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationAction(action);
        }
    }
}
