using System.Collections.Concurrent;
using LossKernels.Analyzers.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Analyzers.Tracking;

/// <summary>
/// Finds the files that have a word that any rule asks for. It reads letters and binds nothing, so that the compiler need not work out the operations of
/// files that have none: of most files of most projects.
/// </summary>
internal sealed class WordSearch
{
    private readonly HashSet<string> _words;
    private readonly HashSet<char> _initials;
    private readonly ConcurrentDictionary<SyntaxTree, bool> _files = new();

    private WordSearch(IEnumerable<string> words)
    {
        _words = [.. words];
        _initials = [.. _words.Select(word => word[0])];
    }

    /// <summary>Of the functions that rules about loss code ask for, and of the compilation's kernels.</summary>
    public static WordSearch OfLossCode(Compilation compilation)
        => new([.. MathFunctions.Words, .. TensorFunctions.AreIn(compilation) ? TensorFunctions.Words : [], .. KernelNames(compilation)]);

    /// <summary>Whether the compilation can call a kernel at all.</summary>
    public static bool HasKernels(Compilation compilation) => KernelNames(compilation).Any();

    /// <summary>Whether a file that declares the symbol has one of the words.</summary>
    public bool IsInFileOf(ISymbol symbol, CancellationToken cancellation) => symbol.DeclaringSyntaxReferences.Any(reference => IsIn(reference.SyntaxTree, cancellation));

    public bool IsIn(SyntaxTree file, CancellationToken cancellation) => _files.GetOrAdd(file, tree => Words(tree.GetText(cancellation).ToString()).Any(_words.Contains));

    /// <summary>The words of a text that begin as one that is asked for.</summary>
    private IEnumerable<string> Words(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!SyntaxFacts.IsIdentifierStartCharacter(text[i]))
            {
                continue;
            }

            var start = i;
            while (i < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[i]))
            {
                i++;
            }

            if (_initials.Contains(text[start]))
            {
                yield return text.Substring(start, i - start);
            }
        }
    }

    /// <summary>What may be the names of kernels: those of this compilation are partial methods without a body.</summary>
    private static IEnumerable<string> KernelNames(Compilation compilation)
    {
        var declared = compilation.SyntaxTrees
            .Where(file => file.GetText().ToString().Contains("partial"))
            .SelectMany(file => Types(file.GetRoot()))
            .SelectMany(type => type.Members)
            .OfType<MethodDeclarationSyntax>()
            .Where(method => method is { Body: null, ExpressionBody: null } && method.Modifiers.Any(SyntaxKind.PartialKeyword))
            .Select(method => method.Identifier.ValueText);
        return declared.Concat(compilation.SourceModule.ReferencedAssemblySymbols.Where(CalledKernels.MayDeclare).SelectMany(assembly => CalledKernels.NamesIn(assembly.GlobalNamespace)));
    }

    private static IEnumerable<TypeDeclarationSyntax> Types(SyntaxNode root) => root
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .OfType<TypeDeclarationSyntax>();
}
