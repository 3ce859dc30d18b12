using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Kernels.Tests.InMemory;

/// <summary>
/// Compiles C# as a Release build does and loads the result into this process, without what only a person would read: symbols, and
/// nullable warnings, which take a third of the compiler's time and are the concern of the generator's own tests.
/// </summary>
internal static class InMemoryCompiler
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    /// <summary>The assemblies that this test run itself sees: the framework, and the packages of the tests.</summary>
    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>A compilation of the sources, for callers that run generators over it before they load it.</summary>
    public static CSharpCompilation Compilation(string assemblyName, params IEnumerable<string> sources)
        => CSharpCompilation.Create(
            assemblyName,
            sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"{assemblyName}.{i}.cs", Encoding.UTF8)),
            References.Value,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: false,
                nullableContextOptions: NullableContextOptions.Disable));

    /// <summary>The assembly of the sources, ready to call.</summary>
    /// <exception cref="InvalidOperationException">The sources do not compile; the message shows each error with its line.</exception>
    public static Assembly Compile(string assemblyName, params IEnumerable<string> sources) => Load(Compilation(assemblyName, sources));

    /// <inheritdoc cref="Compile"/>
    public static Assembly Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
        {
            throw new InvalidOperationException(
                $"{compilation.AssemblyName} does not compile:\n{string.Join('\n', errors.Select(Describe))}");
        }

        image.Position = 0;
        return new AssemblyLoadContext(compilation.AssemblyName).LoadFromStream(image);
    }

    private static string Describe(Diagnostic error)
    {
        var line = error.Location.SourceTree?.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line];
        return line is null ? error.ToString() : $"{error}\n    {line.ToString()!.Trim()}";
    }
}
