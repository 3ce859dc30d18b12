using System.Collections.Immutable;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Search;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Generators;

/// <summary>Reports what the parser, the same that the generator runs, found wrong with kernel declarations (LK0xxx).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelDeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that says what would be right: a role's name (LK0005), a return type (LK0007).</summary>
    internal const string Suggestion = nameof(DeclarationError.Suggestion);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => DeclarationRule.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // A method's attributes are those of both its parts, so that [GeneratedCode] on the implementing part would make the
        // compiler take the user's part for generated, too. What is generated altogether is left out below.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KernelSignatures.All.All(kernel => start.Compilation.GetTypesByMetadataName(kernel.AttributeMetadataName).IsEmpty))
            {
                return;
            }

            var attributes = AttributeSearch(start.Compilation, start.CancellationToken);
            start.RegisterSymbolAction(type => AnalyzeMembers(type, attributes), SymbolKind.NamedType);

            // Attributes may stand on local functions and lambdas too, which are no type's members.
            start.RegisterSemanticModelAction(file => AnalyzeFunctions(file, attributes));
        });
    }

    /// <summary>For the names of the attributes, with and without their suffix, and for what files call them instead.</summary>
    private static WordSearch AttributeSearch(Compilation compilation, CancellationToken cancellation)
    {
        string[] names = [.. KernelSignatures.All.SelectMany(kernel => new[] { $"{kernel.Kind}", $"{kernel.Kind}Attribute" })];
        return new WordSearch(names.Concat(UsingDirectives.Of(compilation, cancellation).AliasesOf(names)));
    }

    private static void AnalyzeMembers(SymbolAnalysisContext context, WordSearch attributes)
    {
        if (context.IsGeneratedCode || !attributes.IsInFileOf(context.Symbol, context.CancellationToken))
        {
            return;
        }

        foreach (var method in ((INamedTypeSymbol)context.Symbol).GetMembers().OfType<IMethodSymbol>())
        {
            Analyze(method, context.Compilation, context.ReportDiagnostic, context.CancellationToken);
        }
    }

    private static void AnalyzeFunctions(SemanticModelAnalysisContext context, WordSearch attributes)
    {
        var model = context.SemanticModel;
        if (context.IsGeneratedCode || !attributes.IsIn(model.SyntaxTree, context.CancellationToken))
        {
            return;
        }

        foreach (var function in model.SyntaxTree.GetRoot(context.CancellationToken).DescendantNodes())
        {
            var symbol = function switch
            {
                LocalFunctionStatementSyntax { AttributeLists.Count: > 0 } => model.GetDeclaredSymbol(function, context.CancellationToken),
                LambdaExpressionSyntax { AttributeLists.Count: > 0 } => model.GetSymbolInfo(function, context.CancellationToken).Symbol,
                _ => null,
            };
            if (symbol is IMethodSymbol method)
            {
                Analyze(method, model.Compilation, context.ReportDiagnostic, context.CancellationToken);
            }
        }
    }

    private static void Analyze(IMethodSymbol method, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        // Both parts of a partial method lead to one declaration, which is reported once.
        if (method.PartialDefinitionPart is not null)
        {
            return;
        }

        foreach (var error in DeclarationParser.Parse(method, compilation, cancellation).Errors)
        {
            report(Diagnostic.Create(
                error.Rule,
                DeclarationLocation.Of(error, method, cancellation),
                error.Suggestion.Length == 0 ? null : ImmutableDictionary<string, string?>.Empty.Add(Suggestion, error.Suggestion),
                [.. error.Arguments]));
        }
    }
}
