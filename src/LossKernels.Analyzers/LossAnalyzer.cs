using System.Collections.Concurrent;
using System.Collections.Immutable;
using LossKernels.Analyzers.Rules;
using LossKernels.Analyzers.Tracking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers;

/// <summary>
/// Reports loss code that overflows, underflows or means something else (LK1xxx to LK4xxx). Methods are followed a type at a time, so that what a
/// helper of the same type returns is known.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LossAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. LossRule.All.Select(rule => rule.Descriptor)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var rules = LossRule.All.Where(rule => rule.AppliesTo(start.Compilation)).ToImmutableArray();
            if (rules.IsEmpty)
            {
                return;
            }

            var functions = new MathFunctions();
            var words = LossCodeSearch.In(start.Compilation, start.CancellationToken);

            // The type of top-level statements is the compiler's own: no symbol action is run for it.
            start.RegisterSemanticModelAction(file =>
            {
                var model = file.SemanticModel;
                if (model.SyntaxTree.GetRoot(file.CancellationToken) is CompilationUnitSyntax unit
                    && unit.Members.Any(member => member is GlobalStatementSyntax)
                    && words.IsIn(model.SyntaxTree, file.CancellationToken)
                    && model.GetDeclaredSymbol(unit, file.CancellationToken) is { } entry
                    && model.GetOperation(unit, file.CancellationToken) is { } body
                    && functions.AreIn(body))
                {
                    var bodies = new ConcurrentDictionary<ISymbol, IOperation>(SymbolEqualityComparer.Default) { [entry] = body };
                    Report(rules, functions, bodies, file.Options, file.ReportDiagnostic, file.CancellationToken);
                }
            });
            start.RegisterSymbolStartAction(
                type =>
                {
                    if (!words.IsInFileOf(type.Symbol, type.CancellationToken))
                    {
                        return;
                    }

                    var bodies = new ConcurrentDictionary<ISymbol, IOperation>(SymbolEqualityComparer.Default);
                    var isOfInterest = 0;
                    type.RegisterOperationBlockAction(block =>
                    {
                        if (IsTopLevel(block.OwningSymbol))
                        {
                            return;
                        }

                        foreach (var body in block.OperationBlocks)
                        {
                            if (body is IBlockOperation or IFieldInitializerOperation or IPropertyInitializerOperation)
                            {
                                bodies[block.OwningSymbol] = body;
                                if (isOfInterest == 0 && functions.AreIn(body))
                                {
                                    Interlocked.Exchange(ref isOfInterest, 1);
                                }
                            }
                        }
                    });
                    type.RegisterSymbolEndAction(end =>
                    {
                        if (isOfInterest == 1)
                        {
                            Report(rules, functions, bodies, end.Options, end.ReportDiagnostic, end.CancellationToken);
                        }
                    });
                },
                SymbolKind.NamedType);
        });
    }

    private static bool IsTopLevel(ISymbol owner) => owner is IMethodSymbol { Name: WellKnownMemberNames.TopLevelStatementsEntryPointMethodName };

    private static void Report(
        ImmutableArray<LossRule> rules,
        MathFunctions functions,
        ConcurrentDictionary<ISymbol, IOperation> bodies,
        AnalyzerOptions options,
        Action<Diagnostic> report,
        CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var kept = new KeptOutputs(bodies.ToArray(), body => Evaluator.EndOf(body, functions, SettingsAt(body), BodyOf, cancellation));
        foreach (var body in bodies)
        {
            var values = Evaluator.Follow(body.Key, body.Value, functions, SettingsAt(body.Value), BodyOf, cancellation) with { Siblings = bodies.Values, Kept = kept };
            foreach (var rule in rules)
            {
                findings.AddRange(rule.Find(values));
            }
        }

        foreach (var finding in Precedence.Of(findings))
        {
            report(finding.ToDiagnostic());
        }

        Settings SettingsAt(IOperation body) => Settings.Of(options.AnalyzerConfigOptionsProvider.GetOptions(body.Syntax.SyntaxTree));

        IOperation? BodyOf(ISymbol member) => bodies.TryGetValue(member, out var helper) ? helper : null;
    }
}
