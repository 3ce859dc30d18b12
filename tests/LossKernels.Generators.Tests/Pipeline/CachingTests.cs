using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossKernels.Generators.Tests.Pipeline;

public sealed class CachingTests
{
    private const string Kernels = """
        using System;
        using LossKernels;
        namespace Consumer;
        public static partial class Kernels
        {
            [Softmax(3)] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
            [Softmax(4)] public static partial void Wrong(ReadOnlySpan<float> logits, Span<float> probabilitys);
            [CrossEntropy(3)] public static partial float Loss(ReadOnlySpan<float> logits, int label);
        }
        """;

    private static readonly string[] Steps =
    [
        TrackingNames.Declarations,
        TrackingNames.VectorBits,
        TrackingNames.Files,
        TrackingNames.AmbiguousNames,
        TrackingNames.SharedMethods,
    ];

    [Fact]
    public void Every_step_runs_under_its_public_name()
    {
        var (result, _) = Edit(Kernels, Kernels);
        Assert.All(Steps, step => Assert.True(result.TrackedSteps.ContainsKey(step), $"no step is named {step}"));
    }

    [Fact]
    public void An_edit_elsewhere_leaves_every_step_cached()
    {
        var (result, _) = Edit(Kernels, "// A comment moves every line.\n" + Kernels + "\npublic class Unrelated { public int X; }");
        foreach (var (step, output) in Outputs(result))
        {
            Assert.True(
                output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                $"{step} ran again for an unrelated edit: {output.Reason}");
        }

        Assert.All(
            result.TrackedOutputSteps.Where(step => step.Key == "SourceOutput").SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void An_edit_of_one_declaration_compiles_that_one_only()
    {
        var (result, _) = Edit(Kernels, Kernels.Replace("[Softmax(3)]", "[Softmax(5)]", StringComparison.Ordinal));
        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            Reasons(result, TrackingNames.Files));
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(result, TrackingNames.SharedMethods));
    }

    [Fact]
    public void A_new_kernel_leaves_the_files_of_the_others_cached()
    {
        var (result, _) = Edit(Kernels, Kernels.Replace(
            "[CrossEntropy(3)]",
            "[LogSumExp(3)] public static partial float LogSumExp(ReadOnlySpan<float> logits); [CrossEntropy(3)]",
            StringComparison.Ordinal));
        Assert.Equal(
            [IncrementalStepRunReason.New, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached],
            Reasons(result, TrackingNames.Files));
    }

    [Fact]
    public void No_step_keeps_a_symbol_syntax_location_or_compilation_alive()
    {
        var (result, _) = Edit(Kernels, Kernels);
        var outputs = Outputs(result).ToArray();
        Assert.NotEmpty(outputs);
        foreach (var (step, output) in outputs)
        {
            var found = CompilerObjects.Find(output.Value);
            Assert.True(found is null, $"{step} keeps {found}");
        }
    }

    [Fact]
    public void The_search_for_compiler_objects_finds_each_kind_wherever_it_hides()
    {
        var compilation = Sources.Compile("class C { }");
        var syntax = compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single();
        var symbol = compilation.GetSemanticModel(syntax.SyntaxTree).GetDeclaredSymbol(syntax)!;
        object[] planted = [compilation, syntax, syntax.SyntaxTree, symbol, syntax.GetLocation(), compilation.GetSemanticModel(syntax.SyntaxTree)];
        foreach (var compilerObject in planted)
        {
            Assert.NotNull(CompilerObjects.Find(compilerObject));
            Assert.NotNull(CompilerObjects.Find(new BadModel("method", new Inner(compilerObject))));
            Assert.NotNull(CompilerObjects.Find(new List<object> { "fine", new Dictionary<int, object> { [1] = compilerObject } }));
        }

        Assert.Null(CompilerObjects.Find(new BadModel("method", new Inner("a text"))));
    }

    /// <summary>A model that keeps something of the compiler's alive two fields down.</summary>
    private sealed record BadModel(string Name, Inner Inner);

    private sealed record Inner(object Planted);

    private static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step)
        => [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason).OrderBy(reason => reason.ToString() switch { "New" => 0, "Cached" => 1, _ => 2 })];

    private static IEnumerable<(string Step, (object Value, IncrementalStepRunReason Reason) Output)> Outputs(GeneratorRunResult result)
        => Steps.SelectMany(step => result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => (step, output)));

    /// <summary>What the generator did after an edit of the source.</summary>
    private static (GeneratorRunResult Result, GeneratorDriver Driver) Edit(string before, string after)
    {
        var compilation = Sources.Compile(before);
        var driver = GeneratorRuns.Driver().RunGenerators(compilation);
        Assert.Null(driver.Result().Exception);
        var tree = compilation.SyntaxTrees[0];
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(after, Sources.CSharp14, tree.FilePath)));
        return (driver.Result(), driver);
    }

    /// <summary>A walk over all that an object keeps alive, in search of what ties it to a compilation.</summary>
    private static class CompilerObjects
    {
        public static string? Find(object? root)
        {
            var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
            var open = new Stack<(object Value, string Path)>();
            Push(root, root?.GetType().Name ?? "");
            while (open.TryPop(out var next))
            {
                var (value, path) = next;
                if (value is Compilation or SyntaxNode or SyntaxTree or ISymbol or Location or SemanticModel or SyntaxReference or AttributeData)
                {
                    return path;
                }

                if (value is Array items)
                {
                    foreach (var item in items)
                    {
                        Push(item, path + "[]");
                    }
                }

                for (var type = value.GetType(); type is not null; type = type.BaseType)
                {
                    foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    {
                        Push(field.GetValue(value), $"{path}.{field.Name}");
                    }
                }
            }

            return null;

            void Push(object? value, string path)
            {
                if (value is not null && !value.GetType().IsPrimitive && !value.GetType().IsPointer && value is not (string or Type or Pointer) && (value.GetType().IsValueType || seen.Add(value)))
                {
                    open.Push((value, path));
                }
            }
        }
    }
}
