using System.Collections.Immutable;
using LossKernels.Analyzers.Calls;
using LossKernels.Generators.Search;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Analyzers.Tracking;

/// <summary>Finds the files that have a word that any rule about loss code asks for: a function of numbers or tensors, or a kernel.</summary>
internal sealed class LossCodeSearch : WordSearch
{
    private static readonly ImmutableHashSet<string> s_keywordsOfNumbers = ["float", "double", "int", "long"];

    private readonly ImmutableHashSet<string> _functions;
    private readonly UsingDirectives _usings;

    private LossCodeSearch(ImmutableHashSet<string> functions, IEnumerable<string> others, UsingDirectives usings)
        : base(functions.Union(others)) => (_functions, _usings) = (functions, usings);

    /// <summary>For the words of a compilation, its kernels' names among them.</summary>
    public static LossCodeSearch In(Compilation compilation, CancellationToken cancellation)
    {
        var usings = UsingDirectives.Of(compilation, cancellation);
        ImmutableHashSet<string> others =
        [
            .. MathFunctions.OtherWords,
            .. usings.AliasesOf(MathFunctions.OtherWords),
            .. TensorFunctions.AreIn(compilation) ? TensorFunctions.Words : [],
            .. KernelNames.In(compilation),
        ];
        return new(MathFunctions.StaticFunctions.ToImmutableHashSet().Except(others), others, usings);
    }

    /// <summary>
    /// A function of numbers is a type's: <c>Math.Log(x)</c>, or <c>Log(x)</c> under <c>using static</c>. <c>logger.Log(text)</c> and <c>Log.Information(text)</c>,
    /// which many projects have in every file, are something else.
    /// </summary>
    protected override bool IsMeant(string word, SyntaxTree file, string text, int start)
    {
        if (!_functions.Contains(word))
        {
            return true;
        }

        var after = start + word.Length;
        while (after < text.Length && char.IsWhiteSpace(text[after]))
        {
            after++;
        }

        if (after < text.Length && text[after] == '.')
        {
            return false;
        }

        var dot = LastBefore(text, start);
        return dot >= 0 && text[dot] == '.' ? MayBeType(text, LastBefore(text, dot)) : _usings.HaveStatic(file);
    }

    /// <summary>Whether what ends at a place may be a type: not the result of a call or an indexer, nor a name that begins as those of variables do.</summary>
    private bool MayBeType(string text, int end)
    {
        if (end < 0 || text[end] is ')' or ']' or '?' or '!' or '"')
        {
            return false;
        }

        var start = end + 1;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[start - 1]))
        {
            start--;
        }

        var name = text.Substring(start, end + 1 - start);
        return name.Length == 0 || !(name[0] == '_' || char.IsLower(name[0])) || s_keywordsOfNumbers.Contains(name) || _usings.IsAlias(name);
    }

    private static int LastBefore(string text, int position)
    {
        do
        {
            position--;
        }
        while (position >= 0 && char.IsWhiteSpace(text[position]));

        return position;
    }
}
