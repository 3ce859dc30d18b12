using System.Reflection;
using System.Text.RegularExpressions;
using LossKernels.Documentation;
using LossKernels.Fuzzing.Checks;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Fuzzing.Seeds;

/// <summary>
/// The sources that mutants are made of: every declaration of the public contract, the samples of the documentation, the correct and
/// subtle loss code of the corpus, and what the tests of the rules report, which is what fixes run on.
/// </summary>
public static partial class SeedSources
{
    private static readonly Lazy<Seed[]> s_all = new(Read);

    public static IReadOnlyList<Seed> All => s_all.Value;

    /// <summary>The folder of this project.</summary>
    public static string Folder { get; } = typeof(SeedSources).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ProjectDirectory").Value!;

    private static string Root => Path.GetFullPath(Path.Combine(Folder, "..", ".."));

    private static Seed[] Read()
    {
        var seeds = new List<Seed>();
        foreach (var path in Files("tests/LossKernels.Analyzers.Tests/Corpus/Correct", "*.cs").Concat(Files("tests/LossKernels.Package.Tests/Consumers", "*.cs")))
        {
            foreach (var part in Parts(File.ReadAllText(path)))
            {
                Add(path, part);
            }
        }

        foreach (var page in Files("docs", "*.md"))
        {
            foreach (var block in FencedBlock.ReadAll(File.ReadAllText(page)).Where(block => block.Language == "csharp"))
            {
                Add($"{page}:{block.Line}", block.Text);
            }
        }

        foreach (var path in Files("tests/LossKernels.Analyzers.Tests/Rules", "*.cs").Concat(Files("tests/LossKernels.CodeFixes.Tests/Declarations", "*.cs")))
        {
            var literals = CSharpSyntaxTree.ParseText(File.ReadAllText(path), SourceCheck.CSharp14).GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>();
            foreach (var literal in literals.Where(literal => literal.Token.Value is string { Length: > 40 }))
            {
                Add($"{path}:{literal.GetLocation().GetLineSpan().StartLinePosition.Line + 1}", Mark().Replace((string)literal.Token.Value!, ""));
            }
        }

        return [.. seeds];

        // Tests write a member alone where a type around it would say nothing.
        void Add(string name, string text)
        {
            if ((Seed.TryParse(name, text) ?? Seed.TryParse(name, $"class C {{ {text} }}") ?? Seed.TryParse(name, $"static partial class K {{ {text} }}")) is { Text.Length: < 20_000 } seed)
            {
                seeds.Add(seed);
            }
        }
    }

    /// <summary>A file of kernels, one at a time: a mutant says no more for having sixty of them. Any other file as it is.</summary>
    private static IEnumerable<string> Parts(string text)
    {
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(text, SourceCheck.CSharp14).GetRoot();
        var kernels = root.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(method => method.Body is null && method.AttributeLists.Count > 0).ToArray();
        return kernels.Length < 3
            ? [text]
            : kernels.Select(kernel => $"{root.Usings} {kernel.Ancestors().OfType<TypeDeclarationSyntax>().Aggregate(
                kernel.ToString(),
                (inner, type) => $"{type.Modifiers} {type.Keyword} {type.Identifier}{type.TypeParameterList}\n{{\n    {inner}\n}}\n")}");
    }

    private static IEnumerable<string> Files(string folder, string pattern)
        => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\[\||\|\]|\{\|\w+:|\|\}")]
    private static partial Regex Mark();
}
