using System.Collections.Immutable;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Generators.Tests;

/// <summary>Users' source, compiled in memory against the framework that runs the tests.</summary>
internal static class Sources
{
    /// <summary>C# 14, which Roslyn 4.14 knows as its preview.</summary>
    public static readonly CSharpParseOptions CSharp14 = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    public static readonly ImmutableArray<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>What a kernel attribute's file says, as the generator adds it to users' projects.</summary>
    public static ImmutableArray<(string Name, string Text)> Attributes { get; } =
    [
        .. typeof(DeclarationParser).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Attributes/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(typeof(DeclarationParser).Assembly.GetManifestResourceStream(name)!);
                return (name, reader.ReadToEnd());
            }),
    ];

    /// <summary>What the generator's host adds for <c>AddEmbeddedAttributeDefinition</c>.</summary>
    public const string Embedded = "namespace Microsoft.CodeAnalysis { internal sealed partial class EmbeddedAttribute : global::System.Attribute { } }";

    /// <summary>A project without a source; what is made of it shares what the compiler knows of the framework.</summary>
    private static readonly CSharpCompilation Bare = CSharpCompilation.Create(
        "Consumer",
        [],
        Framework,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable));

    private static readonly SyntaxTree[] AttributeTrees = Parsed(CSharp14);

    public static CSharpCompilation Compile(string source, CSharpParseOptions? options = null)
        => Bare.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, options ?? CSharp14, "Consumer.cs"));

    public static CSharpCompilation CompileWithAttributes(string source, CSharpParseOptions? options = null)
        => Compile(source, options).AddSyntaxTrees(options is null ? AttributeTrees : Parsed(options));

    private static SyntaxTree[] Parsed(CSharpParseOptions options)
        => [.. Attributes.Select(file => file.Text).Append(Embedded).Select(text => CSharpSyntaxTree.ParseText(text, options))];

    /// <summary>The methods that are written in the source, in its order.</summary>
    public static IReadOnlyList<IMethodSymbol> Methods(CSharpCompilation compilation)
    {
        var tree = compilation.SyntaxTrees[0];
        var model = compilation.GetSemanticModel(tree);
        return [.. tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Select(syntax => model.GetDeclaredSymbol(syntax)!)];
    }

    public static ParsedDeclaration Parse(string source, CSharpParseOptions? options = null)
    {
        var compilation = CompileWithAttributes(source, options);
        return DeclarationParser.Parse(Methods(compilation).First(method => KernelAttributes.Of(method).Any()), compilation, CancellationToken.None);
    }

    /// <summary>The declaration of a method that is written in a static partial class.</summary>
    public static ParsedDeclaration ParseMethod(string method)
        => Parse($$"""
            using System;
            using LossKernels;
            namespace Consumer;
            public static partial class Kernels
            {
                {{method}}
            }
            """);
}
