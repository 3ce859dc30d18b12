using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LossKernels.Generators;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Emission;
using LossKernels.Kernels.Tests.Execution;
using LossKernels.Kernels.Tests.InMemory;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossKernels.Kernels.Tests.RandomDeclarations;

/// <summary>
/// Declarations of the whole grammar. A correct one compiles under the strictest settings and computes what its row program says; a wrong
/// one is refused at the place of its mistake. <see cref="RandomDeclarationRun"/> draws many more of them.
/// </summary>
public class RandomDeclarationTests
{
    private const int Seed = 2026;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    [Fact]
    public void A_correct_declaration_compiles_without_a_warning_and_computes_its_row_program() => CheckCorrect(Seed, 24);

    /// <summary>Many more of them, with kernels that only throw: what depends on the shape of a declaration is compiled all the same.</summary>
    [Fact]
    public void A_correct_declaration_of_any_shape_compiles_without_a_warning() => CheckShapes(Seed, 200);

    [Fact]
    public Task A_wrong_declaration_is_refused_at_the_place_of_its_mistake() => CheckWrongAsync(Seed, 200);

    [Fact]
    public void Every_kernel_and_every_mistake_is_drawn()
    {
        var kinds = Draw(Seed, 300, SignatureGen.Any).Select(signature => signature.Kind).ToHashSet();
        Assert.All(Enum.GetValues<KernelKind>(), kind => Assert.Contains(kind, kinds));
        Assert.Equal(["LK0001", "LK0002", "LK0003", "LK0004", "LK0005", "LK0006", "LK0007", "LK0008", "LK0010"], Fault.All.Select(fault => fault.Id).Distinct());
    }

    internal static void CheckCorrect(int seed, int count)
    {
        var declarations = Draw(seed, count, AnyDeclaration);
        var calls = Load(Generated(declarations, new KernelGenerator(), "Random"), seed, declarations);
        Parallel.For(0, declarations.Length, i =>
        {
            var signature = declarations[i].Signature;
            for (var turn = 0; turn < 3; turn++)
            {
                var batchSeed = (((seed % 1000 * count) + i) * 3) + turn;
                var temperature = signature.Has(Role.Temperature) ? (double[])[0.5, 1, 2.5] is var ts ? ts[turn] : 1 : 1;
                var batch = RandomBatch.Of(signature, batchSeed);
                var error = InterpreterCheck.Error(signature, batch, temperature, new CompiledKernel(signature, "as declared", calls[i]).Run(batch, temperature));
                Assert.True(error is null, $"{signature} at temperature {temperature}, batch {batchSeed} (seed {seed}): {error}\n{declarations[i]}");
            }
        });
    }

    internal static void CheckShapes(int seed, int count)
    {
        var generated = Generated(Draw(seed, count, AnyDeclaration), WithoutKernels, "Shapes");
        AssertSilent(seed, generated.GetDiagnostics());
    }

    internal static async Task CheckWrongAsync(int seed, int count)
    {
        var drawn = Draw(seed, count, from declaration in AnyDeclaration from fault in Fault.Any from choice in Gen.Choose(0, 999) select (declaration, fault, choice));
        var wrong = drawn.Where(one => one.fault.Plant(one.declaration, one.choice)).ToArray();
        var marked = wrong.Select(one => one.declaration.Source).ToArray();
        var trees = marked.Select((text, i) => Parse(Unmarked(text), i)).ToArray();
        var compilation = Generate(Strict("Wrong").AddSyntaxTrees(trees), WithoutKernels);
        var reported = await compilation.WithAnalyzers([new KernelDeclarationAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        for (var i = 0; i < marked.Length; i++)
        {
            var text = marked[i];
            var start = text.IndexOf(Fault.Open, StringComparison.Ordinal);
            var end = text.IndexOf(Fault.Close, StringComparison.Ordinal) - 1;
            var found = reported.Where(diagnostic => diagnostic.Location.SourceTree == trees[i]).ToArray();
            Assert.True(
                found.Any(diagnostic => diagnostic.Id == wrong[i].fault.Id && diagnostic.Location.SourceSpan.Start == start && diagnostic.Location.SourceSpan.End == end),
                $"{wrong[i].fault.Id} ({wrong[i].fault.Name}) is not reported at the mark (seed {seed}):\n{text}\nbut:\n{string.Join("\n", found.AsEnumerable())}");
        }
    }

    private static Gen<RandomDeclaration> AnyDeclaration => from signature in SignatureGen.Any from surroundings in Surroundings.Any select new RandomDeclaration(signature, surroundings);

    private static KernelGenerator WithoutKernels => new((_, _) => new KernelText([], "throw null!;", [], []));

    private static T[] Draw<T>(int seed, int count, Gen<T> gen) => [.. gen.Sample(count, new Rnd((ulong)seed), 50)];

    private static string Unmarked(string text) => text.Replace($"{Fault.Open}", "", StringComparison.Ordinal).Replace($"{Fault.Close}", "", StringComparison.Ordinal);

    /// <summary>The declarations with their callers, in namespaces of their own.</summary>
    private static CSharpCompilation Generated(RandomDeclaration[] declarations, KernelGenerator generator, string name)
    {
        var trees = declarations.SelectMany((declaration, i) => new[] { Parse(Apart(declaration.Source, i), i), Parse(Apart(declaration.Call($"Call{i}"), i), -1 - i) });
        return Generate(Strict(name).AddSyntaxTrees(trees), generator);
    }

    private static void AssertSilent(int seed, IEnumerable<Diagnostic> diagnostics)
    {
        var complaints = diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Take(5).ToArray();
        Assert.True(
            complaints.Length == 0,
            $"seed {seed}: {string.Join("\n", complaints.Select(complaint => $"{complaint}\n{complaint.Location.SourceTree}"))}");
    }

    /// <summary>Two declarations of one namespace may have types of one name.</summary>
    private static string Apart(string source, int index)
    {
        const string Space = "namespace ";
        return source.StartsWith(Space, StringComparison.Ordinal) ? $"{Space}N{index}.{source[Space.Length..]}" : $"namespace N{index} {{ {source} }}";
    }

    private static SyntaxTree Parse(string text, int index) => CSharpSyntaxTree.ParseText(text, s_parse, $"Declaration{index}.cs", Encoding.UTF8);

    private static CSharpCompilation Strict(string name)
    {
        var compilation = InMemoryCompiler.Compilation(name);
        return compilation.WithOptions(compilation.Options
            .WithNullableContextOptions(NullableContextOptions.Enable)
            .WithOverflowChecks(true)
            .WithWarningLevel(9999)
            .WithGeneralDiagnosticOption(ReportDiagnostic.Error)

            // A name in lower case may be a keyword one day: that is about the name which the user chose. Nobody documents these.
            .WithSpecificDiagnosticOptions([new("CS8981", ReportDiagnostic.Suppress), new("CS1591", ReportDiagnostic.Suppress)]));
    }

    private static CSharpCompilation Generate(CSharpCompilation compilation, KernelGenerator generator)
    {
        var driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: s_parse).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Null(driver.GetRunResult().Results[0].Exception);
        return (CSharpCompilation)generated;
    }

    /// <summary>What calls the kernels; fails at a warning, all of which the compiler gives with what it emits.</summary>
    private static Delegate[] Load(CSharpCompilation compilation, int seed, RandomDeclaration[] declarations)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        AssertSilent(seed, emitted.Diagnostics);
        image.Position = 0;
        var types = new AssemblyLoadContext("Random").LoadFromStream(image).GetTypes();
        return [.. declarations.Select((declaration, i) =>
        {
            var type = types.Single(type => type.GetMethod($"Call{i}", BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly) is not null);
            type = type.IsGenericTypeDefinition ? type.MakeGenericType(declaration.TypeArguments) : type;
            return type.GetMethod($"Call{i}")!.CreateDelegate(declaration.Signature.CallType);
        })];
    }
}
