using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using LossKernels.Documentation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Generators.Tests.Docs;

/// <summary>A C# sample of a page, compiled with the generator as a project with implicit usings would.</summary>
/// <param name="block">The sample.</param>
/// <param name="printed">What the page says that it prints; null for a sample that only declares.</param>
internal sealed class PageSample(FencedBlock block, string? printed)
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>A sample's public members have no documentation comments, and need none.</summary>
    private static readonly CSharpParseOptions Parsing = Sources.CSharp14.WithDocumentationMode(DocumentationMode.Parse);

    private static readonly GeneratorDriver Ready = CSharpGeneratorDriver
        .Create([new KernelGenerator().AsSourceGenerator()], parseOptions: Parsing)
        .RunGenerators(Sources.Compile("", Parsing));

    private readonly Lazy<CSharpCompilation> _compilation = new(() => Compile(block.Text, isProgram: printed is not null));

    /// <summary>What stands over the block of what a sample prints.</summary>
    private const string PrintsLead = "Prints:";

    /// <summary>What the page says that it prints, or null.</summary>
    public string? Printed { get; } = printed;

    /// <summary>The sample's first line in the page.</summary>
    public int Line => block.Line;

    public string Text => block.Text;

    /// <summary>The samples of a page; a text block led by <c>Prints:</c> belongs to the sample before it.</summary>
    public static IReadOnlyList<PageSample> ReadAll(string page)
    {
        var blocks = FencedBlock.ReadAll(page);
        return
        [
            .. blocks.Select((block, i) => (block, next: i + 1 < blocks.Count ? blocks[i + 1] : null))
                .Where(pair => pair.block.Language == "csharp")
                .Select(pair => new PageSample(pair.block, pair.next is { Language: "text", Lead: PrintsLead } output ? output.Text : null)),
        ];
    }

    /// <summary>The sample with what was generated for it.</summary>
    public CSharpCompilation Compilation => _compilation.Value;

    private static CSharpCompilation Compile(string text, bool isProgram)
    {
        var compilation = Sources.Compile(text, Parsing)
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(ImplicitUsings, Parsing))
            .WithOptions(new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
        _ = Ready.RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return (CSharpCompilation)generated;
    }

    /// <summary>What the sample writes to the console.</summary>
    public string Run()
    {
        using var image = new MemoryStream();
        var emitted = Compilation.Emit(image);
        Assert.True(emitted.Success, $"line {Line}:\n{string.Join('\n', emitted.Diagnostics)}");
        image.Position = 0;
        var entry = new AssemblyLoadContext("Sample").LoadFromStream(image).EntryPoint!;
        var (console, culture) = (Console.Out, CultureInfo.CurrentCulture);
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            Console.SetOut(output);
            _ = entry.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null);
        }
        finally
        {
            Console.SetOut(console);
            CultureInfo.CurrentCulture = culture;
        }

        return output.ToString().ReplaceLineEndings("\n");
    }
}
