using System.Collections.Concurrent;
using System.Text;
using LossKernels.Generators;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Benchmarks.InMemory;

/// <summary>A consumer's project whose kernels are generated, as the generator would or in layouts of one's choice, and compiled in memory as a Release build.</summary>
internal sealed class Consumer
{
    /// <summary>The type that holds the kernels, and the one that calls them.</summary>
    public const string Kernels = "Kernels";
    public const string Calls = "Calls";

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview);

    private Consumer(CSharpCompilation compilation, IReadOnlyDictionary<string, KernelDeclaration> declarations)
    {
        (Compilation, Declarations) = (compilation, declarations);
    }

    /// <summary>The kernels' code and a method that calls each, named as the kernel, from its <see cref="Arguments"/>.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>What was declared, by the methods' names.</summary>
    public IReadOnlyDictionary<string, KernelDeclaration> Declarations { get; }

    /// <param name="name">The assembly's name.</param>
    /// <param name="declarations">Kernels as a person declares them, each of another name.</param>
    /// <param name="compile">From a declaration to its code; null for what the generator does with the widest vectors.</param>
    public static Consumer Of(string name, IEnumerable<string> declarations, Func<KernelDeclaration, KernelText>? compile = null)
    {
        var found = new ConcurrentDictionary<string, KernelDeclaration>();
        var generator = new KernelGenerator((declaration, bits) =>
        {
            found[declaration.Method.Name] = declaration;
            return compile is null ? KernelCompiler.Compile(declaration, bits) : compile(declaration);
        });
        var source = $"using System;\nusing LossKernels;\npublic static partial class {Kernels}\n{{\n{string.Join("\n", declarations)}\n}}\n";
        var compilation = CSharpCompilation.Create(
            name,
            [Tree(source, "Kernels.cs")],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: false, nullableContextOptions: NullableContextOptions.Disable));
        _ = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: s_options).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return new((CSharpCompilation)generated.AddSyntaxTrees(Tree(CallsOf(found.Values), "Calls.cs")), found);
    }

    /// <summary>The consumer with other code in place of its kernels'.</summary>
    public Consumer With(CSharpCompilation compilation) => new(compilation, Declarations);

    /// <summary>The assembly's image.</summary>
    /// <exception cref="InvalidOperationException">The code does not compile; the message says what is wrong.</exception>
    public byte[] Emit()
    {
        using var image = new MemoryStream();
        var result = Compilation.Emit(image);
        return result.Success
            ? image.ToArray()
            : throw new InvalidOperationException($"{Compilation.AssemblyName} does not compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
    }

    private static SyntaxTree Tree(string text, string path) => CSharpSyntaxTree.ParseText(text, s_options, path, Encoding.UTF8);

    private static string CallsOf(IEnumerable<KernelDeclaration> declarations)
    {
        var source = new StringBuilder($"using System;\npublic static partial class {Calls}\n{{\n");
        foreach (var declaration in declarations)
        {
            var arguments = declaration.Parameters.Select((parameter, i) => $"{(parameter.Shape == ParameterShape.Out ? "out " : "")}{Argument(parameter, i)}");
            var call = $"{Kernels}.{declaration.Method.Name}({string.Join(", ", arguments)})";
            var result = declaration.Method.ReturnType == "void" ? call : $"arguments.Returned = (double){call}";
            _ = source.AppendLine($"    public static void {declaration.Method.Name}({typeof(Arguments).FullName} arguments) => {result};");
        }

        return source.Append("}\n").ToString();
    }

    private static string Argument(KernelParameter parameter, int place)
        => $"arguments.Of<{parameter.ValueType}>({place}){(parameter.Shape is ParameterShape.Scalar or ParameterShape.Out ? "[0]" : "")}";
}
