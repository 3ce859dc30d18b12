using System.Collections.Immutable;
using System.Composition;
using LossKernels.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.CodeFixes.Declarations;

/// <summary>LK0007: gives the kernel method the return type that its signature asks for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeReturnTypeCodeFix))]
[Shared]
public sealed class ChangeReturnTypeCodeFix : DeclarationCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK0007"];

    private protected override FixOffer? Offer(MemberDeclarationSyntax member, Diagnostic diagnostic)
        => member is MethodDeclarationSyntax && Suggestion(diagnostic) is { } type ? new($"Return '{type}'", "LK0007") : null;

    private protected override MemberDeclarationSyntax Rewrite(MemberDeclarationSyntax member, Diagnostic diagnostic)
    {
        var method = (MethodDeclarationSyntax)member;
        var token = SyntaxFactory.ParseToken(Suggestion(diagnostic)!);
        TypeSyntax type = token.IsKind(SyntaxKind.IdentifierToken) ? SyntaxFactory.IdentifierName(token) : SyntaxFactory.PredefinedType(token);
        return method.WithReturnType(type.WithTriviaFrom(method.ReturnType));
    }

    private static string? Suggestion(Diagnostic diagnostic)
        => diagnostic.Properties.TryGetValue(KernelDeclarationAnalyzer.Suggestion, out var type) ? type : null;
}
