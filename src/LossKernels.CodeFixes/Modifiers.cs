using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.CodeFixes;

/// <summary>Modifiers added to a member whose attributes, comments and line breaks stay where they are.</summary>
internal static class Modifiers
{
    /// <summary>Whether the member has the modifier.</summary>
    public static bool Has(this MemberDeclarationSyntax member, SyntaxKind modifier) => member.Modifiers.Any(modifier);

    /// <summary>The member with the modifier before all others, where an accessibility stands.</summary>
    public static MemberDeclarationSyntax WithFirst(this MemberDeclarationSyntax member, SyntaxKind modifier) => Insert(member, 0, modifier);

    /// <summary>The member with the modifier after all others, where C# asks for <c>partial</c>.</summary>
    public static MemberDeclarationSyntax WithLast(this MemberDeclarationSyntax member, SyntaxKind modifier) => Insert(member, member.Modifiers.Count, modifier);

    private static MemberDeclarationSyntax Insert(MemberDeclarationSyntax member, int index, SyntaxKind modifier)
    {
        // What stands before the next word now stands before the modifier.
        var next = (index, member.AttributeLists.Count) switch
        {
            ( > 0, _) => member.Modifiers[index - 1].GetNextToken(),
            (_, > 0) => member.AttributeLists.Last().GetLastToken().GetNextToken(),
            _ => member.GetFirstToken(),
        };
        var added = SyntaxFactory.Token(next.LeadingTrivia, modifier, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        var bare = member.ReplaceToken(next, next.WithLeadingTrivia());
        return bare.WithModifiers(bare.Modifiers.Insert(index, added));
    }
}
