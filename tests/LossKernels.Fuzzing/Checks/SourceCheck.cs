using System.Collections.Immutable;
using System.Diagnostics;
using LossKernels.Analyzers;
using LossKernels.Analyzers.Tests;
using LossKernels.CodeFixes.Tests.Verification;
using LossKernels.Generators;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Fuzzing.Checks;

/// <summary>
/// Runs all that the package brings over one source, as a build and an editor would: generator, analyzers, fixes. Not for several
/// threads at once; each has its own.
/// </summary>
public sealed class SourceCheck
{
    public static readonly CSharpParseOptions CSharp14 = new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>A source that takes longer hangs.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The assemblies of the framework that sources use: with all 160, the compiler takes a third of its time to merge their namespaces,
    /// for each mutant anew.
    /// </summary>
    private static readonly string[] s_used =
    [
        "Microsoft.CSharp", "System.Collections", "System.Collections.Concurrent", "System.Collections.Immutable", "System.Console", "System.Diagnostics.Debug", "System.Linq",
        "System.Linq.Expressions", "System.Linq.Parallel", "System.Memory", "System.Numerics.Vectors", "System.Private.CoreLib", "System.Runtime", "System.Runtime.Extensions",
        "System.Runtime.InteropServices", "System.Runtime.Intrinsics", "System.Runtime.Numerics", "System.Text.RegularExpressions", "System.Threading", "System.Threading.Tasks.Parallel", "System.Threading.Thread",
    ];

    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;

    /// <summary>A project without a source.</summary>
    private Project _project = ConsumerProject.Create([], Consumer.Options with { MoreUsings = Consumer.Options.MoreUsings + " global using System.Numerics.Tensors; global using static System.Math;" });

    private readonly FixCheck _fixes = new();

    private GeneratorDriver _driver;
    private CSharpCompilation? _empty;

    /// <summary>Null where the attributes are read as sources, as in a build.</summary>
    private ReferencedAttributes? _attributes;
    private readonly bool _refersToAttributes;

    /// <param name="wholeKernels">Whether the compiler reads all of what is generated, which takes it a tenth of a second a kernel. Otherwise kernels are generated, but
    /// what is compiled of them is what depends on the declaration's shape: signature, guards, containing types.</param>
    public SourceCheck(bool wholeKernels)
        : this(wholeKernels ? new KernelGenerator() : new KernelGenerator(CompileAndDrop), new KernelDeclarationAnalyzer(), new LossAnalyzer(), new KernelCallAnalyzer())
    {
        _refersToAttributes = !wholeKernels;
        if (!wholeKernels)
        {
            _project = _project.WithMetadataReferences(_project.MetadataReferences.Where(reference => !ConsumerProject.Framework.Contains(reference) || s_used.Contains(Path.GetFileNameWithoutExtension(reference.Display))));
        }
    }

    /// <summary>For tests that plant a generator or an analyzer that breaks.</summary>
    internal SourceCheck(IIncrementalGenerator generator, params ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        _driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: CSharp14);
        _analyzers = analyzers;
    }

    /// <summary>What the source breaks; null where nothing.</summary>
    public async Task<Breakage?> RunAsync(string source)
    {
        var watch = Stopwatch.StartNew();
        var broken = await CheckAsync(source);
        if (broken is not null || watch.Elapsed <= Limit)
        {
            return broken;
        }

        // What the first source takes is the runtime's compiler: what hangs, hangs again. The lesser of the time that passes and the processor's
        // counts then: a machine that does something else for two seconds is no hang.
        var processor = Environment.CpuUsage.TotalTime;
        watch.Restart();
        broken = await CheckAsync(source);
        processor = Environment.CpuUsage.TotalTime - processor;
        var time = watch.Elapsed < processor ? watch.Elapsed : processor;
        return broken ?? (time > Limit ? new(BreakageKind.Hangs, "", $"it takes {time.TotalSeconds:0.0} s") : null);
    }

    private async Task<Breakage?> CheckAsync(string source)
    {
        _empty ??= await EmptyAsync();
        var document = _project.AddDocument("Source.cs", source, filePath: "/Consumer/Source.cs");
        var tree = (await document.GetSyntaxTreeAsync())!;
        var (broken, diagnostics, compiles) = await CompileAsync(_empty.AddSyntaxTrees(tree), tree);
        return broken ?? await _fixes.RunAsync(document, diagnostics, compiles, CompileChangedAsync);

        async Task<ImmutableArray<Diagnostic>> CompileChangedAsync(Document changed)
        {
            var changedTree = (await changed.GetSyntaxTreeAsync())!;
            var changedProject = _empty.AddSyntaxTrees(changedTree);
            return WithGenerated(changedProject, _driver.RunGenerators(changedProject)).GetDiagnostics().RemoveAll(diagnostic => diagnostic.Severity < DiagnosticSeverity.Error);
        }
    }

    private static KernelText CompileAndDrop(KernelDeclaration declaration, int maximumBits)
        => KernelCompiler.Compile(declaration, maximumBits) with { Body = "throw null!;", Methods = [], Shared = [] };

    /// <summary>The project without what the generator adds.</summary>
    private async Task<CSharpCompilation> EmptyAsync()
    {
        // One thread is enough for a source of a page: several would only wait for each other.
        _project = _project.WithCompilationOptions(_project.CompilationOptions!.WithConcurrentBuild(false));
        var whole = (CSharpCompilation)(await _project.GetCompilationAsync())!;
        var empty = whole.RemoveAllSyntaxTrees().AddSyntaxTrees(await Task.WhenAll(_project.Documents.Select(async document => (await document.GetSyntaxTreeAsync())!)));
        _attributes = _refersToAttributes ? new ReferencedAttributes(empty, _driver) : null;
        if (_attributes is null)
        {
            return empty;
        }

        _project = _project.WithAnalyzerReferences([]).AddMetadataReference(_attributes.Reference);

        // What fixes ask of a mutant's document is then read from the references once, and not for each.
        _ = await _project.GetCompilationAsync();
        return empty.AddReferences(_attributes.Reference);
    }

    private async Task<(Breakage? Broken, ImmutableArray<Diagnostic> Diagnostics, bool Compiles)> CompileAsync(CSharpCompilation compilation, SyntaxTree source)
    {
        _driver = _driver.RunGenerators(compilation);
        if (_driver.GetRunResult().Results[0].Exception is { } thrownByGenerator)
        {
            return (Breakage.Of(BreakageKind.GeneratorThrows, thrownByGenerator), [], false);
        }

        var whole = WithGenerated(compilation, _driver);
        Exception? thrownByAnalyzer = null;
        var analysis = whole.WithAnalyzers(
            _analyzers,
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => thrownByAnalyzer ??= exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        var all = await analysis.GetAllDiagnosticsAsync();
        if (thrownByAnalyzer is not null)
        {
            return (Breakage.Of(BreakageKind.AnalyzerThrows, thrownByAnalyzer), [], false);
        }

        var errors = all.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && IsCompilers(diagnostic)).ToArray();
        var reported = all.RemoveAll(IsCompilers);
        var inSource = errors.FirstOrDefault(error => error.Location.SourceTree == source);
        var generated = errors.FirstOrDefault(error => error.Location.SourceTree != source);
        if (generated is not null && inSource is null && reported.All(diagnostic => diagnostic.Severity < DiagnosticSeverity.Error))
        {
            return (new(BreakageKind.GeneratedCodeDoesNotCompile, generated.Id, $"{generated}\n{generated.Location.SourceTree}"), [], false);
        }

        // CS8795: a partial method without an implementing part, and nobody says why.
        if (errors.Length > 0 && errors.All(error => error.Id == "CS8795") && reported.All(diagnostic => diagnostic.Severity < DiagnosticSeverity.Error) && IsKernel(whole, errors[0]))
        {
            return (new(BreakageKind.GeneratedCodeDoesNotCompile, "CS8795", errors[0].ToString()), [], false);
        }

        return (null, reported, errors.Length == 0);
    }

    private Compilation WithGenerated(CSharpCompilation compilation, GeneratorDriver driver)
    {
        var trees = driver.GetRunResult().GeneratedTrees;
        return compilation.AddSyntaxTrees(_attributes?.WithoutAttributes(trees) ?? trees);
    }

    private static bool IsCompilers(Diagnostic diagnostic) => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal);

    /// <summary>Whether the error is about a method with a kernel's attribute: any partial method may lack its other part.</summary>
    private static bool IsKernel(Compilation compilation, Diagnostic error)
        => error.Location.SourceTree is { } tree
            && compilation.GetSemanticModel(tree).GetDeclaredSymbol(tree.GetRoot().FindNode(error.Location.SourceSpan)) is IMethodSymbol method
            && KernelAttributes.Of(method).Any();
}
