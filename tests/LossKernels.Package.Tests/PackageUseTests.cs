using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace LossKernels.Package.Tests;

/// <summary>Projects outside the tree that reference the package: they build under the strictest settings, and compute what they should.</summary>
[Collection(PackageTests.Name)]
public sealed partial class PackageUseTests(PackedPackage package)
{
    /// <summary>What the strict consumer prints, from the literature or worked out by hand; the last number is the relative tolerance.</summary>
    private static readonly (string Name, double[] Values, double Tolerance)[] _expected =
    [
        ("softmax", [0.2312, 0.6285, 0.1402], 5e-4),
        ("softmax-at-2", [0.2917560, 0.4810243, 0.2272198], 1e-6),
        ("log-softmax", [-2.0611536e-9, -20.0000000020611536], 1e-6),
        ("log-sum-exp", [2.4643688], 1e-6),
        ("mean-loss", [0.9185], 1e-4),
        ("loss-gradient", [0.0158762, -0.1331866, 0.1173104], 1e-5),
        ("confident-loss", [2.0611536203143808e-9], 1e-12),
        ("prediction", [1, 0.8668133], 1e-6),
        ("uniform-of-100", [0.01, 0.01], 1e-6),
        ("uniform-of-5000", [0.0002, 0.0002], 1e-6),
    ];

    [Fact]
    public void A_project_under_the_strictest_settings_builds_without_a_warning_and_computes_right_numbers()
    {
        var project = package.CopyConsumer("Strict");

        var build = Dotnet.Run(project, package.Environment, "build", "-c", "Release").Succeeded();
        AssertNoWarning(build);
        AssertNothingShips(Path.Combine(project, "bin", "Release", "net10.0"));
        AssertRightNumbers(Dotnet.Run(project, package.Environment, "run", "-c", "Release", "--no-build").Succeeded());
    }

    [Fact]
    public void Published_trimmed_and_self_contained_it_computes_the_same()
    {
        var project = package.CopyConsumer("Strict");
        var output = Path.Combine(project, "published");
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var target = $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

        var publish = Dotnet.Run(project, package.Environment, "publish", "-c", "Release", "-r", target, "--self-contained", "-p:PublishTrimmed=true", "-o", output).Succeeded();
        AssertNoWarning(publish);
        AssertNothingShips(output);
        AssertRightNumbers(Dotnet.Start(Path.Combine(output, OperatingSystem.IsWindows() ? "Strict.exe" : "Strict"), output, new Dictionary<string, string>()).Succeeded());
    }

    [Fact]
    public void The_property_LossKernelsVectorBits_caps_the_vectors_and_keeps_the_bits()
    {
        var unset = Generate();
        var narrow = Generate("-p:LossKernelsVectorBits=128");

        Assert.Matches(WideVectors(), unset.Code);
        Assert.DoesNotMatch(WideVectors(), narrow.Code);
        Assert.Contains("Vector128", narrow.Code, StringComparison.Ordinal);
        Assert.Equal(unset.Printed, narrow.Printed);

        (string Code, string Printed) Generate(params string[] properties)
        {
            var project = package.CopyConsumer("Strict");
            var files = Path.Combine(project, "obj", "generated");
            Dotnet.Run(project, package.Environment, ["build", "-c", "Release", "-p:EmitCompilerGeneratedFiles=true", $"-p:CompilerGeneratedFilesOutputPath={files}", .. properties]).Succeeded();
            var code = string.Concat(Directory.EnumerateFiles(files, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText));
            return (code, Dotnet.Run(project, package.Environment, "run", "-c", "Release", "--no-build").Succeeded().Output);
        }
    }

    [Fact]
    public void Two_projects_that_see_each_others_internals_both_declare_kernels()
    {
        var app = Path.Combine(package.CopyConsumer("Friends"), "App");

        AssertNoWarning(Dotnet.Run(app, package.Environment, "build", "-c", "Release").Succeeded());
        var printed = Dotnet.Run(app, package.Environment, "run", "-c", "Release", "--no-build").Succeeded();
        Assert.Equal("app 0.5 0.5\nlibrary, public 0.5 0.5\nlibrary, internal 0.25\n", printed.Output.TrimEnd('\n') + "\n");
    }

    [Fact]
    public void Kernels_stand_beside_top_level_statements_and_in_namespaces_and_types_of_any_nesting_without_unsafe_code()
    {
        var project = package.CopyConsumer("Shapes");

        AssertNoWarning(Dotnet.Run(project, package.Environment, "build", "-c", "Release").Succeeded());
        Assert.Equal(
            ["program 0.5", "beside 0.5", "file-scoped 0.5", "block-scoped 0.5", "nested namespace 0.693", "nested type 0.5"],
            Dotnet.Run(project, package.Environment, "run", "-c", "Release", "--no-build").Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Functional")]
    public void A_project_of_another_language_calls_the_kernels_of_the_project_it_references(string language)
    {
        var project = Path.Combine(package.CopyConsumer("Languages"), language);

        AssertNoWarning(Dotnet.Run(project, package.Environment, "build", "-c", "Release").Succeeded());
        Assert.Equal("0.5 0.5", Dotnet.Run(project, package.Environment, "run", "-c", "Release", "--no-build").Succeeded().Output.Trim());
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.Combine(project, "bin", "Release", "net10.0")).Select(Path.GetFileName),
            name => name!.StartsWith("LossKernels", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_declaration_of_the_public_surface_compiles_without_a_warning_and_runs()
    {
        var project = package.CopyConsumer("Surface");

        AssertNoWarning(Dotnet.Run(project, package.Environment, "build", "-c", "Release").Succeeded());
        var printed = Dotnet.Run(project, package.Environment, "run", "-c", "Release", "--no-build").Succeeded();
        Assert.Contains("every kernel ran", printed.Output, StringComparison.Ordinal);
    }

    private static void AssertRightNumbers(CommandResult run)
    {
        var printed = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => words[1..].Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray());
        Assert.Equal(_expected.Select(line => line.Name).Order(), printed.Keys.Order());
        foreach (var (name, expected, tolerance) in _expected)
        {
            Assert.Equal(expected.Length, printed[name].Length);
            Assert.All(expected.Zip(printed[name]), pair => Assert.True(
                Math.Abs(pair.Second - pair.First) <= tolerance * Math.Abs(pair.First),
                $"{name}: {pair.Second:R} where {pair.First:R} was expected"));
        }
    }

    private static void AssertNoWarning(CommandResult build)
        => Assert.False(Warning().IsMatch(build.Output), $"'{build.Command}' warned:\n{build.Output}");

    /// <summary>A program that uses kernels carries nothing of this package: no assembly, and no mention of one.</summary>
    private static void AssertNothingShips(string directory)
    {
        Assert.DoesNotContain(Directory.EnumerateFiles(directory).Select(Path.GetFileName), name => name!.StartsWith("LossKernels", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("LossKernels", File.ReadAllText(Path.Combine(directory, "Strict.deps.json")), StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"Vector(256|512)[.<]")]
    private static partial Regex WideVectors();

    [GeneratedRegex(@": warning \w+")]
    private static partial Regex Warning();
}
