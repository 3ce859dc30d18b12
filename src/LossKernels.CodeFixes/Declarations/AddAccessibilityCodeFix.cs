using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.CodeFixes.Declarations;

/// <summary>LK0002: makes the kernel method public.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddAccessibilityCodeFix))]
[Shared]
public sealed class AddAccessibilityCodeFix : DeclarationCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK0002"];

    private protected override FixOffer? Offer(MemberDeclarationSyntax member, Diagnostic diagnostic)
        => member is MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } ? new("Add 'public'", "LK0002") : null;

    private protected override MemberDeclarationSyntax Rewrite(MemberDeclarationSyntax member, Diagnostic diagnostic)
        => member.WithFirst(SyntaxKind.PublicKeyword);
}
