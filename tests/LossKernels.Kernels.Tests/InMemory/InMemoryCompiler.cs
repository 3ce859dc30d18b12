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

    /// <summary>The framework, and these tests, whose types hold a kernel's arguments.</summary>
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location) || path == typeof(InMemoryCompiler).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A project without a source, which keeps alive what the compiler has read of the framework.</summary>
    private static readonly CSharpCompilation s_empty = Empty();

    /// <summary>A compilation of the sources, for callers that run generators over it before they load it.</summary>
    public static CSharpCompilation Compilation(string assemblyName, params IEnumerable<string> sources)
        => s_empty.WithAssemblyName(assemblyName)
            .AddSyntaxTrees(sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"{assemblyName}.{i}.cs", Encoding.UTF8)));

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

    private static CSharpCompilation Empty()
    {
        var compilation = CSharpCompilation.Create(
            "Empty",
            [],
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: false,
                nullableContextOptions: NullableContextOptions.Disable));
        _ = compilation.GetSpecialType(SpecialType.System_Object);
        return compilation;
    }

    private static string Describe(Diagnostic error)
    {
        var line = error.Location.SourceTree?.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line];
        return line is null ? error.ToString() : $"{error}\n    {line.ToString()!.Trim()}";
    }
}
