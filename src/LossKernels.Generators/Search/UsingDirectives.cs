using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Generators.Search;

/// <summary>What the <c>using</c> directives of a compilation let its files call by other names, or by none.</summary>
internal sealed class UsingDirectives
{
    private readonly Dictionary<string, HashSet<string>> _namesByAlias = [];
    private readonly HashSet<SyntaxTree> _filesWithStatic = [];
    private readonly bool _hasGlobalStatic;

    private UsingDirectives(Compilation compilation, CancellationToken cancellation)
    {
        foreach (var file in compilation.SyntaxTrees)
        {
            foreach (var directive in Of(file.GetRoot(cancellation)))
            {
                if (directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword))
                {
                    _filesWithStatic.Add(file);
                    _hasGlobalStatic |= directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);
                }
                else if (directive is { Alias.Name.Identifier.ValueText: var alias, Name: { } name })
                {
                    if (!_namesByAlias.TryGetValue(alias, out var names))
                    {
                        _namesByAlias.Add(alias, names = []);
                    }

                    names.Add(Unqualified(name));
                }
            }
        }
    }

    /// <summary>The directives of all files.</summary>
    public static UsingDirectives Of(Compilation compilation, CancellationToken cancellation) => new(compilation, cancellation);

    /// <summary>Whether a name is an alias in any file.</summary>
    public bool IsAlias(string name) => _namesByAlias.ContainsKey(name);

    /// <summary>The aliases, in any file, of types and namespaces of one of the names.</summary>
    public IEnumerable<string> AliasesOf(IReadOnlyCollection<string> names) => _namesByAlias.Where(alias => alias.Value.Overlaps(names)).Select(alias => alias.Key);

    /// <summary>Whether a file may call static methods of other types without a type's name.</summary>
    public bool HaveStatic(SyntaxTree file) => _hasGlobalStatic || _filesWithStatic.Contains(file);

    private static IEnumerable<UsingDirectiveSyntax> Of(SyntaxNode root) => root
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<UsingDirectiveSyntax>();

    private static string Unqualified(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => string.Empty,
    };
}
