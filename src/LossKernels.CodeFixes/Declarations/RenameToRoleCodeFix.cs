using System.Collections.Immutable;
using System.Composition;
using LossKernels.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;

namespace LossKernels.CodeFixes.Declarations;

/// <summary>LK0005: renames a parameter to the role it is likeliest meant for, in named arguments too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameToRoleCodeFix))]
[Shared]
public sealed class RenameToRoleCodeFix : CodeFixProvider
{
    private const string Kind = "LK0005";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["LK0005"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => RenameAll.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } rename)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Rename to '{rename.Role}'",
                        cancellation => RenameAsync(context.Document.Project.Solution, rename, cancellation),
                        Kind),
                    diagnostic);
            }
        }
    }

    /// <summary>The rename that a diagnostic asks for, or null where no role suggests itself.</summary>
    private static async Task<RenameToRole?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(KernelDeclarationAnalyzer.Suggestion, out var role) || role is null)
        {
            return null;
        }

        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var parameter = root?.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<ParameterSyntax>();
        return parameter is null ? null : new(document.Id, Parameters(root!).IndexOf(parameter), role);
    }

    private static async Task<Solution> RenameAsync(Solution solution, RenameToRole rename, CancellationToken cancellation)
    {
        var document = solution.GetDocument(rename.Document)!;
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var symbol = model!.GetDeclaredSymbol(Parameters(root!)[rename.Ordinal], cancellation);

        // Of two names that are near to one role, the first gets it.
        return symbol is not { ContainingSymbol: IMethodSymbol method } || method.Parameters.Any(parameter => parameter.Name == rename.Role)
            ? solution
            : await Renamer.RenameSymbolAsync(solution, symbol, new SymbolRenameOptions(), rename.Role, cancellation).ConfigureAwait(false);
    }

    private static List<ParameterSyntax> Parameters(SyntaxNode root) => [.. root.DescendantNodes().OfType<ParameterSyntax>()];

    /// <param name="Document">Where the parameter is declared.</param>
    /// <param name="Ordinal">Which of the document's parameters it is: a number that no other rename changes, as a span would.</param>
    /// <param name="Role">Its new name.</param>
    private sealed record RenameToRole(DocumentId Document, int Ordinal, string Role);

    /// <summary>Renames one parameter after the other: a rename reaches call sites anywhere, so that they cannot be merged as texts.</summary>
    private sealed class RenameAll : FixAllProvider
    {
        public static readonly RenameAll Instance = new();

        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes()
            => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

        public override Task<CodeAction?> GetFixAsync(FixAllContext context)
            => Task.FromResult<CodeAction?>(CodeAction.Create(
                "Rename parameters to their roles",
                cancellation => RenameAllAsync(context.WithCancellationToken(cancellation)),
                Kind));

        private static async Task<Solution> RenameAllAsync(FixAllContext context)
        {
            var renames = new List<RenameToRole>();
            foreach (var document in Documents(context))
            {
                foreach (var diagnostic in await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))
                {
                    if (await FindAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } rename)
                    {
                        renames.Add(rename);
                    }
                }
            }

            var solution = context.Solution;
            foreach (var rename in renames)
            {
                solution = await RenameAsync(solution, rename, context.CancellationToken).ConfigureAwait(false);
            }

            return solution;
        }

        private static IEnumerable<Document> Documents(FixAllContext context) => context.Scope switch
        {
            FixAllScope.Document when context.Document is { } document => [document],
            FixAllScope.Project => context.Project.Documents,
            FixAllScope.Solution => context.Solution.Projects.SelectMany(project => project.Documents),
            _ => [],
        };
    }
}
