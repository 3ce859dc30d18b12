using System.Text.RegularExpressions;
using LossKernels.Documentation;

namespace LossKernels.Generators.Tests.Docs;

/// <summary>What docs/architecture.md quotes is what the sources say and what is generated; what the pages name exists.</summary>
public partial class ArchitecturePageTests
{
    private static readonly IReadOnlyList<FencedBlock> Blocks = FencedBlock.ReadAll(SourceTree.Read("docs", "architecture.md"));

    public static TheoryData<string> Pages => ["kernels.md", "numerics.md", "architecture.md"];

    [Fact]
    public void What_is_quoted_as_generated_is_generated()
    {
        var declared = Assert.Single(Blocks, block => block.Lead.EndsWith("Declared:", StringComparison.Ordinal));
        var generated = Lines(string.Join('\n', new PageSample(declared, null).Compilation.SyntaxTrees.Select(tree => tree.ToString())));
        var quotes = Blocks.Where(block => block.Lead.Contains("Generated for ", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote => Assert.True(
            generated.Contains(Lines(quote.Text), StringComparison.Ordinal),
            $"docs/architecture.md, line {quote.Line}: this is not what is generated:\n{quote.Text}"));
    }

    [Fact]
    public void What_is_quoted_from_a_file_stands_there()
    {
        var quotes = Blocks.Select(block => (block, file: QuotedFile().Match(block.Lead).Groups["file"].Value)).Where(quote => quote.file.Length > 0).ToArray();

        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote => Assert.True(
            Lines(SourceTree.Read(".", quote.file)).Contains(Lines(quote.block.Text), StringComparison.Ordinal),
            $"docs/architecture.md, line {quote.block.Line}: {quote.file} does not say:\n{quote.block.Text}"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_file_and_folder_that_a_page_names_exists(string page)
    {
        var text = SourceTree.Read("docs", page);
        var generator = Path.Combine("src", "LossKernels.Generators");
        var kernelTests = Path.Combine("tests", "LossKernels.Kernels.Tests");
        var missing = Links().Matches(text).Select(link => Path.Combine("docs", link.Groups["target"].Value))
            .Where(target => !Exists(target))
            .Concat(Paths().Matches(text).Select(path => path.Groups["path"].Value)
                .Where(path => !Exists(path) && !Exists(Path.Combine(generator, path)) && !Exists(Path.Combine(kernelTests, path))))
            .ToArray();

        Assert.True(missing.Length == 0, $"docs/{page} names what is not there: {string.Join(", ", missing)}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_test_class_that_a_page_names_exists_and_has_the_test(string page)
    {
        var tests = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests"), "*.cs", SearchOption.AllDirectories).ToLookup(path => Path.GetFileNameWithoutExtension(path));
        foreach (var named in TestNames().Matches(SourceTree.Read("docs", page)).Select(name => (Class: name.Groups["class"].Value, Method: name.Groups["method"].Value)))
        {
            Assert.True(tests.Contains(named.Class), $"docs/{page} names {named.Class}, and there is no such file in tests");
            Assert.True(
                named.Method.Length == 0 || tests[named.Class].Any(path => File.ReadAllText(path).Contains($" {named.Method}(", StringComparison.Ordinal)),
                $"docs/{page} names {named.Class}.{named.Method}, and there is no such test");
        }
    }

    private static bool Exists(string path) => Path.Exists(Path.Combine(SourceTree.Root, path));

    /// <summary>Text without indentation and line ends that depend on where it stands.</summary>
    private static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())).Trim('\n');

    [GeneratedRegex("From `(?<file>[^`]+)`:$")]
    private static partial Regex QuotedFile();

    [GeneratedRegex(@"\]\((?<target>[\w./]+)(#[\w-]+)?\)")]
    private static partial Regex Links();

    /// <summary>Paths in backquotes: with a folder, and without letters that stand for others.</summary>
    [GeneratedRegex(@"`(?<path>(src|tests|docs|samples|Attributes|Declarations|RowPrograms|Kernels|Functions|Lowering|Emission|Oracle|Execution)/[\w./]*)`")]
    private static partial Regex Paths();

    [GeneratedRegex(@"`(?<class>\w+Tests|KernelProperties)(\.(?<method>\w+))?`")]
    private static partial Regex TestNames();
}
