using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Tests.Docs;

/// <summary>What docs/kernels.md shows compiles, and prints what the page says.</summary>
public class KernelPageTests
{
    private static readonly string Page = SourceTree.Read("docs", "kernels.md").ReplaceLineEndings("\n");

    private static readonly IReadOnlyList<PageSample> Samples = PageSample.ReadAll(Page);

    public static TheoryData<int> SampleLines => [.. Samples.Select(sample => sample.Line)];

    public static TheoryData<int> ProgramLines => [.. Samples.Where(sample => sample.Printed is not null).Select(sample => sample.Line)];

    [Theory]
    [MemberData(nameof(SampleLines))]
    public void A_sample_compiles_without_a_warning(int line)
    {
        var complaints = SampleAt(line).Compilation.Complaints().ToArray();

        Assert.True(complaints.Length == 0, $"docs/kernels.md, line {line}:\n{string.Join('\n', complaints.AsEnumerable())}");
    }

    [Theory]
    [MemberData(nameof(ProgramLines))]
    public void A_program_prints_what_the_page_says(int line)
    {
        var sample = SampleAt(line);

        Assert.Equal(sample.Printed, sample.Run());
    }

    [Fact]
    public void Every_kernel_has_its_section_with_declarations_and_a_program()
    {
        foreach (var kernel in KernelSignatures.All)
        {
            var sections = Page.Split("\n## ").Where(section => section.StartsWith($"{kernel.Kind}\n", StringComparison.Ordinal)).ToArray();
            Assert.True(sections.Length == 1, $"docs/kernels.md has {sections.Length} sections '{kernel.Kind}'");
            var samples = PageSample.ReadAll(sections[0]);
            Assert.True(samples.Any(sample => sample.Printed is not null), $"the section '{kernel.Kind}' has no program that prints");
            Assert.True(samples.Any(sample => sample.Printed is null), $"the section '{kernel.Kind}' has no sample of its signatures");
            foreach (var role in kernel.Forms.SelectMany(form => form.Roles).Select(rule => rule.Role.Name()).Distinct())
            {
                Assert.True(samples.Any(sample => sample.Text.Contains($" {role}", StringComparison.Ordinal)), $"no sample of the section '{kernel.Kind}' has a parameter '{role}'");
            }
        }
    }

    [Fact]
    public void Every_block_of_the_page_is_read()
    {
        var fences = Page.Split('\n').Count(line => line.StartsWith("```", StringComparison.Ordinal));

        Assert.Equal(fences / 2, LossKernels.Documentation.FencedBlock.ReadAll(Page).Count);
    }

    private static PageSample SampleAt(int line) => Samples.Single(sample => sample.Line == line);
}
