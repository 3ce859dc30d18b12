using System.Reflection;
using System.Runtime.Loader;
using LossKernels.CodeFixes.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Analyzers.Tests;

/// <summary>What the tests declare of TorchSharp and TensorFlow.NET, compiled once: a project refers to it as to the package.</summary>
internal static class Framework
{
    private static readonly Lazy<byte[]> s_image = new(Compile);

    private static readonly Lazy<Assembly> s_assembly = new(() => AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(s_image.Value)));

    public static MetadataReference Reference { get; } = MetadataReference.CreateFromImage(s_image.Value);

    /// <summary>Compiles a source with a class <c>C</c>, and gives a function from a static method's name and its tensors, as rows of numbers, to what it returns.</summary>
    public static Func<string, double[][][], double[][]> Run(string source)
    {
        var tensor = s_assembly.Value.GetType("TorchSharp.torch+Tensor")!;
        var type = Load(source);
        return (method, tensors) => (double[][])tensor.GetProperty("Rows")!.GetValue(
            type.GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
                .Invoke(null, [.. tensors.Select(rows => Activator.CreateInstance(tensor, [rows]))]))!;
    }

    /// <summary>Compiles a source, and gives its class <c>C</c>; kernels that it declares only throw.</summary>
    public static Type Load(string source)
    {
        var compilation = ConsumerProject.Create([Markup.Parse(source, "").Source], Consumer.Options).GetCompilationAsync().Result!;
        using var stream = new MemoryStream();
        var emitted = compilation.WithOptions(((CSharpCompilationOptions)compilation.Options).WithOptimizationLevel(OptimizationLevel.Release)).Emit(stream);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return Assembly.Load(stream.ToArray()).GetType("C")!;
    }

    private static byte[] Compile()
    {
        var sources = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Frameworks"), "*.cs").Order(StringComparer.Ordinal)
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), new(LanguageVersion.Preview)));
        var compilation = CSharpCompilation.Create("Frameworks", sources, ConsumerProject.Framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return stream.ToArray();
    }
}
