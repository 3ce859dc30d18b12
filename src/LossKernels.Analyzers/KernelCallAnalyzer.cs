using System.Collections.Immutable;
using LossKernels.Analyzers.Calls;
using LossKernels.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers;

/// <summary>Reports calls of kernels that throw whenever they are made, or that are better made another way (LK3xxx).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. KernelCallRule.All.Select(rule => rule.Descriptor)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            // The attributes are in every project that has the package; operations are asked for only where one of them is used.
            if (!CalledKernels.AreIn(start.Compilation) || KernelNames.In(start.Compilation).IsEmpty)
            {
                return;
            }

            var kernels = new CalledKernels();
            start.RegisterOperationAction(
                invocation =>
                {
                    if (kernels.Of((IInvocationOperation)invocation.Operation) is { MayThrow: false } call)
                    {
                        foreach (var diagnostic in KernelCallRule.All.SelectMany(rule => rule.Find(call)))
                        {
                            invocation.ReportDiagnostic(diagnostic);
                        }
                    }
                },
                OperationKind.Invocation);
        });
    }
}
