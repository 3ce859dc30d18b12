using System.Collections.Immutable;
using LossKernels.CodeFixes.Losses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LossKernels.Fuzzing.Checks;

/// <summary>Asks every fix of the package what it offers for what was reported, and applies it.</summary>
internal sealed class FixCheck
{
    /// <summary>So many findings of a source are fixed; the others are like them.</summary>
    private const int FixedFindings = 3;

    private readonly ImmutableArray<CodeFixProvider> _fixes =
    [
        .. typeof(LossCodeFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <param name="document">The source.</param>
    /// <param name="diagnostics">What was reported in it.</param>
    /// <param name="compiles">Whether it compiles as it is.</param>
    /// <param name="compile">The errors of a changed document.</param>
    public async Task<Breakage?> RunAsync(Document document, ImmutableArray<Diagnostic> diagnostics, bool compiles, Func<Document, Task<ImmutableArray<Diagnostic>>> compile)
    {
        var fixable = diagnostics.Where(diagnostic => diagnostic.Location.IsInSource && _fixes.Any(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)));
        foreach (var diagnostic in fixable.Take(FixedFindings))
        {
            foreach (var fix in _fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                try
                {
                    var actions = new List<CodeAction>();
                    await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
                    foreach (var action in actions)
                    {
                        var changed = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
                        if (compiles && (await compile(changed)).FirstOrDefault(error => !IsCallers(error, diagnostic)) is { } error)
                        {
                            return new(BreakageKind.FixedCodeDoesNotCompile, $"{fix.GetType().Name} {diagnostic.Id}", $"{error}\nafter '{action.Title}':\n{await changed.GetTextAsync()}");
                        }
                    }
                }
                catch (Exception thrown)
                {
                    return Breakage.Of(BreakageKind.FixThrows, thrown);
                }
            }
        }

        return null;
    }

    /// <summary>Whether it is about a caller that used the wrong return type: who changes the type has to change the caller too.</summary>
    private static bool IsCallers(Diagnostic error, Diagnostic mended) => mended.Id == "LK0007" && error.Location.SourceTree?.FilePath == mended.Location.SourceTree?.FilePath;
}
