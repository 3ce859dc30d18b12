using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.CodeFixes.Tests.Verification;

/// <summary>
/// Proves what one rule reports and how its fix rewrites, on marked sources (<see cref="Markup"/>) that are compiled together
/// with what the generator makes of them.
/// </summary>
/// <param name="id">The rule.</param>
/// <param name="analyzer">The analyzer that reports it.</param>
/// <param name="fix">The fix that it has, if any.</param>
internal sealed class RuleVerifier(string id, DiagnosticAnalyzer analyzer, CodeFixProvider? fix = null)
{
    /// <summary>A fix that needs more steps than this to come to rest never will.</summary>
    private const int MaximumSteps = 50;

    /// <summary>What was found in a project, which does not change: the ways to fix it all begin there, and ask again.</summary>
    private readonly ConditionalWeakTable<Project, Task<ImmutableArray<Diagnostic>>> _found = [];

    public string Id => id;

    public CodeFixProvider? Fix => fix;

    /// <summary>Asserts that exactly the marked findings, and no error of the compiler besides, are reported.</summary>
    public async Task Reports(string markup, ConsumerOptions? options = null)
    {
        if (RecordedCases.Add(markup, options))
        {
            return;
        }

        var parsed = Markup.Parse(markup, id);
        await AssertFindingsAsync(ConsumerProject.Create([parsed.Source], options ?? new()), [parsed], "the source");
    }

    /// <summary>What the analyzer reports, and the errors of the compiler.</summary>
    public Task<ImmutableArray<Diagnostic>> DiagnosticsOf(string source, ConsumerOptions? options = null)
        => RecordedCases.Add(source, options) ? Task.FromResult(ImmutableArray<Diagnostic>.Empty) : DiagnosticsAsync(ConsumerProject.Create([source], options ?? new()));

    /// <summary>
    /// Asserts that the marked findings are reported, that fixing them one after the other, all of the document, or all of the
    /// project, gives the expected source, and that this compiles and has no finding except those marked in it.
    /// </summary>
    /// <param name="before">The marked source.</param>
    /// <param name="after">The expected source, marked where findings remain that the fix has no answer to.</param>
    /// <param name="title">The offered fix's name, where a test proves it.</param>
    /// <param name="options">The project's settings.</param>
    public Task Fixes(string before, string after, string? title = null, ConsumerOptions? options = null)
        => Fixes([before], [after], title, options);

    /// <inheritdoc cref="Fixes(string, string, string, ConsumerOptions)"/>
    public async Task Fixes(string[] before, string[] after, string? title = null, ConsumerOptions? options = null)
    {
        if (RecordedCases.Add(new RecordedFix(this, before, after, options)))
        {
            return;
        }

        var parsed = before.Select(source => Markup.Parse(source, id)).ToArray();
        var expected = after.Select(source => Markup.Parse(source, id)).ToArray();
        var project = ConsumerProject.Create([.. parsed.Select(source => source.Source)], options ?? new());
        await AssertFindingsAsync(project, parsed, "the source before the fix");

        await AssertFixedAsync(project, expected, title);
        await AssertFixedAllAsync(project, expected, FixAllScope.Project, title);
        if (before.Length == 1)
        {
            await AssertFixedAllAsync(project, expected, FixAllScope.Document, title);
        }
    }

    /// <summary>
    /// Asserts that fixing all of a solution, asked in one of its two projects, fixes the sources of both. What is reported before and after is
    /// proved where the fix is.
    /// </summary>
    public async Task FixesSolution(RecordedFix recorded)
    {
        var expected = recorded.After.Select(source => Markup.Parse(source, id)).ToArray();
        var project = ConsumerProject.WithTwin(ConsumerProject.Create([.. recorded.Before.Select(source => Markup.Parse(source, id).Source)], recorded.Options ?? new()));
        await AssertFixedAllAsync(project, expected, FixAllScope.Solution, title: null);
    }

    /// <summary>Asserts that the marked findings are reported and that no fix is offered for them.</summary>
    public async Task OffersNoFix(string markup, ConsumerOptions? options = null)
    {
        if (RecordedCases.Add(markup, options))
        {
            return;
        }

        var parsed = Markup.Parse(markup, id);
        var project = ConsumerProject.Create([parsed.Source], options ?? new());
        await AssertFindingsAsync(project, [parsed], "the source");
        var offered = await FirstOfferAsync(project);
        Assert.True(offered is null, $"'{offered?.Action.Title}' is offered for: {offered?.Finding.Diagnostic}");
    }

    /// <summary>The first finding that has a fix, the fix's name, and the document with the finding and without it.</summary>
    public async Task<(Diagnostic Finding, string Title, Document Before, Document After)> FirstFix(string[] sources, ConsumerOptions? options = null)
    {
        var offered = await FirstOfferAsync(ConsumerProject.Create(sources, options ?? new()));
        Assert.True(offered is not null, $"{id} is not reported, or has no fix");
        var (finding, action) = offered.Value;
        var mended = await ApplyAsync(finding.Document.Project, action);
        return (finding.Diagnostic, action.Title, finding.Document, mended.GetDocument(finding.Document.Id)!);
    }

    /// <summary>One fix after the other, until none is offered.</summary>
    private async Task AssertFixedAsync(Project project, Markup[] expected, string? title)
    {
        const string how = "one fix after the other";
        for (var step = 0; await FirstOfferAsync(project) is var (finding, offered); step++)
        {
            Assert.True(step < MaximumSteps, $"{how}: the fix does not come to rest, it is still offered for: {finding.Diagnostic}");
            AssertTitle(title, offered, how);
            project = await ApplyAsync(project, offered);
        }

        var difference = await DifferenceAsync(project.Solution, expected);
        Assert.True(difference is null, $"{how}{difference}");
        await AssertFindingsAsync(project, expected, how);
    }

    /// <summary>Fixes of all there is in a scope, until the sources are the expected ones: what is found in those, and offered, is proved by <see cref="AssertFixedAsync"/>.</summary>
    private async Task AssertFixedAllAsync(Project project, Markup[] expected, FixAllScope scope, string? title)
    {
        var how = $"fix all in the {scope}";
        string? difference = "";
        for (var step = 0; difference is not null; step++)
        {
            var offer = step < MaximumSteps ? await FirstOfferAsync(project) : null;
            Assert.True(offer is not null, $"{how}{difference}");
            var (finding, offered) = offer.Value;
            AssertTitle(title, offered, how);
            project = await ApplyAsync(project, await FixAllAsync(finding, offered, scope));
            difference = await DifferenceAsync(project.Solution, expected);
        }
    }

    private static void AssertTitle(string? expected, CodeAction offered, string how)
        => Assert.True(expected is null || offered.Title == expected, $"{how}: expected '{expected}', but '{offered.Title}' is offered");

    /// <summary>The first source of any project that is not as expected; null where all are.</summary>
    private static async Task<string?> DifferenceAsync(Solution solution, Markup[] expected)
    {
        foreach (var (document, markup) in solution.Projects.SelectMany(project => ConsumerProject.Sources(project).Zip(expected)))
        {
            var text = (await document.GetTextAsync()).ToString();
            if (text != markup.Source)
            {
                return $", expected:\n{markup.Source}\nbut in '{document.Project.Name}' it gave:\n{text}";
            }
        }

        return null;
    }

    /// <summary>The first finding that has a fix, with its first fix.</summary>
    private async Task<(Fixable Finding, CodeAction Action)?> FirstOfferAsync(Project project)
    {
        foreach (var diagnostic in (await DiagnosticsAsync(project)).Where(diagnostic => diagnostic.Id == id))
        {
            var document = project.GetDocument(diagnostic.Location.SourceTree)!;
            var actions = new List<CodeAction>();
            await fix!.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
            if (actions.Count > 0)
            {
                return (new(document, diagnostic), actions[0]);
            }
        }

        return null;
    }

    private async Task<CodeAction> FixAllAsync(Fixable finding, CodeAction action, FixAllScope scope)
    {
        var (document, diagnostic) = finding;
        var source = new DiagnosticSource(DiagnosticsAsync);
        var context = scope == FixAllScope.Document
            ? new FixAllContext(document, fix!, scope, action.EquivalenceKey, [diagnostic.Id], source, CancellationToken.None)
            : new FixAllContext(document.Project, fix!, scope, action.EquivalenceKey, [diagnostic.Id], source, CancellationToken.None);
        var all = fix!.GetFixAllProvider() is { } provider ? await provider.GetFixAsync(context) : null;
        Assert.True(all is not null, $"'{action.Title}' has no fix-all for the {scope}");
        return all!;
    }

    private static async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    private async Task AssertFindingsAsync(Project project, IReadOnlyList<Markup> expected, string what)
    {
        var diagnostics = await DiagnosticsAsync(project);
        var elsewhere = diagnostics.Where(diagnostic => project.GetDocument(diagnostic.Location.SourceTree) is null).ToArray();
        Assert.True(elsewhere.Length == 0, $"{what}: reported outside the sources:\n{string.Join("\n", elsewhere.AsEnumerable())}");

        foreach (var (document, markup) in ConsumerProject.Sources(project).Zip(expected))
        {
            var inDocument = diagnostics.Where(diagnostic => project.GetDocument(diagnostic.Location.SourceTree)!.Id == document.Id).ToArray();
            var found = Markup.Ordered(inDocument.Select(diagnostic => new Finding(diagnostic.Id, diagnostic.Location.SourceSpan)));
            Assert.True(
                found.SequenceEqual(markup.Findings),
                $"{what}, expected:\n{Markup.Mark(markup.Source, markup.Findings)}\nbut it has:\n{Markup.Mark(markup.Source, found)}\n{string.Join("\n", inDocument.AsEnumerable())}");
        }
    }

    private Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project) => _found.GetValue(project, FindAsync);

    private async Task<ImmutableArray<Diagnostic>> FindAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var found = await compilation.WithAnalyzers([analyzer], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return
        [
            .. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Concat(found.Where(IsAsked))
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    /// <summary>
    /// What LK4xxx say of code (better numbers, the same meaning) is asked of them alone; without a rule, all is that a person is shown.
    /// </summary>
    private bool IsAsked(Diagnostic diagnostic)
        => diagnostic.Id == id || (diagnostic.Severity != DiagnosticSeverity.Hidden && (id.Length == 0 || !diagnostic.Id.StartsWith("LK4", StringComparison.Ordinal)));

    private sealed record Fixable(Document Document, Diagnostic Diagnostic);

    /// <summary>What fix-all asks for findings.</summary>
    private sealed class DiagnosticSource(Func<Project, Task<ImmutableArray<Diagnostic>>> diagnosticsOf) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => await diagnosticsOf(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => (await diagnosticsOf(document.Project)).Where(diagnostic => document.Project.GetDocument(diagnostic.Location.SourceTree)?.Id == document.Id);

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => (await diagnosticsOf(project)).Where(diagnostic => !diagnostic.Location.IsInSource);
    }
}
