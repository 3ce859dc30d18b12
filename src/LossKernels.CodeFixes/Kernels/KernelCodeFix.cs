using System.Collections.Immutable;
using System.Composition;
using LossKernels.Analyzers.Rules;
using LossKernels.CodeFixes.Losses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LossKernels.CodeFixes.Kernels;

/// <summary>LK4004: declares a kernel that computes what a method does, and has the method call it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KernelCodeFix))]
[Shared]
public sealed class KernelCodeFix : LossCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK4004"];

    private protected override string Title => "Declare and call a kernel";

    private protected override bool Rewrite(DocumentEditor editor, Diagnostic diagnostic)
    {
        var texts = diagnostic.Properties;
        if (editor.OriginalRoot.FindNode(diagnostic.Location.SourceSpan) is not MethodDeclarationSyntax method
            || editor.SemanticModel.GetDeclaredSymbol(method) is not { Parameters: [var scores, ..] parameters } symbol
            || ElementOf(scores.Type) is not { } element)
        {
            return false;
        }

        var kernel = new DeclaredKernel(texts[HandWrittenKernel.Kernel]!, texts[HandWrittenKernel.Classes]!, element);
        if (!kernel.DeclareAfter(method, editor))
        {
            return false;
        }

        var isWhole = texts.ContainsKey(HandWrittenKernel.IsWhole);
        var row = isWhole ? Name(scores) : kernel.RowOf(Name(scores), scores.Type);
        var output = parameters.Length == 2 ? parameters[1] : scores;
        var eol = Rewriting.EndOfLine(method);
        string[] lines = (kernel.Attribute, symbol.ReturnsVoid) switch
        {
            ("CrossEntropy", _) => [$"return {kernel.Name}({row}, {Name(output)});"],
            (_, true) => [$"{kernel.Name}({row}, {(isWhole && SymbolEqualityComparer.Default.Equals(output, scores) ? Name(output) : kernel.RowOf(Name(output), output.Type))});"],
            _ => Returning(kernel, element, row, method),
        };
        var kept = method.Body?.Statements.Take(int.Parse(texts[HandWrittenKernel.Guards]!, System.Globalization.CultureInfo.InvariantCulture)).ToArray() ?? [];
        var statements = kept.Concat(lines.Select((line, index) => Rewriting.Statement(line, eol)
            .WithLeadingTrivia(index == 0 && kept.Length > 0 ? SyntaxFactory.TriviaList(SyntaxFactory.EndOfLine(eol)) : default)));
        editor.ReplaceNode(method, (current, _) => WithBody((MethodDeclarationSyntax)current, statements, eol));
        return true;
    }

    /// <summary>The new array is filled by the kernel.</summary>
    private static string[] Returning(DeclaredKernel kernel, string element, string row, MethodDeclarationSyntax method)
    {
        var result = Rewriting.FreeName(method.WithBody(null), "probabilities", "result", "values") ?? "resultOfKernel";
        return [$"var {result} = new {element}[{kernel.Classes}];", $"{kernel.Name}({row}, {result});", $"return {result};"];
    }

    private static MethodDeclarationSyntax WithBody(MethodDeclarationSyntax method, IEnumerable<StatementSyntax> statements, string eol)
    {
        if (method.Body is { } body)
        {
            return method.WithBody(body.WithStatements(SyntaxFactory.List(statements)));
        }

        var block = SyntaxFactory.Block(statements).NormalizeWhitespace(eol: eol).Formatted();
        return method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block).WithTrailingTrivia(method.GetTrailingTrivia());
    }

    private static string Name(IParameterSymbol parameter) => SyntaxFacts.GetKeywordKind(parameter.Name) == SyntaxKind.None ? parameter.Name : $"@{parameter.Name}";

    private static string? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.ToDisplayString(),
        INamedTypeSymbol { TypeArguments: [var argument] } => argument.ToDisplayString(),
        _ => null,
    };
}
