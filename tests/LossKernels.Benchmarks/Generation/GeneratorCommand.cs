using System.Diagnostics;
using System.Text;
using LossKernels.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Spectre.Console;

namespace LossKernels.Benchmarks.Generation;

/// <summary>
/// What generation costs a consumer: the time of a thousand kernels, that of an edit elsewhere, the lines that are generated, and what the
/// compiler takes for them.
/// </summary>
internal static class GeneratorCommand
{
    private const int Kernels = 1000;
    private const double SecondsAllowed = 2;

    /// <returns>0; 1 if the kernels take longer than the contract allows, or an edit elsewhere runs a step again.</returns>
    public static int Run(int turns, IAnsiConsole console)
    {
        // C# 14, which the Roslyn that the generator is built against calls a preview.
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var all = Compilation(Source(Kernels), options);
        var (first, best) = (double.NaN, double.MaxValue);
        GeneratorDriver driver = null!;
        for (var turn = 0; turn < turns; turn++)
        {
            driver = Driver(options, isTracked: false);
            var seconds = Seconds(() => driver = driver.RunGenerators(all));
            first = turn == 0 ? seconds : first;
            best = Math.Min(best, seconds);
        }

        var files = driver.GetRunResult().Results[0].GeneratedSources;
        var lines = files.Sum(file => file.SourceText.Lines.Count);
        var edited = all.ReplaceSyntaxTree(all.SyntaxTrees[0], CSharpSyntaxTree.ParseText("// An edit elsewhere.\npublic class Unrelated { }", options, "Unrelated.cs", Encoding.UTF8));
        var edit = Seconds(() => driver = driver.RunGenerators(edited));
        var again = Driver(options, isTracked: true).RunGenerators(all).RunGenerators(edited).GetRunResult().Results[0].TrackedOutputSteps.Values
            .SelectMany(steps => steps).SelectMany(step => step.Outputs)
            .Count(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);

        var hundred = Compilation(Source(100), options);
        _ = Driver(options, isTracked: false).RunGeneratorsAndUpdateCompilation(hundred, out var generated, out _);
        var (without, with) = (CompileSeconds(hundred.RemoveSyntaxTrees(hundred.SyntaxTrees[1])), CompileSeconds(generated));

        using var image = new MemoryStream();
        _ = generated.Emit(image);
        image.Position = 0;
        var size = CodeSize.Of(image);

        console.WriteLine(FormattableString.Invariant($"{Kernels} kernels: {first:0.00} s at first, {best:0.00} s at best of {turns} runs; at most {SecondsAllowed} s are allowed."));
        console.WriteLine(FormattableString.Invariant($"An unrelated edit: {1000 * edit:0.0} ms, {again} outputs made anew."));
        console.WriteLine(FormattableString.Invariant($"{(double)lines / Kernels:0} lines per kernel, attributes and shared functions spread over all."));
        console.WriteLine(FormattableString.Invariant($"{size.Mean:N0} bytes of IL per kernel, {size.Largest:N0} in the largest and {size.LargestMethod:N0} in the largest method; {size.Shared:N0} bytes in the functions that they share."));
        console.WriteLine(FormattableString.Invariant($"100 kernels take the compiler {with - without:0.00} s more, of {with:0.00} s, at best of {turns} runs."));
        return best <= SecondsAllowed && again == 0 ? 0 : 1;

        double CompileSeconds(Microsoft.CodeAnalysis.Compilation compilation)
            => Enumerable.Range(0, turns).Min(_ => Seconds(() =>
            {
                using var assembly = new MemoryStream();
                var result = compilation.Clone().Emit(assembly);
                if (!result.Success)
                {
                    throw new InvalidOperationException($"The generated kernels do not compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
                }
            }));
    }

    private static CSharpGeneratorDriver Driver(CSharpParseOptions options, bool isTracked) => CSharpGeneratorDriver.Create(
        [new KernelGenerator().AsSourceGenerator()],
        parseOptions: options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: isTracked));

    private static CSharpCompilation Compilation(string source, CSharpParseOptions options) => CSharpCompilation.Create(
        "Consumer",
        [CSharpSyntaxTree.ParseText("public class Unrelated { }", options, "Unrelated.cs", Encoding.UTF8), CSharpSyntaxTree.ParseText(source, options, "Kernels.cs", Encoding.UTF8)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Kernels as a consumer declares them, of small, medium and large rows in turn, no two alike.</summary>
    private static string Source(int count)
    {
        var source = new StringBuilder("using System;\nusing LossKernels;\npublic static partial class Kernels\n{\n");
        for (var i = 0; i < count; i++)
        {
            var classes = ((int[])[2, 17, 70, 1000])[i % 4] + (i / 4 % 60);
            var type = i % 3 == 0 ? "double" : "float";
            _ = (i % 5) switch
            {
                0 => source.AppendLine($"    [Softmax({classes})] public static partial void Softmax{i}(ReadOnlySpan<{type}> logits, Span<{type}> probabilities);"),
                1 => source.AppendLine($"    [CrossEntropy({classes})] public static partial {type} Loss{i}(ReadOnlySpan<{type}> logits, ReadOnlySpan<int> labels, Span<{type}> gradient);"),
                2 => source.AppendLine($"    [CrossEntropy({classes})] public static partial {type} Loss{i}(ReadOnlySpan<{type}> logits, ReadOnlySpan<{type}> targets);"),
                3 => source.AppendLine($"    [Predict({classes})] public static partial void Predict{i}(ReadOnlySpan<{type}> logits, Span<int> labels, Span<{type}> probabilities);"),
                _ => source.AppendLine($"    [LogSoftmax({classes})] public static partial void LogSoftmax{i}(ReadOnlySpan<{type}> logits, Span<{type}> logProbabilities);"),
            };
        }

        return source.Append("}\n").ToString();
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
