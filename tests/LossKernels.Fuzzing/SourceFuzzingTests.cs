using LossKernels.Fuzzing.Checks;
using LossKernels.Fuzzing.Mutation;
using LossKernels.Fuzzing.Runs;
using LossKernels.Fuzzing.Seeds;

namespace LossKernels.Fuzzing;

/// <summary>A few seconds of what <c>dotnet run -c Release --project tests/LossKernels.Fuzzing -- source</c> does for hours, and what it found once.</summary>
public class SourceFuzzingTests
{
    public static TheoryData<string> Cases => [.. Directory.GetFiles(Path.Combine(SeedSources.Folder, "Cases"), "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Mutants_of_real_code_break_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("losskernels-fuzzing-");
        try
        {
            using var output = new StringWriter();
            var broken = new FuzzRun(seed: 2026, folder.FullName, output).Run(from: 1, count: 40, threads: 1);
            Assert.True(broken == 0, $"{broken} mutants broke something:\n{output}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_was_mended_stays_mended(string name)
    {
        var broken = await new SourceCheck(wholeKernels: false).RunAsync(await File.ReadAllTextAsync(Path.Combine(SeedSources.Folder, "Cases", name)));
        Assert.True(broken is null, $"{name}: {broken}");
    }

    [Fact]
    public void Mutants_are_made_of_declarations_loss_code_and_what_rules_report()
    {
        Assert.True(SeedSources.All.Count > 800, $"there are {SeedSources.All.Count} sources");
        string[] folders = ["Consumers/Surface/KernelSurface.cs", "Corpus/Correct/Softmax.cs", "docs/kernels.md", "docs/rules/LK1001.md", "Rules/LK1001Tests.cs", "Declarations/LK0001Tests.cs"];
        Assert.All(folders, folder => Assert.Contains(SeedSources.All, seed => seed.Name.Contains(folder, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_mutant_follows_from_the_seed_and_its_number()
    {
        var numbers = Enumerable.Range(0, 200).ToArray();
        var mutants = numbers.Select(new Mutator(SeedSources.All, 7).Mutant).ToArray();
        Assert.Equal(mutants, numbers.Select(new Mutator(SeedSources.All, 7).Mutant));
        Assert.NotEqual(mutants, numbers.Select(new Mutator(SeedSources.All, 8).Mutant));
        Assert.True(mutants.Distinct().Count() > 190, "most mutants are the same");
    }
}
