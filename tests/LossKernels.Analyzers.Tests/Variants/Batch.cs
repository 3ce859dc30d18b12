using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Analyzers.Tests.Variants;

/// <summary>Many sources in one compilation, each in a namespace of its own, and what is reported in each.</summary>
internal sealed class Batch
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview);

    private readonly IReadOnlyList<SyntaxTree> _trees;

    public Batch(IEnumerable<string> sources)
    {
        _trees = [.. sources.Select((source, i) => Enclosed(source, i)).OfType<SyntaxTree>()];
        Compilation all = CSharpCompilation.Create(
            "Variants",
            [CSharpSyntaxTree.ParseText($"global using System; global using LossKernels; {Consumer.Options.MoreUsings}", s_parse), .. _trees],
            ConsumerProject.Framework.Concat(Consumer.Options.References!),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(KernelGeneratorReference.Generators, parseOptions: s_parse).RunGeneratorsAndUpdateCompilation(all, out all, out _);
        Compilation = all;
    }

    public Compilation Compilation { get; }

    /// <summary>The sources that compile, as trees, with their indices.</summary>
    public IEnumerable<(int Index, SyntaxTree Tree)> Trees
    {
        get
        {
            var wrong = Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Location.SourceTree).ToHashSet();
            return _trees.Where(tree => !wrong.Contains(tree)).Select(tree => (int.Parse(tree.FilePath, System.Globalization.CultureInfo.InvariantCulture), tree));
        }
    }

    /// <summary>What is reported in each tree, by its index.</summary>
    public async Task<ILookup<int, Diagnostic>> Reported()
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var reported = await Compilation.WithAnalyzers([new LossAnalyzer(), new KernelCallAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        return reported
            .Where(diagnostic => diagnostic.Location.SourceTree is { FilePath: var path } && int.TryParse(path, out _))
            .ToLookup(diagnostic => int.Parse(diagnostic.Location.SourceTree!.FilePath, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The source within a namespace; null for one that has namespaces itself, by which rules may know its types.</summary>
    private static SyntaxTree? Enclosed(string source, int index)
    {
        var root = CSharpSyntaxTree.ParseText(source, s_parse).GetCompilationUnitRoot();
        if (root.Members.Any(member => member is BaseNamespaceDeclarationSyntax or GlobalStatementSyntax))
        {
            return null;
        }

        var text = root.ToFullString();
        var start = root.Members.Count > 0 ? root.Members[0].FullSpan.Start : text.Length;

        // An alias or static using of a type that the source declares stands where that is in scope.
        return CSharpSyntaxTree.ParseText($"namespace Case{index}\n{{\n{text[..start]}\n{text[start..]}\n}}\n", s_parse, path: index.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
