using System.Xml.Linq;

namespace LearningSlowdown.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _svg = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.svg");

    public void Dispose() => File.Delete(_svg);

    [Fact]
    public void The_table_and_the_curves_show_both_pairs()
    {
        var (exitCode, output, errors) = Run("--svg", _svg);

        Assert.Equal((0, ""), (exitCode, errors));
        var last = output.Split('\n').Single(line => line.Contains(" 300 ", StringComparison.Ordinal));
        Assert.Equal(["300", "0.0940", "0.0116", "0.2028", "0.0120"], last.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("first slope", output);

        var svg = XDocument.Load(_svg).Root!;
        var curves = svg.Descendants(svg.Name.Namespace + "polyline").ToArray();
        Assert.Equal(4, curves.Length);
        Assert.All(curves, curve => Assert.Equal(301, curve.Attribute("points")!.Value.Split(' ').Length));
        Assert.Contains("squared error, 0.98 to 0.20", svg.Value);
    }

    [Fact]
    public void The_page_shows_what_is_printed_and_the_picture_what_is_drawn()
    {
        var sample = Path.Combine(Repository.Root, "samples", "LearningSlowdown");
        var printed = string.Join('\n', Run("--svg", _svg).Output.Split('\n').Where(line => line.StartsWith('|') || line.StartsWith('+')).Select(line => line.TrimEnd()));

        Assert.Contains(printed, File.ReadAllText(Path.Combine(sample, "README.md")).ReplaceLineEndings("\n"));
        Assert.Equal(File.ReadAllText(_svg).ReplaceLineEndings("\n"), File.ReadAllText(Path.Combine(sample, "curves.svg")).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("--steps 0", "--steps takes a whole number from 1")]
    [InlineData("--steps many", "not 'many'")]
    [InlineData("--rate 0", "--rate takes a positive number")]
    [InlineData("--rate nan", "--rate takes a positive number")]
    [InlineData("--colour", "--colour")]
    [InlineData("--svg no-such-folder/curves.svg", "no-such-folder")]
    public void Wrong_arguments_get_one_sentence_and_exit_code_1(string arguments, string expected)
    {
        var (exitCode, _, errors) = Run(arguments.Split(' '));

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, errors);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Help_names_every_option()
    {
        var (exitCode, output, _) = Run("--help");

        Assert.Equal(0, exitCode);
        Assert.All(["--steps", "--rate", "--svg"], word => Assert.Contains(word, output));
    }

    private static ConsoleRun Run(params string[] arguments) => ConsoleRun.Of(CommandLine.Run, arguments);
}
