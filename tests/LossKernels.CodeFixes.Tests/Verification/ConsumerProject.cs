using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LossKernels.CodeFixes.Tests.Verification;

/// <summary>What a test may set of the project that it compiles.</summary>
/// <param name="Language">The language version; <see cref="LanguageVersion.Preview"/> is the one that has C# 14 here.</param>
/// <param name="EditorConfig">The content of the project's <c>.editorconfig</c>.</param>
/// <param name="WithUsings">Whether <c>System</c> and <c>LossKernels</c> are imported, as implicit usings would.</param>
/// <param name="MoreUsings">Global usings besides.</param>
/// <param name="References">References besides the framework's.</param>
/// <param name="IsProgram">Whether it is a program, which may have top-level statements, and not a library.</param>
internal sealed record ConsumerOptions(
    LanguageVersion Language = LanguageVersion.Preview,
    string EditorConfig = "",
    bool WithUsings = true,
    string MoreUsings = "",
    IReadOnlyList<MetadataReference>? References = null,
    bool IsProgram = false);

/// <summary>A project that uses the generator, in a workspace in memory, with the references of the running test host.</summary>
internal static class ConsumerProject
{
    private const string Usings = "global using System; global using LossKernels;";

    /// <summary>The framework's assemblies only: not those of the test project.</summary>
    public static readonly IReadOnlyList<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly KernelGeneratorReference s_generator = new();

    /// <summary>
    /// Projects of all but sources. Those that are made of one share its compilation: what the compiler knows of the references, and the attributes
    /// that the generator adds.
    /// </summary>
    private static readonly ConcurrentDictionary<ConsumerOptions, Lazy<Project>> s_empty = new();

    public static Project Create(IReadOnlyList<string> sources, ConsumerOptions options)
    {
        var project = s_empty.GetOrAdd(options, key => new(() => CreateEmpty(key))).Value;
        foreach (var (source, index) in sources.Select((source, index) => (source, index)))
        {
            project = project.AddDocument($"Source{index}.cs", source, filePath: $"/Consumer/Source{index}.cs").Project;
        }

        return project;
    }

    private static Project CreateEmpty(ConsumerOptions options)
    {
        var workspace = new AdhocWorkspace();
        var project = workspace
            .AddProject("Consumer", LanguageNames.CSharp)
            .WithCompilationOptions(new CSharpCompilationOptions(
                options.IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable))
            .WithParseOptions(new CSharpParseOptions(options.Language))
            .WithMetadataReferences(Framework.Concat(options.References ?? []))
            .WithAnalyzerReferences([s_generator]);
        if (options.WithUsings)
        {
            project = project.AddDocument("Usings.cs", Usings + options.MoreUsings, filePath: "/Consumer/Usings.cs").Project;
        }

        if (options.EditorConfig.Length > 0)
        {
            project = project
                .AddAnalyzerConfigDocument(".editorconfig", SourceText.From(options.EditorConfig), filePath: "/Consumer/.editorconfig")
                .Project;
        }

        _ = project.GetCompilationAsync().Result;
        return project;
    }

    /// <summary>The project in a solution with another one that has the same sources and settings.</summary>
    public static Project WithTwin(Project project)
    {
        var id = ProjectId.CreateNewId();
        var solution = project.Solution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            "Twin",
            "Twin",
            project.Language,
            compilationOptions: project.CompilationOptions,
            parseOptions: project.ParseOptions,
            documents: Copies(project.Documents),
            metadataReferences: project.MetadataReferences,
            analyzerReferences: project.AnalyzerReferences).WithAnalyzerConfigDocuments(Copies(project.AnalyzerConfigDocuments)));
        return solution.GetProject(project.Id)!;

        IEnumerable<DocumentInfo> Copies(IEnumerable<TextDocument> documents) =>
        [
            .. documents.Select(document => DocumentInfo.Create(
                DocumentId.CreateNewId(id),
                document.Name,
                loader: TextLoader.From(TextAndVersion.Create(document.GetTextAsync().Result, VersionStamp.Default)),
                filePath: document.FilePath!.Replace("/Consumer/", "/Twin/", StringComparison.Ordinal))),
        ];
    }

    /// <summary>The documents that <see cref="Create"/> made of its sources, in their order.</summary>
    public static IReadOnlyList<Document> Sources(Project project)
        => [.. project.Documents.Where(document => document.Name.StartsWith("Source", StringComparison.Ordinal)).OrderBy(document => document.Name, StringComparer.Ordinal)];
}
