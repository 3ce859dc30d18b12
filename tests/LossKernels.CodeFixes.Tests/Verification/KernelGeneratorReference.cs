using System.Collections.Immutable;
using LossKernels.Generators;
using LossKernels.Generators.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.CodeFixes.Tests.Verification;

/// <summary>
/// The generator as a project references it, but with kernels that only throw: rules and fixes ask of a kernel that it is
/// there and compiles, and what it computes would take longer to compile than all else in these tests.
/// </summary>
internal sealed class KernelGeneratorReference : AnalyzerReference
{
    public static readonly ImmutableArray<ISourceGenerator> Generators =
    [
        new KernelGenerator((_, _) => new KernelText([], "throw null!;", [], [])).AsSourceGenerator(),
    ];

    public override string FullPath => typeof(KernelGenerator).Assembly.Location;

    public override object Id => nameof(KernelGeneratorReference);

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

    public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => Generators;
}
