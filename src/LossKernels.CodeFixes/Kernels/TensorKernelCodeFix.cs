using System.Collections.Immutable;
using System.Composition;
using LossKernels.Analyzers.Rules;
using LossKernels.CodeFixes.Losses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Kernels;

/// <summary>LK1002: where the number of scores is known, declares a kernel and calls it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TensorKernelCodeFix))]
[Shared]
public sealed class TensorKernelCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK1002"];

    private protected override string Title => "Declare and call a [Softmax] kernel";

    private protected override string Kind => "LK1002.Kernel";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(TensorSoftmax.Length, out var length) || length is null or "0" or "1"
            || ExpressionAt(editor, diagnostic.Location) is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } call
            || arguments.Any(argument => argument.NameColon is not null)
            || editor.SemanticModel.GetSymbolInfo(call).Symbol is not IMethodSymbol { TypeArguments: [var element] }
            || KeywordOf(element) is not { } keyword
            || editor.SemanticModel.GetTypeInfo(arguments[1].Expression).Type is not { } destination
            || call.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not MethodDeclarationSyntax method
            || editor.SemanticModel.LookupNamespacesAndTypes(call.SpanStart, name: "LossKernels").IsEmpty)
        {
            return false;
        }

        var kernel = new DeclaredKernel("Softmax", length, keyword);
        if (!kernel.DeclareAfter(method, editor))
        {
            return false;
        }

        var (scores, room) = (arguments[0].Expression.WithoutTrivia(), arguments[1].Expression.WithoutTrivia());
        var output = diagnostic.Properties.ContainsKey(TensorSoftmax.IsWhole) ? $"{room}" : kernel.RowOf(FunctionCall.Operand(room), destination);
        editor.ReplaceNode(call, $"{kernel.Name}({scores}, {output})".InPlaceOf(call));
        return true;
    }

    private static string? KeywordOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Single } => "float",
        { SpecialType: SpecialType.System_Double } => "double",
        { Name: "Half", ContainingNamespace.Name: "System" } => "Half",
        _ => null,
    };
}
