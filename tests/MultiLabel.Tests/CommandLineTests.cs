namespace MultiLabel.Tests;

public class CommandLineTests
{
    private static readonly string s_sample = Path.Combine(Repository.Root, "samples", "MultiLabel");

    [Fact]
    public void The_page_shows_what_is_printed()
    {
        var (exitCode, output, errors) = Run();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains(TrimmedLines(output), Page());
    }

    [Fact]
    public void The_page_shows_the_declarations_as_they_stand_in_the_source()
    {
        var source = File.ReadAllLines(Path.Combine(s_sample, "LinearClassifier.cs"));
        var first = Array.FindIndex(source, line => line.TrimStart().StartsWith("[BinaryCrossEntropy(", StringComparison.Ordinal));
        var declarations = source[first..^1].Select(line => line.Length == 0 ? line : line[4..]);

        Assert.Contains($"```csharp\n{string.Join('\n', declarations)}\n```", Page());
    }

    [Fact]
    public void Plain_text_comes_out_with_a_line_for_every_tenth_of_the_epochs()
    {
        var (_, output, _) = Run("--epochs", "3", "--seed", "8");

        Assert.DoesNotContain('\e', output);
        Assert.Contains("seed 8.", output);
        Assert.Equal(["1", "2", "3"], FirstCells(output).SkipWhile(cell => cell != "epoch").TakeWhile(cell => cell != "output").Where(cell => char.IsDigit(cell.FirstOrDefault())));
        Assert.Equal(["1", "2", "3", "4", "5"], FirstCells(output).SkipWhile(cell => cell != "output").Where(cell => char.IsDigit(cell.FirstOrDefault())));
    }

    [Fact]
    public void The_same_seed_prints_the_same_figures_and_another_others()
    {
        Assert.Equal(Run("--epochs", "1").Output, Run("--epochs", "1", "--seed", "1").Output);
        Assert.NotEqual(FirstLoss("1"), FirstLoss("2"));

        static string FirstLoss(string seed) => Run("--epochs", "1", "--seed", seed).Output.Split('\n').First(line => line.Contains(" 1 |", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--epochs 0", "--epochs takes a whole number from 1 to 10,000, not '0'.")]
    [InlineData("--epochs 10001", "not '10001'")]
    [InlineData("--epochs many", "not 'many'")]
    [InlineData("--seed -1", "--seed takes a whole number from 0 to 2,147,483,647, not '-1'.")]
    [InlineData("--seed", "--seed")]
    [InlineData("--colour", "--colour")]
    [InlineData("train", "'train'")]
    public void Wrong_arguments_get_one_sentence_and_exit_code_1(string arguments, string expected)
    {
        var (exitCode, output, errors) = Run(arguments.Split(' '));

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(expected, errors);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Help_names_every_option()
    {
        var (exitCode, output, _) = Run("--help");

        Assert.Equal(0, exitCode);
        Assert.All(["--epochs", "--seed"], word => Assert.Contains(word, output));
    }

    private static IEnumerable<string> FirstCells(string output) =>
        output.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim());

    private static string Page() => File.ReadAllText(Path.Combine(s_sample, "README.md")).ReplaceLineEndings("\n");

    private static string TrimmedLines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd()));

    private static ConsoleRun Run(params string[] arguments) => ConsoleRun.Of(CommandLine.Run, arguments);
}
