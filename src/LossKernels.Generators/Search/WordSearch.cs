using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Generators.Search;

/// <summary>
/// Finds the files that have one of some words. It reads letters and binds nothing, so that the compiler need not work out the attributes and operations
/// of files that have none: of most files of most projects.
/// </summary>
/// <param name="words">The words, each an identifier.</param>
internal class WordSearch(IEnumerable<string> words)
{
    private readonly ILookup<char, string> _words = words.Distinct().ToLookup(word => word[0]);
    private readonly ConcurrentDictionary<SyntaxTree, bool> _files = new();

    /// <summary>Whether a file that declares the symbol has one of the words.</summary>
    public bool IsInFileOf(ISymbol symbol, CancellationToken cancellation) => symbol.DeclaringSyntaxReferences.Any(reference => IsIn(reference.SyntaxTree, cancellation));

    /// <summary>Whether a file has one of the words.</summary>
    public bool IsIn(SyntaxTree file, CancellationToken cancellation) => _files.GetOrAdd(file, tree => Find(tree, tree.GetText(cancellation).ToString()));

    /// <summary>Whether one of the words says at a place of a file what is looked for.</summary>
    /// <param name="word">The word.</param>
    /// <param name="file">The file.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="start">Where the word begins in it.</param>
    protected virtual bool IsMeant(string word, SyntaxTree file, string text, int start) => true;

    private bool Find(SyntaxTree file, string text)
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

            foreach (var word in _words[text[start]])
            {
                if (word.Length == i - start && string.CompareOrdinal(text, start, word, 0, word.Length) == 0 && IsMeant(word, file, text, start))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
