using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using LossKernels.Analyzers;
using LossKernels.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Spectre.Console;

namespace LossKernels.Benchmarks.Analysis;

/// <summary>What the analyzers cost a build: of a project without loss code, which pays for nothing, and of loss code.</summary>
internal static class AnalyzersCommand
{
    private const double ShareAllowed = 0.05;

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview);

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers = [new LossAnalyzer(), new KernelCallAnalyzer(), new KernelDeclarationAnalyzer()];

    /// <param name="turns">How often each build is timed.</param>
    /// <param name="lines">Lines of the project without loss code.</param>
    /// <param name="console">Where results go.</param>
    /// <returns>0; 1 if the analyzers take a larger share of the first build than they may.</returns>
    public static int Run(int turns, int lines, IAnsiConsole console)
    {
        var (plain, losses) = (Measured(OrdinaryCode.Files(lines), turns), Measured(LossCode.Files(lines / 10), turns));
        var share = plain.Analyzers / plain.Compiler;
        console.WriteLine(FormattableString.Invariant(
            $"{plain.Lines:N0} lines without loss code: {plain.Compiler:0.00} s to compile, {plain.Analyzers:0.00} s for the analyzers, {100 * share:0.0}% of it; less than {100 * ShareAllowed:0}% is allowed."));
        console.WriteLine(FormattableString.Invariant(
            $"{losses.Lines:N0} lines of nothing but loss code: {losses.Compiler:0.00} s and {losses.Analyzers:0.00} s, {1e6 * losses.Analyzers / losses.Lines:0} ms per thousand lines, {losses.Reported:N0} reports."));
        console.WriteLine(FormattableString.Invariant($"Processor time of all threads, at best of {turns} runs, of a compiler and analyzers that have run before."));
        return share < ShareAllowed ? 0 : 1;
    }

    private static Cost Measured(IReadOnlyList<string> files, int turns)
    {
        Compilation compilation = CSharpCompilation.Create(
            "Consumer",
            files.Select((text, index) => CSharpSyntaxTree.ParseText(text, s_options, $"File{index}.cs", Encoding.UTF8)),
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

        // What a project with the package compiles: the attributes are there, whether it has a kernel or not.
        CSharpGeneratorDriver.Create([new KernelGenerator().AsSourceGenerator()], parseOptions: s_options).RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        var (emit, silent, analyzed, reported) = (double.MaxValue, double.MaxValue, double.MaxValue, 0);
        for (var turn = 0; turn <= turns; turn++)
        {
            // The first turn compiles the compiler, and is not counted.
            emit = Best(emit, turn, ProcessorSeconds(() => Emit(compilation.Clone())));
            silent = Best(silent, turn, ProcessorSeconds(() => Analyze(compilation.Clone(), [new SilentAnalyzer()])));
            analyzed = Best(analyzed, turn, ProcessorSeconds(() => reported = Analyze(compilation.Clone(), s_analyzers)));
        }

        return new(files.Sum(text => text.Count(character => character == '\n')), emit, Math.Max(0, analyzed - silent), reported);
    }

    private static double Best(double before, int turn, double seconds) => turn == 0 ? before : Math.Min(before, seconds);

    private static int Analyze(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) => compilation
        .WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false))
        .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Length;

    private static void Emit(Compilation compilation)
    {
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        if (!result.Success)
        {
            throw new InvalidOperationException($"The generated code does not compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
        }
    }

    /// <summary>Of all threads: neither what else the machine does nor how many cores it has changes it much.</summary>
    private static double ProcessorSeconds(Action action)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        action();
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalSeconds;
    }

    /// <param name="Lines">Lines of the project.</param>
    /// <param name="Compiler">Seconds to compile it.</param>
    /// <param name="Analyzers">Seconds that our analyzers take more than one that does nothing.</param>
    /// <param name="Reported">What they report.</param>
    private sealed record Cost(int Lines, double Compiler, double Analyzers, int Reported);
}
