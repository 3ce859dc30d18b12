using System.Text.Json;
using System.Text.RegularExpressions;

namespace LossKernels.Package.Tests;

/// <summary>The sample of wrong losses, outside the tree: it is reported as its list says, and the fixes that <c>dotnet format</c> applies leave what the list says has none.</summary>
[Collection(PackageTests.Name)]
public sealed partial class UnstableLossesTests(PackedPackage package)
{
    private const string NoFix = ", no fix";

    [Fact]
    public void Each_mistake_is_reported_and_those_with_a_fix_are_mended()
    {
        var sample = package.CopySample("UnstableLosses");
        var expected = File.ReadAllLines(Path.Combine(sample, "diagnostics.txt"));
        var isMended = expected.ToLookup(line => line.Split(' ')[0], line => !line.EndsWith(NoFix, StringComparison.Ordinal));

        Dotnet.Run(sample, package.Environment, "build", "-c", "Release").Succeeded();
        Assert.Equal(expected.Select(line => line.Replace(NoFix, "", StringComparison.Ordinal)), Reported(sample));
        var printed = Dotnet.Run(sample, package.Environment, "run", "-c", "Release", "--no-build").Succeeded().Output.Trim();
        Assert.Contains(printed, File.ReadAllText(Path.Combine(sample, "README.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(expected.Select(line => line.Split(' ')[0]), Rows(printed).Select(row => row[0]));

        Dotnet.Run(sample, package.Environment, ["format", "analyzers", "--no-restore", "--severity", "info", "--diagnostics", .. isMended.Select(rule => rule.Key)]).Succeeded();

        Dotnet.Run(sample, package.Environment, "build", "-c", "Release").Succeeded();
        Assert.Equal(
            expected.Where(line => line.EndsWith(NoFix, StringComparison.Ordinal)).Select(line => line.Split(' ')[0]),
            Reported(sample).Select(line => line.Split(' ')[0]));
        foreach (var row in Rows(Dotnet.Run(sample, package.Environment, "run", "-c", "Release", "--no-build").Succeeded().Output))
        {
            Assert.True(row[2] == row[3] || !isMended[row[0]].Single(), $"{row[0]} gives {row[2]} after its fix, not {row[3]}");
        }
    }

    /// <summary>What the rules report, in the words of the list and in its order.</summary>
    private static IReadOnlyList<string> Reported(string sample)
    {
        using var log = JsonDocument.Parse(File.ReadAllText(Path.Combine(sample, "obj", "diagnostics.sarif")));
        return
        [
            .. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Where(result => result.GetProperty("ruleId").GetString()!.StartsWith("LK", StringComparison.Ordinal))
                .Select(result =>
                {
                    var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
                    var file = Path.GetFileName(place.GetProperty("artifactLocation").GetProperty("uri").GetString());
                    return $"{result.GetProperty("ruleId").GetString()} {result.GetProperty("level").GetString()} {file}({place.GetProperty("region").GetProperty("startLine").GetInt32()})";
                })
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The cells of the table that the sample prints.</summary>
    private static IEnumerable<string[]> Rows(string printed)
        => printed.Split('\n').Where(line => Row().IsMatch(line)).Select(line => line.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"^\| LK\d{4} ")]
    private static partial Regex Row();
}
