using System.IO.Compression;
using System.Xml.Linq;

namespace LossKernels.Package.Tests;

/// <summary>What is in the package, and what it says of itself.</summary>
[Collection(PackageTests.Name)]
public sealed class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void The_package_holds_compiler_components_build_properties_and_a_readme_and_no_library()
    {
        using var archive = ZipFile.OpenRead(package.File);

        Assert.Equal(
            [
                "LossKernels.nuspec",
                "README.md",
                "analyzers/dotnet/cs/LossKernels.Analyzers.dll",
                "analyzers/dotnet/cs/LossKernels.CodeFixes.dll",
                "analyzers/dotnet/cs/LossKernels.Generators.dll",
                "build/LossKernels.props",
            ],
            archive.Entries.Select(entry => entry.FullName)
                .Where(name => name is not ("[Content_Types].xml" or "_rels/.rels") && !name.EndsWith(".psmdcp", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_package_is_a_development_dependency_without_dependencies_and_tells_its_licence_and_origin()
    {
        var metadata = Metadata();

        Assert.Equal("LossKernels", Value("id"));
        Assert.Equal("true", Value("developmentDependency"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("LossKernels maintainers", Value("authors"));
        Assert.Null(Find("dependencies"));
        Assert.Null(Find("icon"));
        Assert.Equal(Value("projectUrl"), Find("repository")!.Attribute("url")!.Value);

        XElement? Find(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);
        string? Value(string name) => Find(name)?.Value;
    }

    [Fact]
    public void Packing_the_same_sources_in_another_folder_gives_the_same_bytes()
        => Assert.True(
            File.ReadAllBytes(package.File).AsSpan().SequenceEqual(File.ReadAllBytes(package.SecondFile)),
            $"{package.File} and {package.SecondFile} differ");

    [Fact]
    public void The_components_name_no_folder_of_the_machine_that_built_them()
    {
        using var archive = ZipFile.OpenRead(package.File);
        var workplace = Path.GetDirectoryName(Path.GetDirectoryName(package.File)!)!;

        foreach (var entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            Assert.True(content.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(workplace)) < 0, $"{entry.FullName} holds the path {workplace}");
        }
    }

    private XElement Metadata()
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var stream = archive.GetEntry("LossKernels.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }
}
