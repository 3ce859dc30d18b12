using System.Text.RegularExpressions;

namespace LossKernels.Package.Tests;

/// <summary>A project that is too old for kernels gets one readable error for each of them, not a wall of compiler errors.</summary>
[Collection(PackageTests.Name)]
public sealed partial class OldTargetTests(PackedPackage package)
{
    [Theory]
    [InlineData("net8.0", "latest")]
    [InlineData("net8.0", "12")]
    [InlineData("net10.0", "12")]
    public void Each_kernel_of_an_old_target_gets_exactly_one_error(string framework, string language)
    {
        var project = package.CopyConsumer("Old");

        var build = Dotnet.Run(project, package.Environment, "build", $"-p:ConsumerFramework={framework}", $"-p:LangVersion={language}");

        Assert.True(build.ExitCode != 0, $"'{build.Command}' found nothing wrong:\n{build.Output}");
        var errors = Error().Matches(build.Output).Select(match => match.Value).Distinct().ToArray();
        Assert.True(errors.Length == 2, $"two kernels, {errors.Length} errors:\n{build.Output}");
        Assert.All(errors, error => Assert.Matches(@"^Program\.cs\(\d+,\d+\): error LK0009: .*\.NET 10.*C# 14", error));
    }

    [Fact]
    public void Without_a_kernel_an_old_target_builds()
    {
        var project = package.CopyConsumer("Old");
        File.WriteAllText(Path.Combine(project, "Program.cs"), "System.Console.WriteLine();\n");

        Dotnet.Run(project, package.Environment, "build", "-p:ConsumerFramework=net8.0", "-p:TreatWarningsAsErrors=true").Succeeded();
    }

    /// <summary>An error as the build prints it: the file's name and place where it has one, and no project behind.</summary>
    [GeneratedRegex(@"(?:[^/\\\s]+\(\d+,\d+\)|CSC|MSBUILD) ?: error .*?(?= \[[^\[\]]+proj\]\r?$|\r?$)", RegexOptions.Multiline)]
    private static partial Regex Error();
}
