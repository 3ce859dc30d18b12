using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Generators.Tests.Architecture;

/// <summary>A C# file of the generator as the rules of the house see it: its room, what it imports, how long it is.</summary>
/// <param name="path">The path relative to the generator's project; its first folder is the room.</param>
/// <param name="text">The file's text.</param>
internal sealed class SourceFile(string path, string text)
{
    private const string Generators = "LossKernels.Generators.";

    private readonly SyntaxNode _root = CSharpSyntaxTree.ParseText(
        text,
        CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.None)).GetRoot();

    public string Path { get; } = path;

    public string Text { get; } = text;

    /// <summary>The folder below the project's, or an empty string for a file that lies in the project's own.</summary>
    public string Room { get; } = path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>The namespaces that the file declares.</summary>
    public IEnumerable<string> Namespaces => _root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(declared => declared.Name.ToString());

    /// <summary>
    /// The dotted names that the file mentions: its <c>using</c> directives, and every name that is written out in the code,
    /// because <c>Emission.KernelText</c> needs no directive in a sibling namespace.
    /// </summary>
    public IEnumerable<string> Imports => _root.DescendantNodes(node => node is not QualifiedNameSyntax)
        .Where(node => node is NameSyntax or MemberAccessExpressionSyntax or UsingDirectiveSyntax)
        .Where(node => node.Parent is not BaseNamespaceDeclarationSyntax)
        .Select(node => node is UsingDirectiveSyntax directive ? directive.NamespaceOrType.ToString() : node.ToString())
        .Select(name => name.StartsWith("global::", StringComparison.Ordinal) ? name["global::".Length..] : name)
        .Distinct(StringComparer.Ordinal);

    /// <summary>The rooms that the file mentions, its own left out.</summary>
    public IEnumerable<string> ImportedRooms(IReadOnlyCollection<string> rooms) => Imports
        .Select(name => name.StartsWith(Generators, StringComparison.Ordinal) ? name[Generators.Length..] : name)
        .Where(name => name.Contains('.', StringComparison.Ordinal) || Imports.Contains(Generators + name))
        .Select(name => name.Split('.')[0])
        .Where(name => rooms.Contains(name) && name != Room)
        .Distinct(StringComparer.Ordinal);

    /// <summary>The lines that hold code: comments, blank lines, directives and the namespace's line do not count.</summary>
    public int LinesOfCode => _root.DescendantTokens()
        .Where(token => token.Parent!.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null)
        .Where(token => !token.Parent!.AncestorsAndSelf().Any(node => node is BaseNamespaceDeclarationSyntax ? node == token.Parent : (node.Parent as BaseNamespaceDeclarationSyntax)?.Name == node))
        .Where(token => !token.IsKind(SyntaxKind.EndOfFileToken))
        .SelectMany(token =>
        {
            var span = token.GetLocation().GetLineSpan();
            return Enumerable.Range(span.StartLinePosition.Line, span.EndLinePosition.Line - span.StartLinePosition.Line + 1);
        })
        .Distinct()
        .Count();

    /// <summary>The lines of the file, whatever they hold.</summary>
    public int Lines => Text.Split('\n').Length - (Text.EndsWith('\n') ? 1 : 0);
}
