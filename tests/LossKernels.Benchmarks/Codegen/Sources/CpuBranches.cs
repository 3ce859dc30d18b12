using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Benchmarks.Codegen.Sources;

/// <summary>Code as the JIT sees it: what asks for instructions that this CPU lacks, or stands in for those that it has, is not there.</summary>
internal static class CpuBranches
{
    /// <summary>All that is within a node and can be run on this CPU, what stands in inner loops left out.</summary>
    public static IEnumerable<SyntaxNode> Live(SyntaxNode node, SemanticModel model)
    {
        foreach (var child in node.ChildNodes().Where(child => !LoopCounting.IsLoop(child)))
        {
            if (child is not IfStatementSyntax branch || Answer(branch.Condition, model) is not { } answer)
            {
                yield return child;
                foreach (var inner in Live(child, model))
                {
                    yield return inner;
                }

                continue;
            }

            SyntaxNode? taken = answer ? branch.Statement : branch.Else;
            foreach (var inner in taken is null ? [] : Live(taken, model))
            {
                yield return inner;
            }

            // What follows a branch that returns is for other CPUs.
            if (answer && branch.Statement.DescendantNodesAndSelf().OfType<ReturnStatementSyntax>().Any())
            {
                yield break;
            }
        }
    }

    /// <summary>What <c>IsSupported</c> and <c>IsHardwareAccelerated</c> say here; null for any other condition.</summary>
    private static bool? Answer(ExpressionSyntax condition, SemanticModel model)
        => model.GetSymbolInfo(condition).Symbol is IPropertySymbol { IsStatic: true, Name: "IsSupported" or "IsHardwareAccelerated" } property
            ? (bool?)typeof(object).Assembly.GetType(NameOf(property.ContainingType))?.GetProperty(property.Name)?.GetValue(null)
            : null;

    private static string NameOf(INamedTypeSymbol type)
        => type.ContainingType is { } outer ? $"{NameOf(outer)}+{type.MetadataName}" : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
}
