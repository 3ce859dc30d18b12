using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Generators.Tests;

/// <summary>Runs of the generator over users' source.</summary>
internal static class GeneratorRuns
{
    /// <summary>A driver that has added the attributes once, and needs not to parse them for each project.</summary>
    private static readonly GeneratorDriver Ready = Driver().RunGenerators(Sources.Compile(""));

    /// <summary>A driver of the generator, around <see cref="ConstantKernels"/> unless another one is given.</summary>
    public static GeneratorDriver Driver(CSharpParseOptions? options = null, string? vectorBits = null, KernelGenerator? generator = null) => CSharpGeneratorDriver.Create(
        [(generator ?? new KernelGenerator(ConstantKernels.Compile)).AsSourceGenerator()],
        parseOptions: options ?? Sources.CSharp14,
        optionsProvider: new Properties(vectorBits),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The run's one generator; fails where it threw.</summary>
    public static GeneratorRunResult Result(this GeneratorDriver driver)
    {
        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.True(result.Exception is null, $"the generator threw {result.Exception}");
        Assert.Empty(result.Diagnostics);
        return result;
    }

    /// <summary>The generated files, those of the attributes left out.</summary>
    public static ImmutableArray<GeneratedSourceResult> KernelFiles(this GeneratorDriver driver) =>
    [
        .. driver.Result().GeneratedSources.Where(file =>
            !file.HintName.EndsWith("Attribute.g.cs", StringComparison.Ordinal)
            && !file.HintName.EndsWith("EmbeddedAttribute.cs", StringComparison.Ordinal)
            && file.HintName is not ("LossKernels.Reduction.g.cs" or "LossKernels.BinaryLabels.g.cs")),
    ];

    /// <summary>The project with what was generated for it.</summary>
    public static (GeneratorDriver Driver, CSharpCompilation Compilation) Run(string source, CSharpParseOptions? options = null, string? vectorBits = null)
    {
        var ready = options is null && vectorBits is null ? Ready : Driver(options, vectorBits);
        var driver = ready.RunGeneratorsAndUpdateCompilation(Sources.Compile(source, options), out var compilation, out _);
        return (driver, (CSharpCompilation)compilation);
    }

    /// <summary>What the compiler says of the project, errors and warnings.</summary>
    public static IEnumerable<Diagnostic> Complaints(this Compilation compilation)
        => compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    private sealed class Properties(string? vectorBits) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(vectorBits);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string? vectorBits) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.LossKernelsVectorBits" ? vectorBits : null;
            return value is not null;
        }
    }
}
