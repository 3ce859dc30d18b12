using System.Reflection;

namespace LossKernels.Package.Tests;

/// <summary>
/// The package, packed from two copies of the sources in different folders that have no <c>.git</c>, and a workplace outside the tree
/// for projects that use it: a feed with the package, and a packages folder of its own, so that no older copy is ever used.
/// </summary>
public sealed class PackedPackage : IDisposable
{
    private static readonly string[] _rootFiles = ["Directory.Build.props", "Directory.Packages.props", "README.md", "LICENSE", "global.json", ".editorconfig"];

    private readonly string _directory = Directory.CreateTempSubdirectory("losskernels-package-").FullName;

    public PackedPackage()
    {
        File = Pack("first", new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = "1700000000" });
        SecondFile = Pack(Path.Combine("second", "deeper"), new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = "1700000000", ["CI"] = "true" });
        Version = Path.GetFileNameWithoutExtension(File)["LossKernels.".Length..];

        Directory.CreateDirectory(Consumers);
        // Nothing that lies above a temporary folder reaches the projects in it.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            System.IO.File.WriteAllText(Path.Combine(Consumers, name), "<Project />\n");
        }

        System.IO.File.WriteAllText(
            Path.Combine(Consumers, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Path.GetDirectoryName(File)}" />
              </packageSources>
            </configuration>
            """);
    }

    /// <summary>The package file.</summary>
    public string File { get; }

    /// <summary>The package file that another folder gave.</summary>
    public string SecondFile { get; }

    /// <summary>The package's version.</summary>
    public string Version { get; }

    /// <summary>What restores and builds of consumers run with.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["NUGET_PACKAGES"] = Path.Combine(_directory, "packages"),
        ["LossKernelsVersion"] = Version,
    };

    private static string TestProject { get; } = typeof(PackedPackage).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ProjectDirectory").Value!;

    private static string Root { get; } = Path.GetFullPath(Path.Combine(TestProject, "..", ".."));

    private string Consumers => Path.Combine(_directory, "consumers");

    /// <summary>Copies a project of the folder <c>Consumers</c> to a place of its own outside the tree.</summary>
    public string CopyConsumer(string name)
    {
        var target = Path.Combine(Consumers, $"{name}-{Guid.NewGuid():N}"[..(name.Length + 9)]);
        CopyDirectory(Path.Combine(TestProject, "Consumers", name), target);
        return target;
    }

    /// <summary>Copies a sample that takes the package where <c>LossKernelsVersion</c> is set, with the versions of the other packages that it uses.</summary>
    public string CopySample(string name)
    {
        var target = Path.Combine(Consumers, $"{name}-{Guid.NewGuid():N}"[..(name.Length + 9)]);
        CopyDirectory(Path.Combine(Root, "samples", name), target);
        System.IO.File.Copy(Path.Combine(Root, "Directory.Packages.props"), Path.Combine(target, "Directory.Packages.props"));
        return target;
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string Pack(string folder, Dictionary<string, string> environment)
    {
        var tree = Path.Combine(_directory, folder);
        CopyDirectory(Path.Combine(Root, "src"), Path.Combine(tree, "src"));
        foreach (var name in _rootFiles)
        {
            System.IO.File.Copy(Path.Combine(Root, name), Path.Combine(tree, name));
        }

        var output = Path.Combine(tree, "packed");
        var pack = Dotnet.Run(tree, environment, "pack", "src/LossKernels", "-c", "Release", "-o", output).Succeeded();
        Assert.DoesNotContain("warning", pack.Output, StringComparison.OrdinalIgnoreCase);
        return Assert.Single(Directory.GetFiles(output));
    }

    private static void CopyDirectory(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            System.IO.File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        foreach (var directory in Directory.EnumerateDirectories(source).Where(directory => Path.GetFileName(directory) is not ("bin" or "obj")))
        {
            CopyDirectory(directory, Path.Combine(target, Path.GetFileName(directory)));
        }
    }
}

/// <summary>All package tests share one packing, and run one after another: each is a build that wants the whole machine.</summary>
[CollectionDefinition(Name)]
public sealed class PackageTests : ICollectionFixture<PackedPackage>
{
    public const string Name = "Package";
}
